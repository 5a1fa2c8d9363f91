// The printable page as a browser shows and prints it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { launch } from './harness.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ensaio-report-'));
/** @type {import('playwright-core').Browser} */ let browser;

before(async () => { browser = await launch(); });
after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
});

/** @param {string} language */
function report(language) {
    const path = join(folder, `${language}.html`);
    execFileSync(join(root, 'build/native/ensaio'), ['report', join(root, 'tests/data/five-people.ensaio'), '-o', path, '--language', language]);
    return pathToFileURL(path).href;
}

test('the page asks for nothing, breaks no policy of its own, fits a phone and has no barrier', async () => {
    for (const [language, width] of /** @type {[string, number][]} */ ([['pt-BR', 360], ['en', 1280], ['es', 360]])) {
        const page = await browser.newPage({ viewport: { width, height: 640 }, bypassCSP: false });
        /** @type {string[]} */ const asked = [];
        /** @type {string[]} */ const said = [];
        page.on('request', (request) => asked.push(request.url()));
        page.on('console', (message) => said.push(message.text()));
        page.on('pageerror', (error) => said.push(error.message));
        const address = report(language);
        await page.goto(address);
        assert.deepEqual(asked, [address]);
        assert.deepEqual(said, []);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, `${language} at ${width}`);
        // Its own style has been taken: the policy names it by its hash.
        assert.equal(await page.locator('.keys').evaluate((element) => getComputedStyle(element).display), 'grid');
        const { violations } = await page.evaluate(`${axe.source}; axe.run(document, { resultTypes: ['violations'] })`);
        assert.deepEqual(violations.map((/** @type {{id: string}} */ { id }) => id), [], language);
        await page.close();
    }
});

test('it prints on sheets of A4 with nothing cut off', async () => {
    const page = await browser.newPage();
    await page.goto(report('pt-BR'));
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => `${Math.round(Number(width))}x${Math.round(Number(height))}`);
    assert.ok(boxes.length >= 2 && boxes.length <= 5, `${boxes.length} pages`);
    assert.deepEqual([...new Set(boxes)], ['595x842']);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 673, height: 980 }); // A4 without its margins
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    await page.close();
});
