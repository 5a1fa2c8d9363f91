// Other browsers than Chromium: Debian's Firefox, which Playwright drives by WebDriver BiDi, and WebKitGTK, the engine of Safari, by its own WebDriver. The pages given out
// have of Playwright's what walker.mjs uses and little more; that of WebKit is written here, because the packages that speak WebDriver want a newer Node than Debian's.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { firefox } from 'playwright-core';

/** @typedef {{ width: number, height: number }} Size */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ name: string, open: (size: Size) => Promise<{ page: Page, close: () => Promise<void> }>, close: () => Promise<void> }} Engine */

const patience = 15_000; // ms
const silence = 60_000; // ms
const look = 100; // ms between two looks whether something is there
const selectAll = '\ue009a'; // Control and a; keys are let go at the end
const remove = '\ue017'; // Delete
const miniBrowser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

/** A screen that nobody sees: without one neither engine has WebGL. @returns {Promise<{ env: NodeJS.ProcessEnv, close: () => void }>} */
async function display() {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const [number] = await once(/** @type {import('node:stream').Readable} */ (server.stdio[3]), 'data');
    return { env: { ...process.env, DISPLAY: `:${String(number).trim()}`, LIBGL_ALWAYS_SOFTWARE: '1' }, close: () => server.kill() };
}

/** @returns {Promise<Engine>} */
export async function openFirefox() {
    const { env, close } = await display();
    const browser = await firefox.launch({
        channel: 'moz-firefox', executablePath: '/usr/bin/firefox-esr', headless: false, env: /** @type {Record<string, string>} */ (env), firefoxUserPrefs: { 'webgl.force-enabled': true },
    });
    return {
        name: `Firefox ${browser.version()}`,
        async open(viewport) {
            const context = await browser.newContext({ viewport, locale: 'pt-BR' });
            const page = await context.newPage();
            page.setDefaultTimeout(patience);
            return { page, close: () => context.close() };
        },
        async close() {
            await browser.close();
            close();
        },
    };
}

/** Elements that a selector finds, of those only one where `index` says so. */
class Found {
    /** @param {WebKitPage} page @param {string} selector @param {number | null} index */
    constructor(page, selector, index = null) {
        this.page = page;
        this.selector = selector;
        this.index = index;
    }

    /** @param {string} inner */
    locator(inner) { return new Found(this.page, `${this.selector} ${inner}`); }
    /** @param {number} index */
    nth(index) { return new Found(this.page, this.selector, index); }
    count() { return this.page.evaluate((selector) => document.querySelectorAll(selector).length, this.selector); }
    allTextContents() { return this.page.evaluate((selector) => [...document.querySelectorAll(selector)].map(({ textContent }) => textContent ?? ''), this.selector); }
    async innerText() {
        await this.waitFor();
        return this.page.evaluate(({ selector, index }) => /** @type {HTMLElement} */ (document.querySelectorAll(selector)[index ?? 0]).innerText, { selector: this.selector, index: this.index });
    }
    /** @param {(all: Element[]) => unknown} of */
    evaluateAll(of) { return this.page.execute(`return (${of})([...document.querySelectorAll(arguments[0])])`, [this.selector]); }

    async waitFor() {
        const from = Date.now();
        for (;;) {
            const all = await this.page.command('POST', '/elements', { using: 'css selector', value: this.selector });
            const one = all[this.index ?? 0];
            if (one) return /** @type {string} */ (Object.values(one)[0]);
            assert.ok(Date.now() - from < patience, `waited in vain for ${this.selector}`);
            await sleep(look);
        }
    }

    async click() { await this.page.command('POST', `/element/${await this.waitFor()}/click`, {}); }
    async check() {
        const element = await this.waitFor();
        if (!await this.page.command('GET', `/element/${element}/selected`)) await this.page.command('POST', `/element/${element}/click`, {});
    }
    /** @param {string} text */
    async fill(text) {
        await this.click();
        await this.#type(selectAll);
        await this.#type(text || remove);
    }
    /** @param {string} text */
    async #type(text) { await this.page.command('POST', `/element/${await this.waitFor()}/value`, { text }); }
    /** @param {string} value */
    async selectOption(value) { await this.locator(`option[value="${value}"]`).click(); }
    /** @param {{ name: string, buffer: Buffer }} file */
    async setInputFiles({ name, buffer }) {
        const path = join(this.page.folder, name);
        writeFileSync(path, buffer);
        await this.#type(path);
    }
}

/** WebKit's driver gave no answer: where all is drawn by software it was seen to hang in a picture of the page. */
export class SilentDriver extends Error {}

/** One session of WebKit's driver. */
class WebKitPage {
    /** @param {string} address of the driver @param {string} session @param {string} folder for files that are chosen */
    constructor(address, session, folder) {
        this.address = address;
        this.session = session;
        this.folder = folder;
    }

    /** @param {string} method @param {string} path @param {object} [body] @returns {Promise<any>} */
    async command(method, path, body) {
        const answer = await fetch(`${this.address}/session/${this.session}${path}`, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(silence) })
            .catch((error) => { throw error.name === 'TimeoutError' ? new SilentDriver(`no answer to ${method} ${path} in ${silence} ms`) : error; });
        const { value } = /** @type {{ value: any }} */ (await answer.json());
        assert.ok(answer.ok, `${method} ${path} ${JSON.stringify(body)}: ${value?.error} ${value?.message}`);
        return value;
    }
    /** @param {string} script @param {unknown[]} args */
    execute(script, args) { return this.command('POST', '/execute/sync', { script, args }); }
    /** @template T, R @param {(argument: T) => R} what @param {T} [argument] @returns {Promise<Awaited<R>>} */
    evaluate(what, argument) { return this.execute(`return (${what})(arguments[0])`, [argument ?? null]); }
    /** @param {string} url */
    goto(url) { return this.command('POST', '/url', { url }); }
    reload() { return this.command('POST', '/refresh', {}); }
    /** @param {string} selector */
    locator(selector) { return new Found(this, selector); }
    async screenshot() { return Buffer.from(await this.command('GET', '/screenshot'), 'base64'); }
    waitForTimeout(/** @type {number} */ ms) { return sleep(ms); }
}

/** A port that is free now. @returns {Promise<number>} */
async function freePort() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    server.close();
    await once(server, 'close');
    return port;
}

/** @returns {Promise<Engine>} */
export async function openWebKit() {
    const { env, close } = await display();
    const folder = mkdtempSync(join(tmpdir(), 'ensaio-webkit-'));
    let version = '';
    /** A driver for each page: now and then one gives no second session. @param {Size} size */
    const open = async ({ width, height }) => {
        const port = await freePort(), address = `http://127.0.0.1:${port}`;
        // Its sandbox wants user namespaces, which a container has not. With buffers shared by DMA-BUF its process of pages breaks down now and then where all is drawn by software.
        const driver = spawn('/usr/bin/WebKitWebDriver', [`--port=${port}`], {
            detached: true, stdio: 'ignore', env: { ...env, LANG: 'C.UTF-8', LANGUAGE: 'pt_BR', WEBKIT_DISABLE_DMABUF_RENDERER: '1', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
        });
        const from = Date.now();
        while (!await fetch(`${address}/status`).then(({ ok }) => ok, () => false)) {
            assert.ok(Date.now() - from < patience, 'WebKitWebDriver answers');
            await sleep(look);
        }
        const options = { binary: miniBrowser, args: ['--automation'] };
        const answer = await fetch(`${address}/session`, { method: 'POST', body: JSON.stringify({ capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } }) });
        const { value } = /** @type {{ value: { sessionId: string, capabilities: { browserVersion: string } } }} */ (await answer.json());
        version = value.capabilities.browserVersion;
        const page = new WebKitPage(address, value.sessionId, folder);
        // The window is as much larger than the page as its bars are.
        await page.command('POST', '/window/rect', { width, height });
        const inner = await page.evaluate(() => [innerWidth, innerHeight]);
        await page.command('POST', '/window/rect', { width: 2 * width - inner[0], height: 2 * height - inner[1] });
        return {
            page: /** @type {Page} */ (/** @type {unknown} */ (page)),
            async close() {
                await page.command('DELETE', '').catch(() => {});
                process.kill(-(/** @type {number} */ (driver.pid)), 'SIGKILL'); // and its browser, should it hang
            },
        };
    };
    return {
        get name() { return `WebKit ${version}`; },
        open,
        async close() {
            close();
            rmSync(folder, { recursive: true });
        },
    };
}
