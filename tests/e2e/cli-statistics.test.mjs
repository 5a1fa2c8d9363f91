// metrics, stats, findings and compare as commands: exit status, JSON that comes out, and words for what is wrong.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { golden } from './sessions.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.ENSAIO_CLI ?? join(root, 'build/native/ensaio');
const people = join(root, 'tests/data/five-people.ensaio');
const noSession = join(root, 'prototypes/calcada.json');

let folder = '';
before(() => { folder = mkdtempSync(join(tmpdir(), 'ensaio-')); });
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string[]} args @param {string} [input] */
function run(args, input = '') {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', input });
    return { status, out: stdout, err: stderr };
}

/** @typedef {{ segment: string, scope: string, id: string, metric: string, n: number, x: number | null, value: number, low: number | null, high: number | null }} Row */

/** @param {string[]} args @returns {Row[]} */
function rowsOf(...args) {
    const { status, out, err } = run(['metrics', ...args]);
    assert.equal(status, 0, err);
    const { format, rows } = JSON.parse(out);
    assert.equal(format, 'ensaio-metrics-1');
    return rows;
}

// ---------------------------------------------------------------- stats

test('stats calculates what comes in and says it in JSON', () => {
    const { status, out, err } = run(['stats', 'completion'], '{"x": 4, "n": 5}');
    assert.equal(status, 0, err);
    assert.equal(err, '');
    const { share, adjusted_wald: interval } = JSON.parse(out);
    assert.equal(share, 0.8);
    assert.ok(Math.abs(interval.low - 0.3596) < 1e-3 && Math.abs(interval.high - 0.9797) < 1e-3, out);
});

test('stats names the field that is wrong, writes nothing and ends with 1', () => {
    for (const [name, input, field] of [
        ['completion', '{"x": 6, "n": 5}', 'x'],
        ['completion', '{"x": 1}', 'n'],
        ['completion', '{"x": 1, "n": 5, "nada": 2}', 'nada'],
        ['time', '{"times": [10, -3]}', 'times[1]'],
        ['sus', '{"answers": [[5, 1, 5, 1, 9, 1, 5, 1, 5, 1]]}', 'answers[0][4]'],
    ]) {
        const { status, out, err } = run(['stats', name], input);
        assert.equal(status, 1, `${name} ${input}: ${out}${err}`);
        assert.equal(out, '', name);
        assert.ok(err.startsWith(`${field}: `), `${name} ${input}: ${err}`);
    }
    const { status, out } = run(['stats', 'completion'], '{"x": 4,');
    assert.equal(status, 1);
    assert.equal(out, '');
});

test('every statistic of the help can be asked for as the help says', () => {
    const help = run(['stats', '--help']);
    assert.equal(help.status, 0);
    const examples = [...help.out.matchAll(/echo '(.*)' \| ensaio stats (\S+)/g)];
    assert.ok(examples.length >= 30, help.out);
    for (const [, input, name] of examples) {
        const { status, out, err } = run(['stats', name], input);
        assert.equal(status, 0, `${name}: ${err}`);
        JSON.parse(out);
    }
});

test('stats without a name, with an unknown one and with two is a usage error', () => {
    for (const args of [['stats'], ['stats', 'nada'], ['stats', 'sus', 'nps'], ['stats', '--nada']]) {
        const { status, out, err } = run(args, '{}');
        assert.equal(status, 2, args.join(' '));
        assert.equal(out, '');
        assert.notEqual(err, '');
    }
});

// ---------------------------------------------------------------- metrics

test('metrics tells rows with n and interval, as CSV the same, and once whatever is given twice', () => {
    const rows = rowsOf(people);
    const completion = rows.find(row => row.scope === 'task' && row.metric === 'completion' && row.segment === 'all');
    assert.ok(completion && completion.low !== null && completion.high !== null && completion.x !== null);
    assert.ok(completion.low <= completion.value && completion.value <= completion.high);
    assert.equal(completion.value, completion.x / completion.n);
    assert.deepEqual(rowsOf(people, people), rows);
    const csv = run(['metrics', people, '--csv']).out.trimEnd().split('\r\n');
    assert.equal(csv.length, rows.length + 1);
});

test('metrics has a segment for each profile, and names the line of a list of profiles that is wrong', () => {
    const participants = rowsOf(people).filter(row => row.scope === 'participant').map(row => row.id);
    const codes = [...new Set(participants)];
    assert.ok(codes.length > 1);
    const list = join(folder, 'perfis.csv');
    writeFileSync(list, codes.map((code, i) => `${code};${i === 0 ? 'longe' : 'perto'}\n`).join(''));
    const rows = rowsOf(people, '--profiles', list);
    /** @param {string} segment */
    const count = (segment) => rows.filter(row => row.segment === segment && row.metric === 'participants').reduce((sum, row) => sum + row.value, 0);
    assert.equal(count('profile:longe') + count('profile:perto'), count('all'));
    assert.ok(count('profile:longe') > 0);
    writeFileSync(list, `${codes[0]};longe\n${codes[0]}\n`);
    const wrong = run(['metrics', people, '--profiles', list]);
    assert.equal(wrong.status, 1);
    assert.equal(wrong.out, '');
    assert.ok(wrong.err.startsWith(`${list}: 2: `), wrong.err);
    assert.equal(run(['metrics', people, '--profiles', join(folder, 'nada.csv')]).status, 1);
    assert.equal(run(['metrics', people, '--profiles']).status, 2);
});

test('metrics names what is no session, tells the others, and ends with 1', () => {
    const { status, out, err } = run(['metrics', people, noSession]);
    assert.equal(status, 1);
    assert.match(err, /calcada\.json: /);
    assert.ok(JSON.parse(out).rows.length > 0);
    assert.equal(run(['metrics']).status, 2);
    assert.equal(run(['metrics', '--nada', people]).status, 2);
});

test('the attempts are a table whose completion is that of the metrics', () => {
    const table = join(folder, 'tentativas.csv');
    const rows = rowsOf(people, '--attempts', table);
    const [header, ...lines] = readFileSync(table, 'utf8').trimEnd().split('\r\n').map(line => line.split(',').map(cell => cell.replace(/^"|"$/g, '')));
    /** @param {string[]} line @param {string} name */
    const cell = (line, name) => line[header.indexOf(name)];
    const ended = lines.filter(line => cell(line, 'outcome') !== 'interrupted');
    const tasks = rows.filter(row => row.scope === 'task' && row.metric === 'completion' && row.segment === 'all');
    assert.equal(ended.length, tasks.reduce((sum, row) => sum + row.n, 0));
    assert.equal(ended.filter(line => cell(line, 'outcome').endsWith('_success')).length, tasks.reduce((sum, row) => sum + (row.x ?? 0), 0));
});

// ---------------------------------------------------------------- findings and compare

test('findings tells candidates with evidence, and names what is no session', () => {
    const { status, out, err } = run(['findings', people]);
    assert.equal(status, 0, err);
    const { format, versions } = JSON.parse(out);
    assert.equal(format, 'ensaio-findings-1');
    assert.ok(versions[0].findings.length > 0);
    for (const finding of versions[0].findings) assert.ok(finding.evidence.length > 0, finding.kind);
    const wrong = run(['findings', noSession]);
    assert.equal(wrong.status, 1);
    assert.match(wrong.err, /calcada\.json: /);
    assert.equal(run(['findings']).status, 2);
    assert.equal(run(['findings', '--nada', people]).status, 2);
});

test('compare tells two sides, and of the same sessions on both no difference', () => {
    const { status, out, err } = run(['compare', people, '--with', people]);
    assert.equal(status, 0, err);
    const { format, tasks, questionnaires, ratings } = JSON.parse(out);
    assert.equal(format, 'ensaio-compare-1');
    assert.ok(tasks.length > 0 && Array.isArray(questionnaires) && Array.isArray(ratings));
    for (const task of tasks) {
        assert.equal(task.completion.difference, 0);
        assert.deepEqual(task.completion.a, task.completion.b);
        assert.equal(task.same_people.only_a + task.same_people.only_b, 0);
        assert.ok(task.ease.compared === null || task.ease.compared.difference === 0);
        assert.equal(task.validation_errors.same_people.n, task.validation_errors.a.n);
    }
});

test('compare asks for two sides and names what is no session', () => {
    for (const args of [[people], [people, '--with'], ['--with', people], [people, '--nada', people]]) assert.equal(run(['compare', ...args]).status, 2, args.join(' '));
    const wrong = run(['compare', people, '--with', noSession]);
    assert.equal(wrong.status, 1);
    assert.match(wrong.err, /calcada\.json: /);
    assert.deepEqual(JSON.parse(wrong.out).tasks, []);
    assert.equal(run(['compare', golden, '--with', golden]).status, 0);
});
