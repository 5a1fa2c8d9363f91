// What was deleted or erased stays so: for the tab that still records it, for a studio that stands open, for a file that has it, and in the edited
// worksheet that the studio keeps.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { endTask, heading, press } from './citizen.mjs';
import { assertClean, launch, serve, sizes, visit } from './harness.mjs';
import { begin, failWrites, maybeFailing, stock, stored, storedUnder, street, toTheEnd } from './streets.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
const folder = mkdtempSync(join(tmpdir(), 'ensaio-gone-'));
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); });
after(async () => {
    rmSync(folder, { recursive: true });
    await browser?.close();
    await server?.close();
});

/** What of sessions is put aside beside the database. @param {Page} page */
const putAside = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => /^ensaio\.(tail|erase)/.test(key)).map((key) => key.replace(/[0-9a-f]{32}$/, '')));

/** A test whose writes fail from the second question on, erased by its person. @param {Page} page */
async function eraseInVain(page) {
    await begin(page, server.origin);
    await toTheEnd(page, async (question) => {
        if (question !== 2) return;
        await page.waitForTimeout(500);
        await failWrites(page, true);
    });
    await page.getByRole('button', { name: 'Baixar o registro' }).waitFor();
    await page.evaluate(() => void dispatchEvent(new Event('pagehide')));
    assert.deepEqual(await putAside(page), ['ensaio.tail.']);
    await press(page, 'Apagar este teste');
    await press(page, 'Sim, apagar tudo');
    await heading(page, 'Vamos apagar este teste');
    assert.deepEqual(await putAside(page), ['ensaio.erase.'], 'what waited is forgotten, and the next page knows of it');
    assert.notDeepEqual(await stored(page), [], 'the browser has it still');
}

test('what the browser does not let go of is neither shown nor gone on with, and is erased, and called so, as soon as it does', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await context.addInitScript(maybeFailing);
    await eraseInVain(page);
    const other = await context.newPage();
    await other.goto(`${server.origin}/#/studio`);
    await other.getByText('Ainda não há sessões neste navegador.').waitFor();
    await other.goto('about:blank');
    await other.goto(`${server.origin}/#/test/firme`);
    await heading(other, 'Antes de começar');
    await other.close();
    assert.notDeepEqual(await stored(page), []);
    assert.equal(await page.getByRole('heading', { name: 'Apagamos tudo deste teste' }).count(), 0);
    await failWrites(page, false);
    await page.getByRole('heading', { level: 1, name: 'Apagamos tudo deste teste' }).waitFor({ timeout: 30_000 });
    assert.deepEqual(await stored(page), []);
    assert.deepEqual(await putAside(page), []);
    await page.waitForTimeout(11_000); // what failed before is tried again by then
    assert.deepEqual(await stored(page), []);
    await assertClean(page, seen, server.origin);
    await context.close();
});

for (const next of ['#/', '#/studio', '#/test/firme']) {
    test(`what the browser did not let go of before the page was closed is erased by ${next}`, async () => {
        const { context, page } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
        await stock(context);
        await context.addInitScript(maybeFailing);
        await eraseInVain(page);
        await page.evaluate(() => { localStorage.removeItem('failing'); location.replace('about:blank'); });
        await page.waitForURL('about:blank');
        await page.goto(`${server.origin}/${next}`);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        for (let i = 0; i < 50 && (await putAside(page)).length > 0; ++i) await page.waitForTimeout(100);
        assert.deepEqual(await putAside(page), []);
        assert.deepEqual(await stored(page), []);
        await context.close();
    });
}

test('a disk without room does not keep a session from being erased', async () => {
    const { context, page } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    const client = await context.newCDPSession(page);
    await begin(page, server.origin);
    await toTheEnd(page);
    await page.waitForTimeout(600);
    await client.send('Storage.overrideQuotaForOrigin', { origin: server.origin, quotaSize: 1 });
    await erase(page);
    assert.deepEqual(await stored(page), []);
    await context.close();
});

test('a session that is deleted while another tab records it: that tab is told, and not a byte more is stored', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page, server.origin);
    await street(page).fill('Rua do Faz de Conta');
    await page.waitForTimeout(500);
    const studio = await context.newPage();
    await studio.goto(`${server.origin}/#/studio`);
    await press(studio, /^P01/);
    await press(studio, 'Apagar a sessão');
    await press(studio, 'Apagar deste navegador');
    await studio.getByText('Ainda não há sessões neste navegador.').waitFor();
    await page.getByText('Este teste foi apagado em outra janela').first().waitFor({ state: 'attached' });
    await press(page, 'Continuar');
    await heading(page, 'Pergunta 2');
    await page.waitForTimeout(500);
    assert.deepEqual(await stored(page), []);
    // One that has not heard of it is refused by what the deletion left behind.
    const deaf = await context.newPage();
    await deaf.addInitScript(() => { Reflect.deleteProperty(window, 'BroadcastChannel'); });
    await begin(deaf, server.origin);
    await deaf.waitForTimeout(500);
    await studio.reload();
    await press(studio, /^P02/);
    await press(studio, 'Apagar a sessão');
    await press(studio, 'Apagar deste navegador');
    await studio.getByText('Ainda não há sessões neste navegador.').waitFor();
    for (let i = 1; i <= 4; ++i) {
        await heading(deaf, `Pergunta ${i}`);
        await press(deaf, 'Continuar');
    }
    await endTask(deaf);
    await deaf.getByRole('heading', { level: 1, name: 'Apagamos tudo deste teste' }).waitFor();
    assert.deepEqual(await stored(page), []);
    await assertClean(page, seen, server.origin);
    await context.close();
});

/** The edited worksheet that is kept. @param {Page} page @returns {Promise<{name: string, bytes?: number[]} | null>} */
async function keptWorksheet(page) {
    const kept = await storedUnder(page, 'worksheet/edited');
    return kept ? { name: kept.name, ...(kept.bytes && { bytes: [...kept.bytes] }) } : null;
}

/** Presses a button of the page and gives the file that comes of it. @param {Page} page @param {string} button @param {string} name of the file */
async function download(page, button, name) {
    const [file] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
    await file.saveAs(join(folder, name));
    return join(folder, name);
}

/** @param {Page} page @param {string | RegExp} button @param {string} path */
async function open(page, button, path) {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: button }).click()]);
    await chooser.setFiles(path);
}

/** The person erases what was recorded of the test that was just finished. @param {Page} page */
async function erase(page) {
    await press(page, 'Apagar este teste');
    await press(page, 'Sim, apagar tudo');
    await page.getByRole('heading', { level: 1, name: 'Apagamos tudo deste teste' }).waitFor();
}

test('an erased session goes from the studios that stand open, from the player, from the kept worksheet, and no file brings it back', async () => {
    const { context, page, seen } = await visit(browser, sizes.desk, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page, server.origin);
    await toTheEnd(page);
    await page.waitForTimeout(600);

    const [studio, deaf, player] = [await context.newPage(), await context.newPage(), await context.newPage()];
    await deaf.addInitScript(() => { Reflect.deleteProperty(window, 'BroadcastChannel'); });
    for (const one of [studio, deaf]) {
        await one.goto(`${server.origin}/#/studio`);
        await one.getByRole('button', { name: 'P01' }).waitFor();
    }
    const session = await download(studio, 'Baixar todas as sessões', 'sessoes.ensaio');
    const worksheet = await download(studio, 'Exportar planilha (.xlsx)', 'planilha.xlsx');
    await open(studio, 'Abrir planilha editada', worksheet);
    await studio.getByText('planilha.xlsx').first().waitFor();
    assert.deepEqual((await keptWorksheet(studio))?.bytes, [...readFileSync(worksheet)]);
    await press(studio, /^P01/);
    await player.goto(`${server.origin}${new URL(await studio.getByRole('link', { name: 'Rever a sessão' }).getAttribute('href') ?? '', 'http://a/').hash.replace(/^/, '/')}`);
    await player.getByRole('heading', { name: 'Rever a sessão de P01' }).waitFor();

    await erase(page);
    await studio.getByText('Uma sessão foi apagada em outra janela').first().waitFor();
    await studio.getByText('Ainda não há sessões neste navegador.').waitFor();
    await heading(player, 'Sessões gravadas');
    const left = await keptWorksheet(studio);
    assert.ok(left?.bytes, 'the studio made the worksheet anew');
    assert.notDeepEqual(left.bytes, [...readFileSync(worksheet)]);
    assert.equal(await studio.getByRole('button', { name: 'Baixar todas as sessões' }).count(), 0);

    // Opened where nobody has heard of it, and where it is known.
    for (const one of [deaf, studio]) {
        await open(one, /^Abrir arquivo/, session);
        await one.getByText(one === deaf ? 'já estavam aqui: 1' : 'pediu para apagar: 1').first().waitFor();
        await one.waitForTimeout(300);
        assert.deepEqual(await stored(one), []);
    }
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('a studio that has not heard of an erased session does not store what a file has of it', async () => {
    const { context, page } = await visit(browser, sizes.desk, { serviceWorkers: 'block' });
    await stock(context);
    const deaf = await context.newPage();
    await deaf.addInitScript(() => { Reflect.deleteProperty(window, 'BroadcastChannel'); });
    await deaf.goto(`${server.origin}/#/studio`);
    await deaf.getByText('Ainda não há sessões neste navegador.').waitFor();
    await begin(page, server.origin);
    await toTheEnd(page);
    const session = await download(page, 'Guardar um arquivo', 'sessao.ensaio');
    await erase(page);
    await open(deaf, /^Abrir arquivo/, session);
    await deaf.getByText('sessões novas: 1').first().waitFor();
    await deaf.getByText('Sessões apagadas pela própria pessoa: 1').waitFor();
    assert.deepEqual(await stored(deaf), []);
    await context.close();
});

test('of a worksheet that went with a session while no studio was open the next studio tells', async () => {
    const { context, page } = await visit(browser, sizes.desk, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page, server.origin);
    await toTheEnd(page);
    await page.waitForTimeout(600);
    const studio = await context.newPage();
    await studio.goto(`${server.origin}/#/studio`);
    const worksheet = await download(studio, 'Exportar planilha (.xlsx)', 'outra.xlsx');
    await open(studio, 'Abrir planilha editada', worksheet);
    await studio.getByText('outra.xlsx').first().waitFor();
    assert.ok((await keptWorksheet(studio))?.bytes);
    await studio.close();
    await erase(page);
    assert.deepEqual(await keptWorksheet(page), { name: 'outra.xlsx' });
    const next = await context.newPage();
    await next.goto(`${server.origin}/#/studio`);
    await next.getByText('outra.xlsx: a cópia que estava guardada aqui foi apagada junto com uma sessão').first().waitFor();
    assert.equal(await keptWorksheet(next), null);
    await context.close();
});

test('a test that is in the tail alone is gone on with', async () => {
    const { context, page } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await context.addInitScript(maybeFailing);
    await page.goto(`${server.origin}/#/test/firme`);
    await heading(page, 'Antes de começar');
    await failWrites(page, true);
    await press(page, 'Aceito participar');
    await heading(page, 'A tarefa');
    await page.evaluate(() => void dispatchEvent(new Event('pagehide')));
    assert.deepEqual(await stored(page), []);
    assert.deepEqual(await putAside(page), ['ensaio.tail.']);
    await failWrites(page, false);
    await page.close();
    const next = await context.newPage();
    await next.goto(`${server.origin}/#/test/firme`);
    await heading(next, 'Você já começou este teste');
    assert.deepEqual(await violations(next), []);
    await press(next, 'Continuar de onde parei');
    await heading(next, 'A tarefa');
    await context.close();
});

test('a test whose end waits in the tail alone is over: whoever comes next is not asked to go on with it', async () => {
    const { context, page } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page, server.origin);
    await toTheEnd(page, async (question) => {
        if (question < 4) return;
        await page.waitForTimeout(600);
        await page.evaluate(() => { IDBDatabase.prototype.transaction = () => { throw new DOMException('no', 'InvalidStateError'); }; });
    });
    await page.evaluate(() => void dispatchEvent(new Event('pagehide')));
    assert.ok(await page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith('ensaio.tail.'))));
    await page.close();
    const next = await context.newPage();
    await next.goto(`${server.origin}/#/test/firme`);
    await heading(next, 'Antes de começar');
    await next.goto('about:blank');
    await next.goto(`${server.origin}/#/studio`);
    await next.getByRole('row').filter({ hasText: 'Conseguiu' }).waitFor();
    await context.close();
});
