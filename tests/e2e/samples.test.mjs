// The samples and the JSON Schemas by which an editor checks a prototype or a study while it is written.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.ENSAIO_CLI ?? join(root, 'build/native/ensaio');

/** @param {string} path below the root */
const json = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
/** @param {string} folder */
const filesOf = (folder) =>
    readdirSync(join(root, folder)).filter((name) => name.endsWith('.json')).sort().map((name) => `${folder}/${name}`);

const prototypes = filesOf('prototypes');
const studies = filesOf('prototypes/studies');

// Strict: a misspelt keyword is an error. What a kind of field may have is said without repeating the types.
const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, strictTuples: false });
ajv.addSchema(json('prototypes/schema/prototype-1.schema.json'));
ajv.addSchema(json('prototypes/schema/study-1.schema.json'));

/** @param {'prototype' | 'study'} format @param {unknown} value @returns {string[]} */
function refusals(format, value) {
    const validate = ajv.getSchema(`${format}-1.schema.json`);
    assert.ok(validate);
    return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

let folder = '';
before(() => {
    assert.ok(existsSync(program), `${program} is missing: run make native`);
    folder = mkdtempSync(join(tmpdir(), 'ensaio-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {{ id: string }} value a prototype or a study @returns {boolean} whether `ensaio check` finds nothing wrong */
function passes(value) {
    const path = join(folder, `${value.id}.json`);
    writeFileSync(path, JSON.stringify(value));
    return spawnSync(program, ['check', path]).status === 0;
}

test('every sample and its study are right for the program and for the schemas', () => {
    const { status, stdout, stderr } = spawnSync(program, ['check', ...prototypes, ...studies], { cwd: root, encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);
    for (const path of prototypes) assert.deepEqual(refusals('prototype', json(path)), [], path);
    for (const path of studies) assert.deepEqual(refusals('study', json(path)), [], path);
    assert.deepEqual(prototypes.map((path) => path.replace('prototypes/', 'prototypes/studies/')), studies);
});

test('a sample says that it is not real and not official', () => {
    for (const path of prototypes) {
        const { notice, letter } = json(path);
        assert.match(notice, /^Protótipo, não é /, path);
        if (letter) assert.match(letter.observacoes, /não oficial|não é a carta oficial/i, path);
    }
});

test('the pictures of a sample are as large as it says, and have words for who cannot see them', () => {
    let pictures = 0;
    for (const path of prototypes) {
        for (const { id, alt, width, height, source } of json(path).images ?? []) {
            const png = Buffer.from(source.slice(source.indexOf(',') + 1), 'base64');
            assert.equal(png.toString('latin1', 1, 4), 'PNG', `${path}: ${id}`);
            assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [width, height], `${path}: ${id}`);
            assert.ok(png.length < 40_000, `${path}: ${id} has ${png.length} bytes`);
            assert.ok(alt.length > 100, `${path}: ${id}`);
            pictures += 1;
        }
    }
    assert.ok(pictures > 0);
});

test('what the program refuses as written, the schema refuses too', () => {
    for (const name of ['accept-of-html', 'patterns', 'members-without-effect', 'misspelt-members', 'missing-members', 'wrong-types', 'bad-ids', 'no-screens']) {
        assert.notDeepEqual(refusals('prototype', json(`tests/data/bad-prototypes/${name}.json`)), [], name);
    }
    for (const name of ['bad-questions', 'drop-box', 'drop-box-private-key', 'empty-texts', 'no-tasks', 'too-many-tasks', 'wrong-types']) {
        assert.notDeepEqual(refusals('study', json(`tests/data/bad-studies/${name}.json`)), [], name);
    }
});

/** A prototype with every kind of screen and field that has members of its own. */
const complete = () => ({
    format: 1, id: 'teste', title: 'Teste', deadline: { amount: 3, unit: 'hours' },
    addresses: [{ cep: '01234-567', street: 'Rua do Faz de Conta' }],
    images: [{ id: 'mapa', alt: 'Um mapa', width: 16, height: 16, source: 'data:image/png;base64,AAAA' }],
    screens: [
        { id: 'entrar', kind: 'sign_in', title: 'Entrar', next: 'tudo', skip: 'tudo', skip_button: 'Sem entrar' },
        { id: 'tudo', kind: 'question', title: 'Tudo', next: 'desenho',
            fields: [
                { id: 'dia', kind: 'date', label: 'Dia', period: 'past', min_age: 18, max_age: 90 },
                { id: 'renda', kind: 'money', label: 'Renda', min: 1, max: 10 },
                { id: 'lugar', kind: 'address', label: 'Lugar' },
                { id: 'ponto', kind: 'map_point', label: 'Ponto', image: 'mapa' },
                { id: 'termos', kind: 'terms', label: 'Aceito', text: 'Aceito tudo.' },
                { id: 'fotos', kind: 'file', label: 'Fotos', accept: ['image/'], max_megabytes: 2, max_choices: 2 },
                { id: 'quais', kind: 'checkboxes', label: 'Quais', options: [{ id: 'a', label: 'A' }, { id: 'b', label: 'Nenhum', exclusive: true }] },
                { id: 'email', kind: 'email', label: 'E-mail' },
                { id: 'email_2', kind: 'email', label: 'Outra vez' },
            ],
            checks: [{ when: { all: [{ field: 'email_2', op: 'is_not', other: 'email' }] }, field: 'email_2', message: 'São diferentes' }],
            branches: [{ when: { all: [{ field: 'dia', op: 'at_least', value: '60' }] }, to: 'fim' }] },
        { id: 'desenho', kind: 'picture', title: 'Desenho', image: 'mapa', hotspots: [{ id: 'x', name: 'Ir', role: 'link', box: [0, 0, 16, 16], to: 'fim' }] },
        { id: 'fim', kind: 'confirmation', title: 'Fim', steps: [{ title: 'Feito', state: 'done' }], next: 'aviso' },
        { id: 'aviso', kind: 'message', title: 'Aviso', channel: 'sms', sender: 'Prefeitura' },
    ],
});

test('schema and program agree on each member that only some kinds have', () => {
    assert.deepEqual(refusals('prototype', complete()), []);
    assert.ok(passes(complete()));

    /** @type {Record<string, (prototype: any) => void>} */
    const mistakes = {
        'a deadline without an amount': (p) => { delete p.deadline.amount; },
        'weeks': (p) => { p.deadline.unit = 'weeks'; },
        'a short CEP': (p) => { p.addresses[0].cep = '0123-567'; },
        'a picture without words': (p) => { p.images[0].alt = ''; },
        'a picture from the network': (p) => { p.images[0].source = 'https://example.com/a.png'; },
        'a narrow picture': (p) => { p.images[0].width = 15; },
        'skip on a question': (p) => { p.screens[1].skip = 'fim'; },
        'steps on a question': (p) => { p.screens[1].steps = [{ title: 'Feito' }]; },
        'a sender of a question': (p) => { p.screens[1].sender = 'Prefeitura'; },
        'a picture on a question': (p) => { p.screens[1].image = 'mapa'; },
        'a picture screen without its picture': (p) => { delete p.screens[2].image; },
        'fields on a picture': (p) => { p.screens[2].fields = [{ id: 'y', kind: 'text', label: 'Y' }]; },
        'an unknown role': (p) => { p.screens[2].hotspots[0].role = 'tab'; },
        'a tiny hotspot': (p) => { p.screens[2].hotspots[0].box = [0, 0, 15, 16]; },
        'three numbers for a hotspot': (p) => { p.screens[2].hotspots[0].box = [0, 0, 16]; },
        'an unknown state of a step': (p) => { p.screens[3].steps[0].state = 'late'; },
        'a message by pigeon': (p) => { p.screens[4].channel = 'pigeon'; },
        'an unknown period': (p) => { p.screens[1].fields[0].period = 'soon'; },
        'an age of money': (p) => { p.screens[1].fields[1].min_age = 18; },
        'a map without a picture': (p) => { delete p.screens[1].fields[3].image; },
        'terms without terms': (p) => { delete p.screens[1].fields[4].text; },
        'types of an address': (p) => { p.screens[1].fields[2].accept = ['image/']; },
        'megabytes of a date': (p) => { p.screens[1].fields[0].max_megabytes = 3; },
        'a text of an e-mail': (p) => { p.screens[1].fields[7].text = 'Texto'; },
        'value and other together': (p) => { p.screens[1].checks[0].when.all[0].value = 'x'; },
        'other with has': (p) => { p.screens[1].checks[0].when.all[0] = { field: 'quais', op: 'has', value: 'a', other: 'email' }; },
        'nothing to compare with': (p) => { delete p.screens[1].branches[0].when.all[0].value; },
        'a check without words': (p) => { delete p.screens[1].checks[0].message; },
        'exclusive radios': (p) => { p.screens[1].fields[6].kind = 'radios'; },
    };
    for (const [name, spoil] of Object.entries(mistakes)) {
        const prototype = complete();
        spoil(prototype);
        assert.equal(passes(prototype), false, `the program takes ${name}`);
        assert.notDeepEqual(refusals('prototype', prototype), [], `the schema takes ${name}`);
    }
});
