// The studio as a page of a browser: its way back, what it says of sessions that are not there, were not downloaded, or whose date has come.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { heading, press } from './citizen.mjs';
import { assertClean, launch, serve, sizes, visit } from './harness.mjs';
import { sessionWith, withPauses } from './sessions.mjs';
import { begin, failWrites, maybeFailing, stock, street, toTheEnd } from './streets.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); });
after(async () => { await browser?.close(); await server?.close(); });

const day = 86_400_000; // ms
const notDownloaded = /ainda não foram baixadas/;

/** @param {Page} page */
async function openStudio(page) {
    await page.goto(`${server.origin}/#/studio`);
    await heading(page, 'Sessões gravadas');
}

/** @param {Page} page @param {Record<string, Buffer>} files */
async function open(page, files) {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'Abrir arquivo de sessões')]);
    await chooser.setFiles(Object.entries(files).map(([name, buffer]) => ({ name, buffer, mimeType: 'application/octet-stream' })));
}

/** @param {Page} page */
async function reload(page) {
    await page.reload();
    await heading(page, 'Sessões gravadas');
    await page.waitForTimeout(300);
}

/** @param {Page} page */
const downloadAll = (page) => Promise.all([page.waitForEvent('download'), press(page, 'Baixar todas as sessões')]);

test('one step back leaves the studio', async () => {
    const { context, page, seen } = await visit(browser, sizes.desk, { serviceWorkers: 'block' });
    await page.goto(`${server.origin}/#/`);
    await page.getByRole('link', { name: 'Abrir o estúdio', exact: true }).click();
    await heading(page, 'Sessões gravadas');
    await open(page, { 'a.ensaio': sessionWith('Tarefa', 'P01', 1) });
    await press(page, 'P01');
    await heading(page, 'Sessão de P01');
    await page.goBack();
    await heading(page, 'Sessões gravadas');
    await page.goBack();
    await heading(page, /^Teste um serviço público/);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('while sessions are read that are much to run again the page answers, and then all are listed', async () => {
    const { context, page, seen } = await visit(browser, sizes.desk, { serviceWorkers: 'block' });
    await openStudio(page);
    await page.evaluate(() => {
        const timer = window.setTimeout.bind(window);
        /** @type {any} */ (window).turns = 0;
        window.setTimeout = /** @type {any} */ ((/** @type {TimerHandler} */ then, /** @type {number} */ ms, /** @type {unknown[]} */ ...rest) => {
            if (rest[0] === 'turn') ++(/** @type {any} */ (window).turns);
            return timer(then, ms, ...rest);
        });
    });
    const count = 30;
    await open(page, Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}.ensaio`, withPauses(sessionWith('Tarefa', `P${10 + i}`, 1 + i, { fields: 150 }), 5000)])));
    await page.getByRole('row').getByRole('button').nth(count - 1).waitFor();
    assert.equal(await page.getByRole('row').getByRole('button').count(), count);
    const turns = await page.evaluate(() => /** @type {any} */ (window).turns);
    assert.ok(turns >= 2 && turns < count, `${turns} turns`);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('a session that is not in this browser is said not to be, where its file can be opened', async () => {
    const { context, page, seen } = await visit(browser, sizes.desk, { serviceWorkers: 'block' });
    const id = '0'.repeat(31);
    for (const address of [`#/studio/${id}1/rever`, `#/studio/${id}1`]) {
        await page.goto('about:blank');
        await page.goto(`${server.origin}/${address}`);
        await page.getByRole('alert').getByText('Esta sessão não está neste navegador').waitFor();
        await page.getByRole('button', { name: 'Abrir arquivo de sessões' }).waitFor();
    }
    await assertClean(page, seen, server.origin);
    await context.close();
});

/** ms after which a participant's page that is left alone has stored all, on a busy machine too. What comes later was not downloaded. */
const lastWords = 2000;

test('what was downloaded is known session by session, by how much there was of it', async () => {
    const { context, page, seen } = await visit(browser, sizes.desk, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page, server.origin);
    await street(page).fill('Rua Um');
    await page.waitForTimeout(lastWords);
    const studio = await context.newPage();
    await openStudio(studio);
    await studio.getByText('ainda não foram baixadas: 1').waitFor();
    await downloadAll(studio);
    await studio.getByText('Arquivo pronto. Sessões nele: 1.').first().waitFor();
    assert.equal(await studio.getByText(notDownloaded).count(), 0);
    await reload(studio);
    assert.equal(await studio.getByText(notDownloaded).count(), 0);
    await toTheEnd(page);
    await page.waitForTimeout(lastWords);
    await reload(studio);
    await studio.getByText('ainda não foram baixadas: 1').waitFor();
    await downloadAll(studio);
    await reload(studio);
    assert.equal(await studio.getByText(notDownloaded).count(), 0);
    await open(studio, { 'velha.ensaio': sessionWith('Tarefa', 'P07', 2, { started: Date.now() - 100 * day }) });
    await studio.getByText('ainda não foram baixadas: 1').waitFor();
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('a clock that is wrong, here or where it was recorded, deletes no session before its warning has stood', async () => {
    const { context, page, seen } = await visit(browser, sizes.desk, { serviceWorkers: 'block' });
    await context.addInitScript(() => {
        const now = Date.now.bind(Date);
        Date.now = () => now() + Number(sessionStorage.getItem('days') ?? 0) * 86_400_000;
    });
    await openStudio(page);
    await open(page, {
        'perto.ensaio': sessionWith('Tarefa', 'P01', 1, { started: Date.now() - 25 * day, keepDays: 30 }),
        'relogio.ensaio': sessionWith('Tarefa', 'P02', 2, { started: Date.UTC(2015, 0, 1), keepDays: 365 }),
    });
    await page.getByText('sessões novas: 2').first().waitFor();
    await page.getByText('a data do estudo está chegando: 2. Dias até a primeira: 14.').waitFor();
    await page.evaluate(() => sessionStorage.setItem('days', '40'));
    await reload(page);
    for (const name of ['P01', 'P02']) assert.equal(await page.getByRole('button', { name }).count(), 1);
    await page.getByText('Dias até a primeira: 7.').waitFor();
    await page.evaluate(() => sessionStorage.setItem('days', '48'));
    await page.reload();
    await page.getByText('foram apagadas deste navegador: 2').first().waitFor();
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('sessions that cannot be stored are not said to have come', async () => {
    const { context, page } = await visit(browser, sizes.desk, { serviceWorkers: 'block' });
    await context.addInitScript(maybeFailing);
    await openStudio(page);
    await failWrites(page, true);
    await open(page, { 'a.ensaio': sessionWith('Tarefa', 'P01', 1) });
    await page.getByText('Guardando as sessões').first().waitFor();
    await page.getByText('O navegador não conseguiu guardar').first().waitFor();
    assert.equal(await page.getByText('sessões novas').count(), 0);
    await context.close();
});
