// The consent stands before the program: it is read, heard, answered and believed on a slow line and on a bad one.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { cards, heading, press } from './citizen.mjs';
import { assertClean, launch, root, serve, sizes, visit } from './harness.mjs';


/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); });
after(async () => { await browser?.close(); await server?.close(); });

const address = () => `${server.origin}/#/test/veiculo-abandonado`;

/** Keeps the program from coming until the returned function is called. @param {import('playwright-core').Page} page */
async function holdProgram(page) {
    /** @type {() => void} */ let release = () => {};
    const released = new Promise((resolve) => { release = () => resolve(undefined); });
    await page.route('**/participant.wasm*', async (route) => { await released; await route.continue(); });
    return release;
}

for (const [size, viewport] of Object.entries(sizes)) {
    test(`at ${size} the consent is whole before the program has come, and goes on by itself when it has`, async () => {
        const { context, page, seen } = await visit(browser, viewport);
        const release = await holdProgram(page);
        await page.goto(address());
        await heading(page, 'Antes de começar');
        assert.equal(await page.title(), 'Antes de começar – Teste do pedido de retirada de veículo');
        assert.equal(await page.evaluate(() => document.activeElement?.id), 'title', 'the heading has the focus, and is read out');
        assert.deepEqual(await page.getByRole('heading', { level: 2 }).allTextContents(), ['Quem faz este teste', 'Para que serve', 'O que fica gravado',
            'O que fazemos com isso', 'Quanto tempo leva', 'Você decide', 'Com quem falar']);
        await page.getByRole('group', { name: 'Se quiser, marque também' }).getByRole('checkbox', { name: /citar frases/ }).check();
        for (const target of [...await page.getByRole('button').all(), ...await page.locator('#consent label').all()]) {
            const box = await target.boundingBox();
            assert.ok(box && box.height >= 44 && box.width >= 44, `${await target.textContent()} is ${box?.width} × ${box?.height}`);
        }
        assert.deepEqual(await violations(page), []);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);

        await press(page, 'Aceito participar');
        await page.getByRole('button', { name: 'Abrindo o teste…' }).waitFor();
        assert.equal(await page.getByRole('status').filter({ hasText: 'Abrindo o teste…' }).count(), 1, 'said aloud, politely');
        assert.deepEqual(await violations(page), []);
        release();
        await heading(page, cards['veiculo-abandonado']);
        assert.equal(await page.locator('#consent *').count(), 0);
        await assertClean(page, seen, server.origin);
        await context.close();
    });
}

test('whoever refuses before the program has come is told so when it has', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone);
    const release = await holdProgram(page);
    await page.goto(address());
    await press(page, 'Não quero participar');
    await page.getByRole('button', { name: 'Um momento…' }).waitFor();
    await page.getByRole('button', { name: 'Aceito participar' }).click({ force: true }); // too late: the answer was given
    release();
    await heading(page, 'Tudo bem, você não vai participar');
    assert.deepEqual(await violations(page), []);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('no line jumps when the font comes late, or the program', async () => {
    const { context, page } = await visit(browser, sizes.phone);
    await page.addInitScript(() => {
        /** @type {any} */ (window).shifts_ = 0;
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) /** @type {any} */ (window).shifts_ += /** @type {any} */ (entry).value; })
            .observe({ type: 'layout-shift', buffered: true });
    });
    await page.route('**/fonts/*', async (route) => { await new Promise((resolve) => setTimeout(resolve, 700)); await route.continue(); });
    await page.goto(address());
    await heading(page, 'Antes de começar');
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(1000);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).shifts_), 0);
    await context.close();
});

test('a line that is lost while the consent is read is tried again when the program is needed', async () => {
    const { context, page } = await visit(browser, sizes.phone);
    let tries = 0;
    await page.route('**/participant.wasm*', (route) => (++tries === 1 ? route.abort() : route.continue()));
    await page.goto(address());
    await heading(page, 'Antes de começar');
    await page.waitForTimeout(500);
    await heading(page, 'Antes de começar');
    await press(page, 'Aceito participar');
    await heading(page, cards['veiculo-abandonado']);
    assert.equal(tries, 2);
    await context.close();
});

const studyPath = 'prototypes/studies/veiculo-abandonado.json', prototypePath = 'prototypes/veiculo-abandonado.json';
const [studyJson, prototypeJson] = [studyPath, prototypePath].map((path) => readFileSync(join(root, path), 'utf8'));
/** @param {string} json @param {object} changes */
const changed = (json, changes) => JSON.stringify({ ...JSON.parse(json), ...changes });
/** @param {string} json @param {string} line */
const withoutComma = (json, line) => json.replace(`${line},`, line);
/** @type {{ name: string, file: string, body?: string | Buffer, said: string, remedy: string }[]} */
const mistakes = [
    { name: 'a prototype with a member missing', file: prototypePath, body: '{"format":1}',
        said: `${prototypePath}: screens: Falta “screens”.`, remedy: 'Acrescente “screens” aqui.' },
    { name: 'a prototype with a comma missing', file: prototypePath, body: withoutComma(prototypeJson, '"format": 1'),
        said: `${prototypePath}: O JSON está quebrado na linha 4, coluna`, remedy: 'Procure perto dali uma vírgula' },
    { name: 'a study with a comma missing', file: studyPath, body: withoutComma(studyJson, '"format": 1'),
        said: `${studyPath}: O JSON está quebrado na linha 4, coluna`, remedy: 'Procure perto dali uma vírgula' },
    { name: 'a study whose goal is nowhere', file: studyPath, body: studyJson.replace(/"goal_screen": "[^"]*"/, '"goal_screen": "lua"'),
        said: `${studyPath}: tasks[0].goal_screen: O protótipo não tem a tela “lua”`, remedy: 'escreva o id de uma tela do protótipo' },
    { name: 'a study without prototype', file: studyPath, body: changed(studyJson, { prototype: undefined }),
        said: `${studyPath}: prototype: Falta “prototype”.`, remedy: 'Acrescente “prototype” aqui.' },
    { name: 'a study of a prototype that is not there', file: studyPath, body: changed(studyJson, { prototype: 'lua' }),
        said: `${studyPath}: prototype: Não há o arquivo prototypes/lua.json`, remedy: 'corrija o nome em "prototype"' },
    { name: 'an empty prototype', file: prototypePath, body: '',
        said: `${prototypePath}: Não há nada aqui`, remedy: 'Confira se este é o arquivo certo' },
    { name: 'a prototype in Latin-1', file: prototypePath, body: Buffer.from(prototypeJson, 'latin1'),
        said: `${prototypePath}: O arquivo não está em UTF-8.`, remedy: 'salve o arquivo com a codificação UTF-8' },
    { name: 'a study in Latin-1', file: studyPath, body: Buffer.from(studyJson, 'latin1'),
        said: `${studyPath}: O arquivo não está em UTF-8.`, remedy: 'salve o arquivo com a codificação UTF-8' },
];
for (const { name, file, body, said, remedy } of mistakes) {
    test(`${name} is told in words, with its file, its place and its remedy`, async () => {
        const { context, page } = await visit(browser, sizes.desk);
        await page.route(`**/${file}*`, (route) => route.fulfill({ contentType: 'application/json', body }));
        await page.goto(address());
        await heading(page, 'Um arquivo deste teste tem um problema');
        await page.getByText('Se o teste é seu, corrija o que está escrito abaixo').waitFor();
        const told = await page.locator('#failure').innerText();
        assert.ok(told.includes(said) && told.includes(remedy), told);
        assert.doesNotMatch(told, /SyntaxError|não chegou|Não achamos|A página encontrou/);
        assert.deepEqual(await violations(page), []);
        await context.close();
    });
}

test('whoever sets a test up, or comes back to one, is told of a broken study at once, in the language of the study where that can be read', async () => {
    const { context, page } = await visit(browser, sizes.desk);
    await page.route(`**/${studyPath}*`, (route) => route.fulfill({ contentType: 'application/json', body: '{' }));
    await page.goto(`${address()}/conduzir`);
    await heading(page, 'Um arquivo deste teste tem um problema');
    await page.unroute(`**/${studyPath}*`);
    await press(page, 'Tentar de novo');
    await heading(page, 'Preparar o teste');
    await page.route(`**/${studyPath}*`, (route) => route.fulfill({ contentType: 'application/json', body: changed(studyJson, { language: 'en', tasks: [] }) }));
    await page.goto(address());
    await heading(page, 'A file of this test has a problem');
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await context.close();
});

/** A machine with these voices, which writes down what they are given to say. @param {{ lang: string, localService: boolean }[]} voices */
function speak(voices) {
    const window_ = /** @type {any} */ (window);
    window_.said_ = [];
    class Utterance { constructor(/** @type {string} */ text) { /** @type {any} */ (this).text = text; } }
    window_.SpeechSynthesisUtterance = Utterance;
    Object.defineProperty(window, 'speechSynthesis', { value: {
        getVoices: () => voices,
        speak: (/** @type {any} */ part) => window_.said_.push(part),
        cancel: () => { window_.said_.push('cancel'); },
        addEventListener: () => {},
        removeEventListener: () => {},
    } });
}

test('the consent is read aloud by a voice of this machine, and by no other', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone);
    await page.addInitScript(speak, [{ lang: 'pt-BR', localService: false }, { lang: 'pt_PT', localService: true }, { lang: 'en-US', localService: true }]);
    await page.goto(address());
    await press(page, 'Ouvir este texto');
    const said = await page.evaluate(() => /** @type {any} */ (window).said_.filter((/** @type {any} */ part) => part !== 'cancel')
        .map((/** @type {any} */ { text, voice }) => [text, voice.lang, voice.localService]));
    assert.deepEqual(said[0], ['Antes de começar', 'pt_PT', true]);
    assert.ok(said.length > 15 && said.every((/** @type {any} */ [, lang, local]) => lang === 'pt_PT' && local));
    assert.match(said.at(-1)[0], /citar frases/);
    await press(page, 'Parar');
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).said_.at(-1)), 'cancel');
    await press(page, 'Ouvir este texto');
    await press(page, 'Aceito participar');
    await heading(page, cards['veiculo-abandonado']);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).said_.at(-1)), 'cancel', 'it does not go on talking over the test');
    await assertClean(page, seen, server.origin);
    await context.close();

    const other = await visit(browser, sizes.phone);
    await other.page.addInitScript(speak, [{ lang: 'pt-BR', localService: false }, { lang: 'en-US', localService: true }]);
    await other.page.goto(address());
    await heading(other.page, 'Antes de começar');
    assert.equal(await other.page.getByRole('button', { name: 'Ouvir este texto' }).count(), 0);
    await other.context.close();
});
