// The whole line in the other engines that Debian has: samples from the consent to the thanks, loaded again on the way, kept, replayed step by step, and exported.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { SilentDriver, openFirefox, openWebKit } from './engines.mjs';
import { root, serve, sizes } from './harness.mjs';
import { Screen, decode } from './pixels.mjs';
import { allSamples, walk } from './walker.mjs';

/** @typedef {import('playwright-core').Page} Page */

const reloadAt = 4; // screens
/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
const folder = mkdtempSync(join(tmpdir(), 'ensaio-engines-'));
before(async () => { server = await serve(); });
after(async () => {
    rmSync(folder, { recursive: true });
    await server?.close();
});

/** The page tells from here on what went wrong, and keeps what it would download. @param {Page} page */
const watch = (page) => page.evaluate(() => {
    const window_ = /** @type {any} */ (window);
    if (window_.troubles_) return;
    window_.troubles_ = [];
    addEventListener('error', ({ message }) => window_.troubles_.push(message));
    addEventListener('unhandledrejection', ({ reason }) => window_.troubles_.push(String(reason)));
    document.addEventListener('securitypolicyviolation', (event) => { if (!window_.looking_) window_.troubles_.push(`${event.violatedDirective} ${event.blockedURI}`); });
    HTMLAnchorElement.prototype.click = () => {};
    URL.createObjectURL = (/** @type {Blob} */ file) => {
        window_.download_ = file;
        return '#';
    };
});

/** @param {Page} page @returns {Promise<string[]>} */
const troubles = (page) => page.evaluate(() => /** @type {any} */ (window).troubles_);

/** @param {Page} page @param {RegExp} words @returns {Promise<void>} */
async function waitForWords(page, words) {
    for (let i = 0; i < 150; ++i) {
        if (words.test(await page.evaluate(() => document.body.innerText))) return;
        await page.waitForTimeout(100);
    }
    assert.match(await page.evaluate(() => document.body.innerText), words);
}

/** Presses what has this name, and gives what is downloaded then. @param {Page} page @param {string} name @returns {Promise<Buffer>} */
async function download(page, name) {
    await watch(page);
    await press(page, name);
    for (let i = 0; i < 100; ++i) {
        const base64 = await page.evaluate(async () => {
            const bytes = await /** @type {any} */ (window).download_?.arrayBuffer();
            return bytes ? btoa([...new Uint8Array(bytes)].map((byte) => String.fromCharCode(byte)).join('')) : '';
        });
        if (base64) {
            await page.evaluate(() => { /** @type {any} */ (window).download_ = undefined; });
            return Buffer.from(base64, 'base64');
        }
        await page.waitForTimeout(100);
    }
    return assert.fail(`${name} gives a file`);
}

/** @param {Page} page @param {string} name */
async function press(page, name) {
    const id = await page.evaluate((text) => [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === text)?.id ?? '', name);
    assert.ok(id, `there is a button ${name}`);
    await page.locator(`[id="${id}"]`).click();
}

/** What the DOM holds unseen is painted. @param {Page} page @param {string} screen */
async function assertPainted(page, screen) {
    const { box, width } = await page.evaluate(() => {
        const { x, y, width: w, height: h } = /** @type {HTMLElement} */ (document.getElementById('main')).getBoundingClientRect();
        /** @type {any} */ (window).looking_ = true; // Playwright puts a style of its own into the page, which the policy refuses
        return { box: { x, y, w, h }, width: innerWidth };
    });
    await page.waitForTimeout(100);
    const picture = decode(await page.screenshot());
    await page.evaluate(() => { /** @type {any} */ (window).looking_ = false; });
    assert.ok((new Screen(picture, picture.width / width).ink(box)?.ratio ?? 1) > 3, `“${screen}” is painted`);
}

/**
 * A sample from the consent to the thanks, loaded again on the way; then the studio, the player and the command line.
 * @param {Page} page @param {string} engine @param {string} sample
 */
async function wholeLine(page, engine, sample) {
    await page.goto(`${server.origin}/#/test/${sample}`);
    let screens = 0;
    await walk(page, sample, async (name) => {
        ++screens;
        if (screens > 1) await assertPainted(page, name);
        if (screens === reloadAt) {
            assert.deepEqual(await troubles(page), []);
            await page.waitForTimeout(600);
            await page.reload();
            await page.locator('#nodes h1').waitFor({ state: 'attached' }); // that of a drawn screen is not seen
            assert.equal(await page.evaluate(() => document.querySelector('#nodes h1')?.textContent?.trim()), name);
        }
        await watch(page);
    });
    assert.deepEqual(await troubles(page), []);
    await page.waitForTimeout(600);

    await page.goto('about:blank'); // WebKit's driver loses its way when a page loads itself again, as it does when only what follows the # changes
    await page.goto(`${server.origin}/#/studio`);
    await waitForWords(page, /Sessões gravadas/);
    const book = await download(page, 'Exportar planilha (.xlsx)');
    await press(page, await page.evaluate(() => [...document.querySelectorAll('button')].map(({ textContent }) => `${textContent?.trim()}`).find((text) => text.startsWith('P01')) ?? ''));
    await waitForWords(page, /Exata: cada passo foi refeito e conferido/);
    const file = join(folder, `${engine}-${sample}.ensaio`), again = join(folder, `${engine}-${sample}.xlsx`);
    writeFileSync(file, await download(page, 'Baixar a sessão'));
    execFileSync(join(root, 'build/native/ensaio'), ['worksheet', file, '-o', again]);
    assert.ok(readFileSync(again).equals(book), 'the workbook of the command line is the same, byte by byte');
    assert.deepEqual(await troubles(page), []);
}

// Each sample in one of the two, the drawn one in both.
for (const [engine, open, size, part] of /** @type {const} */ ([['Firefox', openFirefox, sizes.phone, 0], ['WebKit', openWebKit, sizes.desk, 1]])) {
    test(`in ${engine}`, async (t) => {
        const browser = await open();
        t.after(() => browser.close());
        for (const sample of allSamples().filter((one, i) => i % 2 === part || one === 'desenho')) {
            await t.test(`${sample} in ${engine}: from the consent to the thanks, kept, exactly replayed, exported`, async () => {
                for (let tries = 2; ; --tries) {
                    const { page, close } = await browser.open(size);
                    try {
                        return await wholeLine(page, engine, sample);
                    } catch (error) {
                        if (!(error instanceof SilentDriver) || tries === 1) throw error;
                        console.log(`# ${sample} in ${engine} once more: ${error.message}`);
                    } finally {
                        await close();
                    }
                }
            });
        }
        console.log(`# ${browser.name}`);
    });
}
