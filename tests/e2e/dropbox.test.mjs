// A drop box: what a participant agreed to send arrives, once and closed, whatever happens on the way; what was not agreed to, or was erased, never
// does. The folder is a real nginx with its DAV module (tests/e2e/nginx.mjs); what arrives is opened by Debian's age, which is another program.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { endTask, heading, press, taskCard } from './citizen.mjs';
import { assertClean, launch, serve, site, sizes, visit } from './harness.mjs';
import { openDropBox } from './nginx.mjs';
import { chunksOf, golden, sessionWith, unpacked } from './sessions.mjs';
import { failWrites, maybeFailing } from './streets.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */

const work = mkdtempSync(join(tmpdir(), 'ensaio-drop-box-'));
const keyFile = join(work, 'key.txt');
/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof openDropBox>>} */ let box;

const nothing = async () => {};
const place = 'a pasta da equipe';
const typed = 'Zulmira do Faz de Conta';
const prototype = {
    format: 1, id: 'envio', title: 'Serviço',
    screens: [
        { id: 'nome', kind: 'question', title: 'Qual é a rua?', next: 'fim', fields: [{ id: 'rua', kind: 'text', label: 'Nome da rua' }] },
        { id: 'fim', kind: 'confirmation', title: 'Recebemos o pedido' },
    ],
};

before(async () => {
    const files = join(work, 'site');
    cpSync(site, files, { recursive: true });
    [server, browser] = await Promise.all([serve(files), launch()]);
    box = await openDropBox(server.origin);
    execFileSync('age-keygen', ['-o', keyFile], { stdio: 'ignore' });
    writeFileSync(join(files, 'prototypes/envio.json'), JSON.stringify(prototype));
    writeFileSync(join(files, 'prototypes/studies/envio.json'), JSON.stringify({
        format: 1, id: 'envio', title: 'Estudo', prototype: 'envio', body: 'Cidade', made_up_data: true,
        consent: { version: '1', who: 'a', why: 'b', recorded: 'c', use: 'd', duration: 'e', rights: 'f', contact: 'g', options: [{ id: 'citar', text: 'Podem citar frases.' }] },
        drop_box: { address: box.address, key: execFileSync('age-keygen', ['-y', keyFile], { encoding: 'utf8' }).trim(), place },
        tasks: [{ id: 'tarefa', title: 'A tarefa', scenario: 'Peça.', success: 'Chega ao fim.', goal_screen: 'fim' }],
    }));
});
beforeEach(() => { // what a test that failed may have left
    box.cut(false);
    for (const how of /** @type {const} */ (['unavailable', 'forbidden'])) box.fail(how, false);
});
after(async () => {
    await browser?.close();
    await box?.close();
    await server?.close();
    rmSync(work, { recursive: true, force: true });
});

/** @param {Page} page @param {{agree?: boolean}} [how] */
async function begin(page, { agree = true } = {}) {
    await page.goto(`${server.origin}/#/test/envio`);
    await heading(page, 'Antes de começar');
    if (agree) await page.getByRole('checkbox', { name: `Podem enviar a cópia trancada para ${place}.` }).check();
    await press(page, 'Aceito participar');
    await taskCard(page, 'A tarefa', nothing);
    await heading(page, 'Qual é a rua?');
}

/** @param {Page} page */
async function end(page) {
    await page.getByRole('textbox', { name: 'Nome da rua' }).fill(typed);
    await press(page, 'Continuar');
    await heading(page, 'Recebemos o pedido');
    await endTask(page);
    await heading(page, 'Muito obrigado!');
}

const sent = /A cópia trancada foi enviada/, later = /A cópia ainda não foi enviada/, refused = /esse lugar não aceitou/;
/** @param {Page} page @param {RegExp} words */
const told = (page, words) => page.locator('#nodes').getByText(words).waitFor();
/** @param {Page} page */
const tryAgain = (page) => page.evaluate(() => void dispatchEvent(new Event('online')));

/** @param {Page} page @param {string} button @returns {Promise<Buffer>} */
async function download(page, button) {
    const [file] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
    return readFileSync(await file.path());
}

/** Another visit. @param {Page} page @param {string} address */
async function visitAnew(page, address) {
    await page.goto('about:blank');
    await page.goto(`${server.origin}/${address}`);
}

/** @param {string} file in the folder @returns {Buffer} what was locked in it; packs unpacked */
const opened = (file) => {
    const bytes = execFileSync('age', ['-d', '-i', keyFile], { input: box.bytes(file) });
    return Buffer.concat([bytes.subarray(0, 8), ...chunksOf(bytes.subarray(8)).flatMap(unpacked)]);
};

/** What came since. @returns {() => string[]} */
function watchFolder() {
    const before_ = new Set(box.files());
    return () => box.files().filter((file) => !before_.has(file));
}

test('what was agreed to is sent once, closed, under a random name, and another program opens it byte for byte', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone);
    const came = watchFolder(), asked = box.requests().length;
    await begin(page);
    assert.ok(!seen.requests.some((url) => /dropbox/.test(url)), 'nothing of it is loaded before the end');
    assert.deepEqual(came(), [], 'nothing is sent before the end');
    await end(page);
    await told(page, sent);
    const [file, ...others] = came();
    assert.deepEqual(others, []);
    assert.match(file, /^[0-9a-f]{32}\.ensaio\.age$/);
    const session = await download(page, 'Guardar um arquivo');
    assert.ok(session.includes(typed), 'it is the whole session');
    assert.deepEqual(opened(file), session);
    // Whoever runs the folder finds nothing to read in it, and nothing that tells who sent it.
    const bytes = box.bytes(file);
    for (const known of [typed, 'Zulmira', 'envio', 'Estudo', 'P01', 'ENSAIO1', 'EnCh']) assert.ok(!bytes.includes(known), known);
    assert.match(bytes.subarray(0, 60).toString('latin1'), /^age-encryption\.org\/v1\n-> X25519 /);
    const puts = box.requests().slice(asked);
    assert.deepEqual(puts.map((line) => line.replace(/[0-9a-f]{32}/, 'RANDOM')).filter((line) => !line.startsWith('OPTIONS')),
        ['PUT /caixa/RANDOM.ensaio.age 201 "-" "-" "-"'], 'no address, no cookie, no password is told');
    // The thanks that are loaded again know that it was sent; that and another visit send nothing again.
    await page.reload();
    await heading(page, 'Muito obrigado!');
    await told(page, sent);
    await visitAnew(page, '#/');
    await page.waitForTimeout(500);
    assert.equal(box.requests().length, asked + puts.length);
    await assertClean(page, { ...seen, requests: seen.requests.filter((url) => !url.startsWith(box.address)) }, server.origin);
    await context.close();
});

test('the consent shows the host alone, and no words of the study can put others in its place', async () => {
    const { context, page } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    const study = JSON.parse(readFileSync(join(work, 'site/prototypes/studies/envio.json'), 'utf8'));
    const rightToLeft = '\u202e';
    Object.assign(study.drop_box, { address: 'https://mal.example:8443/a/', place: `a Prefeitura ${rightToLeft}X.\n\nEsta cópia fica só no seu aparelho` });
    await context.route('**/prototypes/studies/envio.json*', (route) => route.fulfill({ json: study }));
    let arrive = () => {};
    const arrived = new Promise((resolve) => { arrive = () => resolve(undefined); });
    await context.route('**/participant.wasm*', async (route) => {
        await arrived;
        await route.continue();
    });
    await page.goto(`${server.origin}/#/test/envio`);
    await heading(page, 'Antes de começar');
    assert.equal(await page.getByText('mal.example:8443', { exact: true }).evaluate((host) => host.closest('p')?.textContent), 'mal.example:8443');
    const text = await page.locator('#consent').innerText();
    assert.ok(!text.includes(rightToLeft));
    assert.match(text, /para a Prefeitura X\. Esta cópia fica só no seu aparelho quando o teste terminar\. O endereço desse lugar é:/);
    // And the program does not take it.
    arrive();
    await page.getByText('têm uma quebra de linha, ou um caractere que não se vê').waitFor();
    await context.close();
});

test('who refuses the test, or takes it without agreeing to the drop box, sends nothing at all', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone);
    const asked = box.requests().length;
    await begin(page, { agree: false });
    await end(page);
    await told(page, /ficou gravado só neste navegador/);
    await press(page, 'Ver o que foi gravado');
    await told(page, /Você não concordou em enviar uma cópia para a pasta da equipe/);
    await visitAnew(page, '#/test/envio');
    await page.getByRole('checkbox', { name: /Podem enviar/ }).check(); // ticked, and then refused
    await press(page, 'Não quero participar');
    await heading(page, /você não vai participar/);
    await visitAnew(page, '#/');
    await tryAgain(page);
    await page.waitForTimeout(500);
    assert.equal(box.requests().length, asked);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('503, a full disk, a file that is cut off half-way, an answer that is: it waits, is told so, and arrives once', async () => {
    const { context, page } = await visit(browser, sizes.phone);
    const came = watchFolder();
    box.fail('unavailable', true);
    await begin(page);
    await end(page);
    await told(page, later);
    assert.deepEqual(came(), []);
    box.fail('unavailable', false);
    if (box.fill(true)) {
        try {
            const asked = box.requests().length;
            await tryAgain(page);
            for (let i = 0; i < 100 && !box.requests().slice(asked).some((line) => line.startsWith('PUT')); ++i) await page.waitForTimeout(50);
            assert.match(box.requests().slice(asked).find((line) => line.startsWith('PUT')) ?? '', / 50[07] /);
            await told(page, later);
        } finally {
            assert.ok(box.fill(false));
        }
    } else {
        console.log('no root here: a full disk was not tried');
    }
    box.cutHalfway(true);
    const before = box.requests().length;
    await tryAgain(page);
    for (let i = 0; i < 100 && !box.requests().slice(before).some((line) => line.startsWith('PUT')); ++i) await page.waitForTimeout(50);
    assert.match(box.requests().slice(before).find((line) => line.startsWith('PUT')) ?? '', / 400 /, 'half of the file is no file');
    await told(page, later);
    assert.deepEqual(came(), []);
    box.cutHalfway(false);
    box.cut(true);
    await page.waitForTimeout(300);
    await tryAgain(page);
    for (let i = 0; i < 100 && came().length === 0; ++i) await page.waitForTimeout(50);
    assert.equal(came().length, 1, 'it is there');
    await page.waitForTimeout(300);
    await told(page, later);
    box.cut(false);
    await told(page, sent); // by itself, after a while
    assert.equal(came().length, 1, 'under the one name');
    assert.deepEqual(opened(came()[0]), await download(page, 'Guardar um arquivo'));
    await context.close();
});

test('offline at the end and the page closed: the next visit to any page sends it', async () => {
    const { context, page } = await visit(browser, sizes.phone);
    const came = watchFolder();
    await begin(page);
    box.fail('unavailable', true);
    await context.setOffline(true);
    await end(page);
    await told(page, later);
    const session = await download(page, 'Guardar um arquivo');
    await page.close();
    await context.setOffline(false);
    const reloaded = await context.newPage();
    await reloaded.goto(`${server.origin}/#/studio`);
    await heading(reloaded, 'Sessões gravadas');
    await press(reloaded, 'Caixa de entrega');
    await told(reloaded, /ainda não foram enviadas: 1/);
    await reloaded.close();
    box.fail('unavailable', false);
    const start = await context.newPage();
    await start.goto(`${server.origin}/#/`);
    for (let i = 0; i < 100 && came().length === 0; ++i) await start.waitForTimeout(100);
    assert.deepEqual(opened(came()[0]), session);
    assert.equal(came().length, 1);
    await context.close();
});

test('a folder that does not take it: the person is told, keeps the file, and a later visit tries again', async () => {
    const { context, page } = await visit(browser, sizes.desk);
    const came = watchFolder();
    box.fail('forbidden', true);
    await begin(page);
    await end(page);
    await told(page, refused);
    const session = await download(page, 'Guardar um arquivo');
    box.fail('forbidden', false);
    await visitAnew(page, '#/');
    for (let i = 0; i < 100 && came().length === 0; ++i) await page.waitForTimeout(100);
    assert.deepEqual(opened(came()[0]), session);
    await context.close();
});

test('what was erased before it was sent is never sent; what was sent before is replaced by nothing', async () => {
    const { context, page } = await visit(browser, sizes.phone);
    const came = watchFolder();
    /** @param {Page} on */
    const erase = async (on) => {
        await press(on, 'Apagar este teste');
        await press(on, 'Sim, apagar tudo');
        await heading(on, 'Apagamos tudo deste teste');
    };
    await begin(page);
    await context.setOffline(true);
    await end(page);
    await told(page, later);
    const asked = box.requests().length;
    await erase(page);
    await context.setOffline(false);
    await tryAgain(page);
    await page.reload();
    await page.waitForTimeout(500);
    assert.equal(box.requests().length, asked);

    const second = await context.newPage();
    await begin(second);
    await end(second);
    await told(second, sent);
    const file = came().find((name) => opened(name).includes(typed)) ?? '';
    assert.notEqual(file, '');
    await press(second, 'Apagar este teste');
    await told(second, /pedimos que ela seja trocada por um arquivo vazio/);
    await press(second, 'Sim, apagar tudo');
    await heading(second, 'Apagamos tudo deste teste');
    for (let i = 0; i < 100 && opened(file).includes(typed); ++i) await second.waitForTimeout(50);
    assert.equal(opened(file).toString(), 'ENSAIO1\n');
    assert.equal(came().length, 1);
    const left = await second.evaluate(() => new Promise((resolve) => {
        indexedDB.open('ensaio', 1).onsuccess = ({ target }) => {
            const keys = /** @type {any} */ (target).result.transaction('chunks').objectStore('chunks').getAllKeys();
            keys.onsuccess = () => resolve(keys.result.map(String).filter((/** @type {string} */ key) => !key.startsWith('gone/')));
        };
    }));
    assert.deepEqual(left, [], 'nothing but the marks that they are gone');
    await context.close();
});

test('what was erased while the browser stored nothing more is not sent when all works again', async () => {
    const { context, page } = await visit(browser, sizes.phone);
    await context.addInitScript(maybeFailing);
    const came = watchFolder();
    box.fail('unavailable', true);
    await begin(page);
    await page.waitForTimeout(500);
    await failWrites(page, true);
    await end(page);
    await page.getByRole('button', { name: 'Baixar o registro' }).waitFor();
    const tried = () => box.requests().some((line) => line.startsWith('PUT') && / 503 /.test(line));
    for (let i = 0; i < 300 && !tried(); ++i) await page.waitForTimeout(100); // the store gives up first
    await press(page, 'Apagar este teste');
    await press(page, 'Sim, apagar tudo');
    await heading(page, /Vamos apagar este teste|Apagamos tudo deste teste/);
    await failWrites(page, false);
    box.fail('unavailable', false);
    await page.getByRole('heading', { level: 1, name: 'Apagamos tudo deste teste' }).waitFor({ timeout: 30_000 });
    await tryAgain(page);
    await page.waitForTimeout(11_000);
    await visitAnew(page, '#/');
    await page.waitForTimeout(2000);
    for (const file of came()) assert.equal(opened(file).toString(), 'ENSAIO1\n');
    await context.close();
});

test('what was stored before the browser stored nothing more is not sent by another page after it was erased', async () => {
    const { context, page } = await visit(browser, sizes.phone);
    await context.addInitScript(maybeFailing);
    const came = watchFolder();
    box.fail('unavailable', true);
    await begin(page);
    await end(page);
    await told(page, later);
    await failWrites(page, true);
    await press(page, 'Apagar este teste');
    await press(page, 'Sim, apagar tudo');
    await heading(page, 'Vamos apagar este teste');
    await page.close();
    box.fail('unavailable', false);
    const next = await context.newPage(); // which cannot write either
    await next.goto(`${server.origin}/#/`);
    for (let i = 0; i < 100 && came().length === 0; ++i) await next.waitForTimeout(100);
    await next.waitForTimeout(500);
    assert.deepEqual(came().map((file) => opened(file).toString()), ['ENSAIO1\n']);
    await context.close();
});

test('a browser that stores nothing sends it all the same, and an empty file in its place when it is erased', async () => {
    const { context, page } = await visit(browser, sizes.phone);
    const came = watchFolder();
    await context.addInitScript(() => { indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); }; });
    await begin(page);
    await end(page);
    await told(page, sent);
    const [file] = came();
    assert.ok(opened(file).includes(typed));
    await press(page, 'Apagar este teste');
    await told(page, /pedimos que ela seja trocada por um arquivo vazio/);
    await press(page, 'Sim, apagar tudo');
    await heading(page, 'Apagamos tudo deste teste');
    for (let i = 0; i < 100 && opened(file).includes(typed); ++i) await page.waitForTimeout(50);
    assert.equal(opened(file).toString(), 'ENSAIO1\n');
    assert.deepEqual(came(), [file]);
    await context.close();
});

test('without a drop box the record is handed on by the device, or kept as a file where the device does not take it', async () => {
    const { context, page } = await visit(browser, sizes.phone);
    await context.addInitScript(() => {
        const window_ = /** @type {any} */ (window);
        navigator.canShare = () => true;
        navigator.share = async ({ files = [] } = {}) => {
            if (window_.refuses_) throw new DOMException('files of this kind are not shared', 'NotAllowedError');
            if (window_.leaves_) throw new DOMException('the person thought again', 'AbortError');
            window_.shared_ = [files[0].name, await files[0].text()];
        };
    });
    await begin(page, { agree: false });
    await end(page);
    await press(page, 'Compartilhar o arquivo');
    await page.waitForFunction(() => /** @type {any} */ (window).shared_);
    const [name, text] = await page.evaluate(() => /** @type {any} */ (window).shared_);
    assert.match(name, /^P01-[0-9a-f]{4}\.ensaio$/);
    assert.ok(text.startsWith('ENSAIO1\n') && text.includes(typed));
    await page.evaluate(() => { /** @type {any} */ (window).leaves_ = true; });
    let kept = 0;
    page.on('download', () => { ++kept; });
    await press(page, 'Compartilhar o arquivo');
    await page.waitForTimeout(200);
    assert.equal(kept, 0, 'who thinks again is not handed a file');
    await page.evaluate(() => { /** @type {any} */ (window).refuses_ = true; });
    assert.ok((await download(page, 'Compartilhar o arquivo')).includes(typed));
    await context.close();
});

test('the studio makes the keys, keeps the private one to itself, and opens what came', async () => {
    const { context, page, seen } = await visit(browser, sizes.desk);
    await page.goto(`${server.origin}/#/studio`);
    await press(page, 'Caixa de entrega');
    await press(page, 'Criar um par de chaves');
    await told(page, /O arquivo desta chave ainda não foi guardado/);
    const [key] = (await page.locator('#nodes').innerText()).match(/age1[0-9a-z]{58}/) ?? [];
    assert.ok(key);
    const identity = (await download(page, 'Guardar o arquivo da chave')).toString();
    await page.getByText(/ainda não foi guardado/).waitFor({ state: 'detached' });
    assert.match(identity, new RegExp(`^# created: .*\n# public key: ${key}\nAGE-SECRET-KEY-1[0-9A-Z]{58}\n$`));
    assert.equal(execFileSync('age-keygen', ['-y'], { input: identity, encoding: 'utf8' }).trim(), key, 'a key as age makes it');
    assert.ok(!(await page.content()).includes('AGE-SECRET-KEY'), 'the page never shows it');

    // Files of three kinds at once: one for this key, one for another (of the other tests), and one that is none.
    const session = join(work, 'session.ensaio');
    const other = box.files().find((file) => opened(file).includes(typed)) ?? '';
    writeFileSync(session, opened(other));
    const mine = execFileSync('age', ['-r', key, session]);
    /** @param {{name: string, buffer: Buffer}[]} files */
    const open = async (files) => {
        const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'Abrir arquivos')]);
        await chooser.setFiles(files.map((file) => ({ ...file, mimeType: 'application/octet-stream' })));
    };
    const locked = { name: 'b.ensaio.age', buffer: box.bytes(other) };
    await open([{ name: 'a.ensaio.age', buffer: mine }, locked, { name: 'c.ensaio.age', buffer: mine.subarray(0, 400) }, { name: 'foto.jpg', buffer: Buffer.from([1, 2, 3]) }]);
    await told(page, /a\.ensaio\.age.*1/);
    await told(page, /trancados com outra chave: 1 \(b\.ensaio\.age\)/);
    await told(page, /estragados, ou que não são do Ensaio: 2 \(c\.ensaio\.age, foto\.jpg\)/);
    // The key of the other comes with it: both are opened, and the session is known already.
    await open([locked, { name: 'chave.txt', buffer: readFileSync(keyFile) }]);
    await told(page, /Chaves novas neste navegador: 1/);
    await page.waitForFunction(() => document.querySelectorAll('[id^="key:age1"]').length === 2);
    await press(page, 'Todas as sessões');
    assert.equal(await page.getByRole('row').filter({ has: page.getByRole('button') }).count(), 1);
    // A key outlives a reload, and is gone when it was deleted.
    await page.reload();
    await press(page, 'Caixa de entrega');
    await page.getByRole('button', { name: 'Apagar a chave', exact: true }).first().click();
    await press(page, 'Apagar a chave para sempre');
    await page.waitForFunction(() => document.querySelectorAll('[id^="key:age1"]').length === 1);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('a key comes only from a file of keys, and one file that is wrong keeps no other from being opened', async () => {
    const { context, page, seen } = await visit(browser, sizes.desk);
    await page.goto(`${server.origin}/#/studio`);
    const identity = readFileSync(keyFile, 'utf8').match(/AGE-SECRET-KEY-1\S+/)?.[0] ?? '', wrong = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;
    /** @param {Record<string, Buffer | string>} files */
    const open = async (files) => {
        const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'Abrir arquivo de sessões')]);
        await chooser.setFiles(Object.entries(files).map(([name, bytes]) => ({ name, buffer: Buffer.from(bytes), mimeType: 'application/octet-stream' })));
    };
    // A session whose words hold a key, a text that does, and keys of which one is none.
    await open({ 'plantada.ensaio': sessionWith(`Tarefa ${identity}`, 'P01', 777) });
    await told(page, /plantada\.ensaio: sessões novas: 1/);
    await open({
        'boa.ensaio': readFileSync(golden), 'estragada.ensaio': sessionWith(`Tarefa ${wrong}`, 'P02', 778), 'carta.txt': `Use esta chave:\n${identity}\n`,
        'chave.txt': `# created: hoje\n${wrong}\n`, 'nova.ensaio': Buffer.concat([Buffer.from('ENSAIO2\n'), readFileSync(golden).subarray(8)]), 'vazia.ensaio': '',
    });
    await told(page, /2 arquivos: sessões novas: 2/);
    await told(page, /não são do Ensaio: 3 \(chave\.txt, carta\.txt, vazia\.ensaio\)/);
    await told(page, /versão mais nova do Ensaio: 1 \(nova\.ensaio\)/);
    await press(page, 'Caixa de entrega');
    await page.waitForTimeout(500);
    assert.equal(await page.locator('[id^="key:age1"]').count(), 0);
    await press(page, 'Todas as sessões');
    await open({ 'duas.txt': `# created: hoje\r\n\r\n${wrong}\r\n${identity}\r\n` });
    await told(page, /Chaves novas neste navegador: 1/);
    await told(page, /duas\.txt/);
    await assertClean(page, seen, server.origin);
    await context.close();
});
