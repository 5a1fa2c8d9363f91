// What must hold on every participant screen: no accessibility violation, no frame when idle, a bounded first load.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { violations } from './axe.mjs';
import { cards, consent, finish, heading, taskCard, walks } from './citizen.mjs';
import { assertClean, brotliBytes, launch, samples, serve, sizes, visit } from './harness.mjs';
import { allSamples, filesOf } from './walker.mjs';

const firstLoadLimit = 250_000, withPicturesLimit = 300_000; // bytes, brotli

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); });
after(async () => { await browser?.close(); await server?.close(); });

/** @param {import('playwright-core').Page} page */
async function idleFrames(page) {
    // While the consent is read, the program arrives and paints the next page out of sight, once.
    await page.waitForFunction(() => /** @type {any} */ (window).frames_ > 0, undefined, { polling: 100 });
    await page.waitForTimeout(700);
    const frames = () => page.evaluate(() => /** @type {number} */ (/** @type {any} */ (window).frames_));
    const before = await frames();
    await page.waitForTimeout(5000);
    return (await frames()) - before;
}

/** @param {import('playwright-core').Page} page @param {keyof typeof walks} sample @param {import('./citizen.mjs').OnScreen} on */
async function wholeWalk(page, sample, on) {
    await consent(page, on);
    await taskCard(page, cards[sample], on);
    await walks[sample](page, on);
    await finish(page, sample, 7, 'Excelente', on);
}

for (const sample of samples) {
    for (const [size, viewport] of Object.entries(sizes)) {
        test(`${sample} at ${size}: axe-core finds nothing on any screen, nothing is wider than the window`, async () => {
            const { context, page, seen } = await visit(browser, viewport);
            await page.goto(`${server.origin}/#/test/${sample}`);
            let screens = 0;
            await wholeWalk(page, sample, async (screen) => {
                ++screens;
                assert.deepEqual(await violations(page), [], `axe-core on ${screen}`);
                const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
                assert.equal(over, 0, `${screen} scrolls sideways by ${over} px`);
            });
            assert.ok(screens >= 10);
            await assertClean(page, seen, server.origin);
            await context.close();
        });
    }

    test(`${sample}: nothing more is fetched while the person works`, async () => {
        const { context, page, seen } = await visit(browser, sizes.phone);
        await page.goto(`${server.origin}/#/test/${sample}`);
        await heading(page, 'Antes de começar');
        await page.waitForLoadState('networkidle');
        const before = seen.requests.length;
        await wholeWalk(page, sample, async () => {});
        assert.deepEqual(seen.requests.slice(before), []);
        await context.close();
    });
}

for (const sample of allSamples()) {
    test(`${sample}: the first load stays under its limit`, async () => {
        const { context, page, seen } = await visit(browser, sizes.phone);
        await page.goto(`${server.origin}/#/test/${sample}`);
        await heading(page, 'Antes de começar');
        await page.waitForLoadState('networkidle');
        const files = brotliBytes(seen.requests, server.origin);
        const total = files.reduce((sum, file) => sum + file.bytes, 0);
        console.log(`${sample}: first load ${total} bytes brotli in ${files.length} requests`);
        for (const file of files) console.log(`  ${String(file.bytes).padStart(7)} ${file.path}`);
        const hasPictures = filesOf(sample).prototype.images?.length > 0;
        assert.ok(total <= (hasPictures ? withPicturesLimit : firstLoadLimit), `${total} bytes`);
        assert.ok(files.every((file) => file.bytes > 0));
        await context.close();
    });
}

// It is all waiting: the samples wait together.
describe('idleness', { concurrency: samples.length }, () => {
    for (const sample of samples) {
        test(`${sample}: no animation frame in 5 s of idleness on any screen`, async () => {
            const { context, page } = await visit(browser, sizes.phone);
            await page.goto(`${server.origin}/#/test/${sample}`);
            await wholeWalk(page, sample, async (screen) => { assert.equal(await idleFrames(page), 0, screen); });
            assert.ok(await page.evaluate(() => /** @type {any} */ (window).frames_) > 10, 'frames are counted');
            await context.close();
        });
    }
});
