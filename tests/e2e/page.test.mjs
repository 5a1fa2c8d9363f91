// What must hold on every participant screen: no accessibility violation on a desk (on a phone: looks.test.mjs), no frame when idle, a bounded first load.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { violations } from './axe.mjs';
import { assertClean, brotliBytes, launch, serve, sizes, visit } from './harness.mjs';
import { allSamples, filesOf, walk } from './walker.mjs';

const firstLoadLimit = 250_000, withPicturesLimit = 300_000; // bytes, brotli

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); });
after(async () => { await browser?.close(); await server?.close(); });

/**
 * Frames painted while nothing happens, once the last of what happened before has been painted. @param {import('playwright-core').Page} page @param {number} idle ms
 * @returns {Promise<number>} NaN: it is never quiet
 */
async function idleFrames(page, idle) {
    // While the consent is read, the program arrives and paints the next page out of sight, once.
    await page.waitForFunction(() => /** @type {any} */ (window).frames_ > 0, undefined, { polling: 100 });
    return page.evaluate(async (ms) => {
        const quiet = 700, patience = 15_000;
        const frames = () => /** @type {number} */ (/** @type {any} */ (window).frames_);
        const wait = (/** @type {number} */ time) => new Promise((resolve) => setTimeout(resolve, time));
        for (const until = performance.now() + patience; performance.now() < until;) {
            await new Promise(requestAnimationFrame); // behind what was asked for before, also on a busy machine
            const before = frames();
            await wait(quiet);
            if (frames() !== before) continue;
            await wait(ms);
            return frames() - before;
        }
        return NaN;
    }, idle);
}

/** @type {Set<string>} */ const known = new Set();
/** Whether a screen with these words was looked at before, in any sample. @param {import('playwright-core').Page} page */
async function isKnown(page) {
    const words = await page.evaluate(() => document.querySelector('#consent:not([hidden]), #nodes')?.textContent?.replace(/\d/g, '0'));
    return known.size === known.add(`${words}`).size;
}

// Most of it is waiting: the samples wait together.
describe('every sample', { concurrency: 4 }, () => {
    for (const sample of allSamples()) {
        test(`${sample}: a bounded first load; then nothing more is fetched, no frame is painted in idleness, and axe-core finds nothing on a desk`, async () => {
            const { context, page, seen } = await visit(browser, sizes.desk);
            await page.goto(`${server.origin}/#/test/${sample}`);
            await page.getByRole('heading', { level: 1, name: 'Antes de começar' }).waitFor();
            await page.waitForLoadState('networkidle');
            const files = brotliBytes(seen.requests, server.origin);
            const total = files.reduce((sum, file) => sum + file.bytes, 0);
            console.log(`${sample}: first load ${total} bytes brotli in ${files.length} requests`);
            for (const file of files) console.log(`  ${String(file.bytes).padStart(7)} ${file.path}`);
            const hasPictures = filesOf(sample).prototype.images?.length > 0;
            assert.ok(total <= (hasPictures ? withPicturesLimit : firstLoadLimit), `${total} bytes`);
            assert.ok(files.every((file) => file.bytes > 0));

            const requests = seen.requests.length;
            let screens = 0;
            await walk(page, sample, async (screen) => {
                ++screens;
                assert.equal(await idleFrames(page, screens === 1 ? 5000 : 1200), 0, `frames in idleness on ${screen}`);
                const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
                assert.equal(over, 0, `${screen} scrolls sideways by ${over} px`);
                if (!(await isKnown(page))) assert.deepEqual(await violations(page), [], `axe-core on ${screen}`);
            });
            assert.ok(screens >= 8, `${screens} screens`);
            assert.deepEqual(seen.requests.slice(requests), []);
            assert.ok(await page.evaluate(() => /** @type {any} */ (window).frames_) > 10, 'frames are counted');
            await assertClean(page, seen, server.origin);
            await context.close();
        });
    }
});
