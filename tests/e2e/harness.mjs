// Serves build/site and opens it in Chromium. Everything a test needs to see is collected from the first request on:
// requests, animation frames, policy violations, errors.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
// @ts-ignore -- http-server ships no types
import { createServer } from 'http-server';
import { chromium } from 'playwright-core';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const site = join(root, 'build/site');
export const sizes = { phone: { width: 360, height: 640 }, desk: { width: 1280, height: 800 } };
export const samples = /** @type {const} */ (['veiculo-abandonado', 'calcada']);

/** Chromium without anything that would ask the network for something. */
export const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--force-color-profile=srgb'];

/** @param {string} [folder] @returns {Promise<{ origin: string, close: () => Promise<void> }>} */
export async function serve(folder = site) {
    assert.ok(existsSync(join(folder, 'index.html')), 'build/site is missing: run make site');
    const server = createServer({ root: folder, brotli: true, gzip: true, cache: -1, showDir: false });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const address = /** @type {import('node:net').AddressInfo} */ (server.server.address());
    return {
        origin: `http://127.0.0.1:${address.port}`,
        close: () => new Promise((resolve) => { server.server.close(() => resolve()); server.server.closeAllConnections(); }),
    };
}

/** @param {string[]} [more] flags */
export function launch(more = []) {
    return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...flags, ...more] });
}

/**
 * A fresh browser context (its own storage) and a page in it.
 * @param {import('playwright-core').Browser} browser
 * @param {{ width: number, height: number }} viewport
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function visit(browser, viewport, options = {}) {
    const phone = viewport.width < 600;
    const context = await browser.newContext({ viewport, locale: 'pt-BR', timezoneId: 'America/Sao_Paulo', acceptDownloads: true,
        deviceScaleFactor: phone ? 2 : 1, hasTouch: phone, isMobile: phone, ...options });
    /** @type {{ requests: string[], troubles: string[] }} */
    const seen = { requests: [], troubles: [] };
    await context.addInitScript(() => {
        const window_ = /** @type {any} */ (window);
        window_.frames_ = 0;
        const request = window.requestAnimationFrame.bind(window);
        window.requestAnimationFrame = (callback) => request((time) => { ++window_.frames_; callback(time); });
        window_.violations_ = [];
        document.addEventListener('securitypolicyviolation', (event) => window_.violations_.push(`${event.violatedDirective} ${event.blockedURI}`));
    });
    const page = await context.newPage();
    page.on('request', (request) => { if (!request.url().startsWith('data:') && !request.url().startsWith('blob:')) seen.requests.push(request.url()); });
    page.on('pageerror', (error) => seen.troubles.push(String(error)));
    page.on('console', (message) => { if (message.type() === 'error') seen.troubles.push(message.text()); });
    page.setDefaultTimeout(15_000);
    return { context, page, seen };
}

/** What must hold on every page at every time. @param {import('playwright-core').Page} page @param {{ requests: string[], troubles: string[] }} seen @param {string} origin */
export async function assertClean(page, seen, origin) {
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).violations_), [], 'content security policy');
    assert.deepEqual(seen.troubles, [], 'errors in the console');
    assert.deepEqual(seen.requests.filter((url) => !url.startsWith(origin)), [], 'requests to another origin');
}

/** Brotli bytes of what was requested, each address once. @param {string[]} requests @param {string} origin */
export function brotliBytes(requests, origin) {
    const files = [...new Set(requests.map((url) => new URL(url).pathname))].map((path) => (path.endsWith('/') ? path + 'index.html' : path));
    return files.map((path) => {
        const file = join(site, decodeURIComponent(path));
        const compressed = existsSync(file + '.br') ? file + '.br' : file;
        return { path, bytes: existsSync(compressed) ? readFileSync(compressed).length : 0 };
    });
}
