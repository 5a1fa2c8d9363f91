// After one visit the site opens without a network, from any folder; and no page is ever put together from two versions of it.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { cards, consent, giveUp, heading, press, taskCard } from './citizen.mjs';
import { assertClean, launch, site, sizes, visit } from './harness.mjs';

/** @typedef {Map<string, Buffer>} Files of a site, by path */

/** @type {import('playwright-core').Browser} */ let browser;
/** @type {(() => Promise<void>)[]} */ const closing = [];
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); await Promise.all(closing.map((close) => close())); });

const types = /** @type {Record<string, string>} */ ({ '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.wasm': 'application/wasm' });
const nothing = async () => {};

/** A server of a subfolder, whose files may be exchanged. @param {Files} files */
async function serveFolder(files) {
    const serving = { files, requests: /** @type {string[]} */ ([]), origin: '', close: async () => {} };
    const server = createServer((request, response) => {
        const path = decodeURI(new URL(request.url ?? '/', 'http://x').pathname);
        serving.requests.push(path);
        const file = path.startsWith('/pasta/ensaio/') ? path.slice('/pasta/ensaio/'.length) || 'index.html' : '';
        const bytes = serving.files.get(file);
        if (!bytes) return response.writeHead(404).end();
        response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-cache' }).end(bytes);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    serving.origin = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
    serving.close = () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); });
    closing.push(serving.close);
    return serving;
}

/** @returns {Files} */
function built() {
    const paths = /** @type {string[]} */ (readdirSync(site, { recursive: true })).map(String);
    return new Map(paths.filter((path) => !/\.(br|gz)$/.test(path) && statSync(join(site, path)).isFile()).map((path) => [relative('.', path), readFileSync(join(site, path))]));
}

/** @param {Buffer} bytes */
const hash = (bytes) => createHash('sha256').update(bytes).digest('base64');
/** @param {Files} files @returns {string} */
const versionOf = (files) => /boot\.js\?([0-9a-f]+)/.exec(String(files.get('index.html')))?.[1] ?? '';

/** The same site in another version: no page, script, word or program of it is the same, byte by byte. @param {Files} files @returns {Files} */
function another(files) {
    /** @type {Record<string, string>} */
    const marks = { '.html': '<!-- 2 -->', '.js': '\n// 2', '.css': '/* 2 */', '.json': '\n', '.wasm': '\0\x03\x012 ' };
    const before = versionOf(files), next = [...before].reverse().join('');
    assert.notEqual(before, next);
    let worker = String(files.get('worker.js')).replaceAll(before, next);
    /** @type {Files} */ const changed = new Map();
    for (const [path, bytes] of files) {
        const text = ['index.html', 'web/boot.js'].includes(path) ? Buffer.from(String(bytes).replaceAll(before, next)) : bytes;
        changed.set(path, Buffer.concat([text, Buffer.from(marks[extname(path)] ?? '')]));
        worker = worker.replaceAll(hash(bytes), hash(/** @type {Buffer} */ (changed.get(path))));
    }
    changed.set('worker.js', Buffer.from(worker));
    return changed;
}

/** @param {() => Promise<boolean>} holds */
async function until(holds) {
    const began = Date.now();
    while (!(await holds())) {
        assert.ok(Date.now() - began < 30_000, `in vain: ${holds}`);
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
}

/** Until a file stands in the cache of a version. @param {import('playwright-core').Page} page @param {string} version @param {string} file */
const kept = (page, version, file) => until(() => page.evaluate(async ([version, file]) => {
    const name = (await caches.keys()).find((one) => one.endsWith(version));
    const { active } = await navigator.serviceWorker.ready;
    return active?.state === 'activated' && name !== undefined && (await (await caches.open(name)).keys()).some(({ url }) => url.endsWith(file));
}, [version, file]));

/** @param {import('playwright-core').Page} page */
const cacheNames = (page) => page.evaluate(async () => (await caches.keys()).sort());

test('after the first visit a whole test, and the studio, work without a network', async () => {
    const serving = await serveFolder(built());
    const { context, page, seen } = await visit(browser, sizes.phone);
    await page.goto(`${serving.origin}/pasta/ensaio/#/test/calcada`);
    await heading(page, 'Antes de começar');
    await kept(page, versionOf(serving.files), 'assets/languages/pt-BR.json'); // the last of all
    assert.deepEqual(await cacheNames(page), [`ensaio /pasta/ensaio/ ${versionOf(serving.files)}`]);
    assert.ok(serving.requests.every((path) => path.startsWith('/pasta/ensaio/')), 'nothing outside of the folder is asked for');
    await assertClean(page, seen, serving.origin);
    await page.close();
    await serving.close();

    const later = await context.newPage();
    await later.goto(`${serving.origin}/pasta/ensaio/#/test/veiculo-abandonado`);
    await consent(later, nothing);
    await taskCard(later, cards['veiculo-abandonado'], nothing);
    await heading(later, /veículo abandonado/);
    await later.waitForTimeout(1000);
    await later.reload();
    await heading(later, /veículo abandonado/);
    await giveUp(later);
    await heading(later, /Foi fácil ou difícil/);
    await later.goto(`${serving.origin}/pasta/ensaio/#/studio`);
    await later.getByRole('button', { name: 'P01' }).click();
    await heading(later, 'Sessão de P01');
    await context.close();
});

test('a page stays with the version it was started with; the newest whole version answers the next visit', async () => {
    const old = built(), fresh = another(old);
    const [first, second] = [versionOf(old), versionOf(fresh)];
    const serving = await serveFolder(old);
    const { context } = await visit(browser, sizes.phone);
    const address = `${serving.origin}/pasta/ensaio/`;

    /** Opens a test and goes to its task; every file it got must be of one and the same version. @param {boolean} left a page before was closed in the middle of its test @returns {Promise<[import('playwright-core').Page, string]>} */
    const walk = async (left) => {
        const page = await context.newPage();
        /** @type {Promise<[string, string]>[]} */ const got = [];
        page.on('response', (response) => {
            const path = new URL(response.url()).pathname.slice('/pasta/ensaio/'.length) || 'index.html';
            got.push(response.body().then((body) => [path, body.equals(old.get(path) ?? Buffer.of()) ? first : body.equals(fresh.get(path) ?? Buffer.of()) ? second : 'another'], () => [path, 'unread']));
        });
        await page.goto(`${address}#/test/calcada`);
        if (left) await press(page, 'Começar de novo');
        await consent(page, nothing);
        await heading(page, cards.calcada);
        const read = (await Promise.all(got)).filter(([path, version]) => version !== 'unread' && !path.endsWith('.ttf'));
        const versions = new Set(read.map(([, version]) => version));
        assert.ok(read.length >= 8, `${read.length} files were read`);
        assert.equal(versions.size, 1, JSON.stringify(read));
        await page.evaluate(() => localStorage.clear()); // the next visit begins with the consent again
        return [page, [...versions][0]];
    };
    /** @param {import('playwright-core').Page} page @param {string} version @param {string} path @returns {Promise<string>} which version's file this page is given */
    const given = async (page, version, path) => {
        const text = await page.evaluate(async (address) => { try { return await (await fetch(address)).text(); } catch { return ''; } }, `${address}${path}?${version}`);
        return text === String(old.get(path)) ? first : text === String(fresh.get(path)) ? second : text && 'another';
    };
    const update = (/** @type {import('playwright-core').Page} */ page) => page.evaluate(async () => {
        await (await navigator.serviceWorker.getRegistration())?.update().catch(() => {});
    });

    const [installing, installed] = await walk(false);
    assert.equal(installed, first);
    await kept(installing, first, 'participant.wasm');
    await installing.close();
    const [page, began] = await walk(true);
    assert.equal(began, first);

    // A new version is half uploaded: it is not taken.
    const half = [...fresh].map(([path, bytes]) => /** @type {[string, Buffer]} */ ([path, path === 'participant.js' ? /** @type {Buffer} */ (old.get(path)) : bytes]));
    serving.files = new Map(half);
    await update(page);
    await page.waitForTimeout(1500);
    const [during, stillFirst] = await walk(false);
    assert.equal(stillFirst, first);
    assert.deepEqual((await cacheNames(page)).map((name) => name.split(' ').at(-1)), [first]);
    await during.close();

    // The upload is complete. The page that is open stays what it is, also where it asks for more.
    serving.files = fresh;
    await update(page);
    await kept(page, second, 'participant.wasm');
    await page.waitForTimeout(500);
    assert.equal(await given(page, first, 'prototypes/veiculo-abandonado.json'), first);
    assert.equal(await given(page, first, 'assets/languages/pt-BR.participant.json'), first);
    assert.equal(await given(page, first, 'a-file-that-was-never-kept.json'), '', 'rather nothing than a file of another version');
    const [next, nextVersion] = await walk(true);
    assert.equal(nextVersion, second);
    assert.equal(await given(next, second, 'prototypes/veiculo-abandonado.json'), second);
    assert.equal((await cacheNames(page)).length, 2, 'the old version stays as long as a page of it may be open');
    await page.close();
    await next.close();

    const [last, lastVersion] = await walk(true);
    assert.equal(lastVersion, second);
    await until(async () => (await cacheNames(last)).length === 1);
    assert.match((await cacheNames(last))[0], new RegExp(`${second}$`));
    await context.close();
});

test('where service workers are not allowed everything works as ever', async () => {
    const serving = await serveFolder(built());
    const context = await browser.newContext({ viewport: sizes.phone, serviceWorkers: 'block' });
    const page = await context.newPage();
    /** @type {string[]} */ const troubles = [];
    page.on('pageerror', (error) => troubles.push(String(error)));
    await page.goto(`${serving.origin}/pasta/ensaio/#/test/calcada`);
    await consent(page, nothing);
    await taskCard(page, cards.calcada, nothing);
    await heading(page, /Calçada com problema/);
    await page.waitForTimeout(6000);
    assert.deepEqual(troubles, []);
    assert.equal((await cacheNames(page)).length, 0);
    await context.close();
});
