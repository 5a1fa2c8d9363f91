// It must hold: a lost picture, no room, too much text, too many fields, a browser that stores nothing, a slow device, a turned phone.
// The prototypes are made here and put in the place of files of the site.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { endTask, heading, press, taskCard } from './citizen.mjs';
import { assertClean, launch, root, serve, sizes, visit } from './harness.mjs';
import { decode } from './pixels.mjs';
import { secondReading, sessionFile } from './sessions.mjs';
import { allSamples, walk } from './walker.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */

const largestMemory = 64_000_000; // bytes
const slowness = 4;

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); });
after(async () => { await browser?.close(); await server?.close(); });

const nothing = async () => {};

const study = {
    format: 1, id: 'firme', title: 'Estudo', prototype: 'firme', language: 'pt-BR', body: 'Cidade', round: 1, mode: 'remoto', made_up_data: true,
    consent: { version: '1', who: 'a', why: 'b', recorded: 'c', use: 'd', duration: 'e', rights: 'f', contact: 'g', options: [] },
    tasks: [{ id: 'tarefa', title: 'A tarefa', scenario: 'Peça.', success: 'Chega ao fim.', goal_screen: 'fim' }],
};

/** @param {object[]} screens  before the end @returns {object} a prototype */
const prototypeOf = (screens) => ({
    format: 1, id: 'firme', title: 'Serviço', screens: [...screens, { id: 'fim', kind: 'confirmation', title: 'Recebemos o pedido' }],
});

/** @param {object[]} fields @param {object} [more] */
const question = (fields, more = {}) => ({ id: 'pergunta', kind: 'question', title: 'Pergunta', fields, next: 'conferir', ...more });
const check = { id: 'conferir', kind: 'check', title: 'Confira', next: 'fim' };
const text = { kind: 'text', label: 'Nome da rua' };
const short = prototypeOf([question([{ id: 'rua', ...text }, { id: 'conte', kind: 'long_text', label: 'Conte mais', optional: true }]), check]);

/** Puts the study and its prototype in the place of files of the site. @param {Page | BrowserContext} to @param {object} prototype */
async function stock(to, prototype) {
    await to.route('**/prototypes/studies/firme.json*', (route) => route.fulfill({ json: study }));
    await to.route('**/prototypes/firme.json*', (route) => route.fulfill({ json: prototype }));
}

/** From the address to the prototype's first screen. @param {Page} page @param {object} prototype */
async function begin(page, prototype) {
    await stock(page, prototype);
    await page.goto(`${server.origin}/#/test/firme`);
    await press(page, 'Aceito participar');
    await taskCard(page, 'A tarefa', nothing);
}

/** @param {Page | import('playwright-core').FrameLocator} page @param {string} name */
const box = (page, name) => page.getByRole('textbox', { name });

/** Lets all that is under way be painted. @param {Page} page */
async function settle(page) {
    await page.waitForTimeout(400);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** The same but for the softness of a letter's edge: where a glyph came to lie in the atlas. @param {Buffer} a @param {Buffer} b PNG */
function assertAlike(a, b) {
    const [one, other] = [decode(a), decode(b)];
    assert.deepEqual([one.width, one.height], [other.width, other.height]);
    let most = 0, different = 0;
    one.data.forEach((value, i) => {
        const distance = Math.abs(value - other.data[i]);
        if (distance > 0) ++different;
        most = Math.max(most, distance);
    });
    assert.ok(most <= 32 && different < one.data.length / 1000, `${different} values differ, by ${most} at most`);
}

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

// ---------------------------------------------------------------- the picture

/** @param {Page} page @param {'loseContext' | 'restoreContext'} what */
const context = (page, what) => page.evaluate((name) => {
    const window_ = /** @type {any} */ (window);
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
    window_.lose_ ??= canvas.getContext('webgl')?.getExtension('WEBGL_lose_context');
    window_.lose_[name]();
}, what);

test('what was painted in parts is what is painted as a whole', async () => {
    const { context: storage, page, seen } = await visit(browser, sizes.desk);
    await begin(page, prototypeOf([question([{ id: 'cor', kind: 'radios', label: 'Cor', options: ['Azul', 'Verde', 'Branco'].map((label, i) => ({ id: `c${i}`, label })) },
        { id: 'rua', ...text }, { id: 'nota', kind: 'scale', label: 'Nota', min: 1, max: 5 }, { id: 'terra', kind: 'checkboxes', label: 'Terra', optional: true, options: [{ id: 't', label: 'Com terra' }] }]), check]));
    const assertWhole = async (/** @type {string} */ when) => {
        await settle(page);
        const parts = await page.screenshot();
        await context(page, 'loseContext');
        await page.waitForTimeout(100);
        await context(page, 'restoreContext');
        await settle(page);
        try {
            assertAlike(parts, await page.screenshot());
        } catch (error) {
            throw new Error(when, { cause: error });
        }
    };
    await page.getByRole('radio', { name: 'Verde' }).click({ force: true });
    await box(page, 'Nome da rua').click();
    await page.keyboard.type('Rua do Faz de Conta');
    await assertWhole('a choice, and a field that is typed into');
    await page.getByRole('radio', { name: 'Azul' }).click({ force: true });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Continuar' }).hover();
    await assertWhole('chosen otherwise, a text that was left, the ring of the keyboard, a button that is pointed at');
    await assertClean(page, seen, server.origin);
    await storage.close();
});

test('who goes on while the picture is lost sees, when it is back, what all others see', async () => {
    /** @param {boolean} loses */
    const picture = async (loses) => {
        const { context: storage, page, seen } = await visit(browser, sizes.phone);
        await begin(page, short);
        await box(page, 'Nome da rua').fill('Rua do Faz de Conta');
        if (loses) await context(page, 'loseContext');
        await press(page, 'Continuar');
        await heading(page, 'Confira');
        await page.getByRole('button', { name: /^Alterar Conte mais/ }).or(page.getByRole('link', { name: /^Alterar Conte mais/ })).click();
        await page.getByRole('textbox', { name: /^Conte mais/ }).fill('Há dois buracos na calçada.');
        await page.getByRole('textbox', { name: /^Conte mais/ }).blur();
        await settle(page);
        if (loses) {
            // One that stays away: the elements themselves are shown until it is back.
            await page.waitForFunction(() => getComputedStyle(/** @type {Element} */ (document.getElementById('canvas'))).display === 'none');
            assert.equal(await box(page, 'Nome da rua').inputValue(), 'Rua do Faz de Conta');
            await context(page, 'restoreContext');
            await settle(page);
        }
        await page.evaluate(() => scrollTo(0, 0));
        await settle(page);
        const png = await page.screenshot();
        await assertClean(page, seen, server.origin);
        await storage.close();
        return png;
    };
    assertAlike(await picture(true), await picture(false));
});

test('a page that cannot be painted any more is gone on with without its picture', async () => {
    const { context, page } = await visit(browser, sizes.phone);
    await page.addInitScript(() => {
        const draw = WebGLRenderingContext.prototype.drawElements;
        WebGLRenderingContext.prototype.drawElements = function (/** @type {[number, number, number, number]} */ ...all) {
            if (/** @type {any} */ (window).breaks) throw new WebAssembly.RuntimeError('unreachable');
            draw.apply(this, all);
        };
    });
    await begin(page, short);
    await heading(page, 'Pergunta');
    const plain = () => page.evaluate(() => document.documentElement.classList.contains('plain'));
    assert.equal(await plain(), false, 'there is a picture');
    await page.evaluate(() => { /** @type {any} */ (window).breaks = true; });
    await box(page, 'Nome da rua').fill('Rua do Faz de Conta');
    await page.waitForFunction(() => document.documentElement.classList.contains('plain'));
    assert.equal(await page.locator('#canvas').isVisible(), false, 'the old picture is gone');
    assert.equal(await box(page, 'Nome da rua').evaluate((field) => getComputedStyle(field).opacity), '1');
    await press(page, 'Continuar');
    await heading(page, 'Confira');
    await page.getByText('Rua do Faz de Conta').waitFor();
    await press(page, 'Enviar o pedido');
    await heading(page, 'Recebemos o pedido');
    await page.waitForTimeout(1500); // what explains a session is stored within a second
    const folder = mkdtempSync(join(tmpdir(), 'ensaio-')), path = join(folder, 'unpainted.ensaio');
    writeFileSync(path, await sessionFile(page));
    const [{ trace }] = secondReading(path);
    rmSync(folder, { recursive: true });
    assert.equal(trace.filter((/** @type {number[]} */ [, kind]) => kind === 9).length, 1, 'that it broke is recorded, once');
    await context.close();
});

for (const hidden of ['width: 0; height: 0', 'display: none']) {
    test(`a page without room (${hidden}) waits, and is whole when it is shown`, async () => {
        const { context: storage, page, seen } = await visit(browser, sizes.desk);
        await stock(storage, short);
        await page.route('**/moldura.html', (route) => route.fulfill({
            contentType: 'text/html',
            body: `<!doctype html><style>body { margin: 0 } iframe { border: 0; width: 360px; height: 640px } .hidden { ${hidden} }</style>
                <title>Moldura</title><iframe class="hidden" src="./#/test/firme"></iframe>` }));
        await page.goto(`${server.origin}/moldura.html`);
        const frame = page.frameLocator('iframe');
        /** @param {boolean} hide */
        const hide = (hide) => page.evaluate((on) => document.querySelector('iframe')?.classList.toggle('hidden', on), hide);
        // From the very beginning …
        await frame.getByRole('heading', { name: 'Antes de começar', includeHidden: true }).waitFor({ state: 'attached' });
        await hide(false);
        await frame.getByRole('button', { name: 'Aceito participar' }).click();
        await frame.getByRole('button', { name: 'Começar a tarefa' }).click();
        await box(frame, 'Nome da rua').fill('Rua do Faz de Conta');
        await frame.getByRole('heading', { level: 1 }).click();
        await settle(page);
        const before = await page.screenshot();
        // … and in the middle, while something happens on it.
        await hide(true);
        await settle(page);
        await frame.getByRole('button', { name: 'Continuar', includeHidden: true }).dispatchEvent('click');
        await frame.getByRole('heading', { name: 'Confira', includeHidden: true }).waitFor({ state: 'attached' });
        await frame.getByRole('button', { name: 'Voltar', includeHidden: true }).or(frame.getByRole('link', { name: 'Voltar', includeHidden: true })).dispatchEvent('click');
        await frame.getByRole('textbox', { name: 'Nome da rua', includeHidden: true }).waitFor({ state: 'attached' });
        await hide(false);
        await settle(page);
        assertAlike(await page.screenshot(), before);
        assert.equal(await box(frame, 'Nome da rua').inputValue(), 'Rua do Faz de Conta');
        await assertClean(page, seen, server.origin);
        await storage.close();
    });
}

for (const [name, { width, height }] of Object.entries(sizes)) test(`another pixel density in mid-way, ${name}: as many pixels as the screen has, and nothing typed is lost`, async () => {
    const { context: storage, page, seen } = await visit(browser, { width, height });
    await begin(page, short);
    await box(page, 'Nome da rua').pressSequentially('Rua do Faz');
    const client = await storage.newCDPSession(page);
    for (const density of [2, 1.5, 3, 1]) {
        // A window that is moved to another screen gets another size too; of the density alone an emulated screen tells nobody.
        const size = { width, height: height - Math.round(density * 2), screenWidth: width, screenHeight: height };
        await client.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: density, mobile: false });
        await page.waitForFunction((wanted) => {
            const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
            return devicePixelRatio === wanted && Math.abs(canvas.width - canvas.getBoundingClientRect().width * wanted) < 1;
        }, density);
        await page.keyboard.type(' x');
    }
    assert.equal(await box(page, 'Nome da rua').inputValue(), 'Rua do Faz x x x x');
    await assertClean(page, seen, server.origin);
    await storage.close();
});

test('a phone that is turned keeps what was typed, and what is being typed in sight', async () => {
    const { context: storage, page, seen } = await visit(browser, sizes.phone);
    await begin(page, short);
    await box(page, 'Nome da rua').fill('Rua do Faz de Conta');
    const more = page.getByRole('textbox', { name: /^Conte mais/ });
    await more.pressSequentially('Dois bura');
    const { width, height } = sizes.phone;
    for (const [size, letters] of /** @type {[{ width: number, height: number }, string][]} */ ([[{ width: height, height: width }, 'c'], [{ width, height }, 'os']])) {
        await page.setViewportSize(size);
        await settle(page);
        assert.ok(await more.evaluate((node) => node === document.activeElement), 'the focus stays');
        await page.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [size.width, size.height]);
        const { y = -1, height: tall = 0 } = await more.boundingBox() ?? {};
        assert.ok(y < size.height && y + tall > 0, `the field is in sight: ${y} of ${size.height}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, 'nothing is wider than the window');
        await page.keyboard.type(letters);
    }
    assert.equal(await more.inputValue(), 'Dois buracos');
    await press(page, 'Continuar');
    await page.getByText('Rua do Faz de Conta', { exact: true }).waitFor();
    await page.getByText('Dois buracos', { exact: true }).waitFor();
    await assertClean(page, seen, server.origin);
    await storage.close();
});

// ---------------------------------------------------------------- too much of all

test('what is pasted into a line is not cut, and told to be too long', async () => {
    const { context: storage, page, seen } = await visit(browser, sizes.phone);
    await begin(page, short);
    const street = box(page, 'Nome da rua'), pasted = 'a'.repeat(300);
    await street.focus();
    await page.keyboard.insertText(pasted);
    assert.equal(await street.inputValue(), pasted);
    await press(page, 'Continuar');
    await page.getByRole('alert').getByText('escreva no máximo 200 letras').waitFor();
    assert.equal(await street.inputValue(), pasted);
    await assertClean(page, seen, server.origin);
    await storage.close();
});

test('ten thousand letters are counted, refused where they are too many, and kept where they are not', async () => {
    const limit = 2000, many = 10_000;
    const { context: storage, page, seen } = await visit(browser, sizes.phone);
    await begin(page, prototypeOf([question([
        { id: 'conte', kind: 'long_text', label: 'Conte', max_length: limit }, { id: 'tudo', kind: 'long_text', label: 'Conte tudo', max_length: many }]), check]));
    const letters = 'ação '.repeat(many / 5).trimEnd() + 'o';
    assert.equal(letters.length, many);
    for (const name of ['Conte', 'Conte tudo']) {
        const field = page.getByRole('textbox', { name, exact: true });
        await field.focus();
        await page.keyboard.insertText(letters);
        assert.equal(await field.inputValue(), letters);
        await page.waitForFunction((said) => document.querySelector('#live')?.textContent === said, name === 'Conte' ? 'Passou do limite de letras. Escreva menos.' : '');
    }
    await page.getByText(`${many - limit} letras a mais. Escreva menos.`).waitFor();
    await page.getByText('Ainda cabem 0 letras').waitFor();
    await press(page, 'Continuar');
    const summary = page.getByRole('alert');
    assert.deepEqual(await summary.getByRole('link').allTextContents(), [`Conte: escreva no máximo ${limit} letras.`]);
    await summary.getByRole('link').click();
    const field = page.getByRole('textbox', { name: 'Conte', exact: true });
    assert.ok(await field.evaluate((node) => node === document.activeElement));
    assert.equal(await field.inputValue(), letters, 'nothing is cut off by itself');
    await field.evaluate((/** @type {HTMLTextAreaElement} */ node, from) => node.setSelectionRange(from, node.value.length), limit);
    await page.keyboard.press('Delete');
    assert.equal(await field.inputValue(), letters.slice(0, limit));
    await press(page, 'Continuar');
    await heading(page, 'Confira');
    await press(page, 'Enviar o pedido');
    await heading(page, 'Recebemos o pedido');
    await assertClean(page, seen, server.origin);
    await storage.close();
});

/** What a key costs: until the program has taken it, and until the next frame. @param {Page} page @param {string} keys @returns {Promise<{ taken: number[], painted: number[] }>} ms */
async function timesPerKey(page, keys) {
    await page.evaluate(() => {
        const window_ = /** @type {any} */ (window);
        window_.taken_ = [];
        window_.painted_ = [];
        document.addEventListener('beforeinput', () => {
            const start = performance.now();
            setTimeout(() => window_.taken_.push(performance.now() - start));
            requestAnimationFrame(() => setTimeout(() => window_.painted_.push(performance.now() - start)));
        }, { capture: true });
    });
    await page.keyboard.type(keys, { delay: 60 });
    await settle(page);
    return page.evaluate(() => ({ taken: /** @type {any} */ (window).taken_, painted: /** @type {any} */ (window).painted_ }));
}

test('two hundred fields on a screen: every one is reached by the keyboard, and two hundred errors can be worked off', async () => {
    const count = 200;
    const label = (/** @type {number} */ i) => `Campo ${i + 1}`;
    const fields = Array.from({ length: count }, (_, i) => ({ id: `f${i}`, kind: 'text', label: label(i), messages: { required: `Escreva o campo ${i + 1}` } }));
    const { context: storage, page, seen } = await visit(browser, sizes.phone);
    await begin(page, prototypeOf([question(fields), check]));
    await press(page, 'Continuar');
    const summary = page.getByRole('alert');
    await summary.getByRole('heading', { name: 'Há um problema' }).waitFor();
    assert.ok(await summary.evaluate((node) => node.contains(document.activeElement) || document.activeElement?.contains(node)), 'the summary has the focus');
    const told = await summary.getByRole('link').allTextContents();
    assert.deepEqual(told, fields.map((_, i) => `Escreva o campo ${i + 1}`));
    await summary.getByRole('link', { name: `Escreva o campo ${count}`, exact: true }).click();
    const last = box(page, label(count - 1));
    assert.ok(await last.evaluate((node) => node === document.activeElement));
    const at = await last.boundingBox();
    assert.ok(at && at.y >= 0 && at.y + at.height <= sizes.phone.height, 'it is in sight');

    const { taken, painted } = await timesPerKey(page, 'Rua do Faz de Conta');
    console.log(`200 fields with 200 errors: a key is taken in ${median(taken).toFixed(1)} ms (at most ${Math.max(...taken).toFixed(1)}), painted after ${median(painted).toFixed(1)} ms (at most ${Math.max(...painted).toFixed(1)})`);
    assert.equal(await last.inputValue(), 'Rua do Faz de Conta');

    // From the top, by Tab alone.
    await summary.getByRole('link').first().click();
    /** @type {string[]} */ const reached = [];
    for (let i = 0; i < count; ++i) {
        reached.push(await page.evaluate(() => /** @type {HTMLInputElement} */ (document.activeElement).labels?.[0]?.textContent?.trim() ?? ''));
        if (i < count - 1) await page.keyboard.type('x');
        await page.keyboard.press('Tab');
    }
    assert.deepEqual(reached, fields.map(({ label: name }) => name));
    await press(page, 'Continuar');
    await heading(page, 'Confira');
    await assertClean(page, seen, server.origin);
    await storage.close();
});

test('five hundred screens are walked to their end, and their answers stand on one page', async () => {
    const most = 500, asked = most - 2; // without the check and the end
    const screens = Array.from({ length: asked }, (_, i) => question([{ id: `f${i}`, kind: 'text', label: `Campo ${i + 1}`, optional: true }],
        { id: `p${i}`, title: `Pergunta ${i + 1}`, text: 'Escreva o que souber.', next: i + 1 < asked ? `p${i + 1}` : 'conferir' }));
    const { context: storage, page, seen } = await visit(browser, sizes.desk);
    const opening = performance.now();
    await begin(page, prototypeOf([...screens, check]));
    console.log(`500 screens: from the address to the first screen ${Math.round(performance.now() - opening)} ms`);
    await heading(page, 'Pergunta 1');
    // Enter is pressed in the page itself: what is measured is the program, not the test's way to it.
    const times = await page.evaluate(async (count) => {
        /** @type {number[]} */ const spent = [];
        for (let i = 0; i < count; ++i) {
            const field = /** @type {HTMLInputElement} */ (document.querySelector('#nodes input'));
            field.focus();
            document.execCommand('insertText', false, `resposta ${i + 1}`);
            const start = performance.now();
            field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
            spent.push(performance.now() - start);
            await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
            // Browsers let a page change its history only so often.
            if (i % 20 === 19) await new Promise((resolve) => setTimeout(resolve, 800));
        }
        return spent;
    }, asked);
    await heading(page, 'Confira');
    console.log(`500 screens: to the next one in ${median(times).toFixed(1)} ms, at the end ${median(times.slice(-20)).toFixed(1)} ms, to the page of all answers ${times[asked - 1].toFixed(1)} ms`);
    for (const i of [1, asked]) await page.getByText(`resposta ${i}`, { exact: true }).waitFor();
    const last = new RegExp(`^Alterar Campo ${asked}\\b`);
    await page.getByRole('button', { name: last }).or(page.getByRole('link', { name: last })).click();
    await heading(page, `Pergunta ${asked}`);
    await page.getByRole('textbox').fill('outra');
    const { taken } = await timesPerKey(page, ' resposta');
    console.log(`500 screens: a key is taken in ${median(taken).toFixed(1)} ms on the last one`);
    await press(page, 'Continuar');
    await heading(page, 'Confira');
    await page.getByText('outra resposta', { exact: true }).waitFor();
    await press(page, 'Enviar o pedido');
    await heading(page, 'Recebemos o pedido');
    await assertClean(page, { ...seen, troubles: seen.troubles.filter((trouble) => !/Throttling navigation/.test(trouble)) }, server.origin);
    await storage.close();
});

// ---------------------------------------------------------------- a browser that refuses, a device that is slow

const refusals = {
    'IndexedDB throws': () => {
        IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError'); };
    },
    'IndexedDB fails later': () => {
        const open = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function () { return open.call(this, 'x', -1); };
    },
    'all storage throws': () => {
        IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError'); };
        for (const name of ['localStorage', 'sessionStorage']) {
            Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError'); } });
        }
    },
    'IndexedDB is full': () => {
        IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
    },
};

for (const [name, refuse] of Object.entries(refusals)) {
    test(`where storing is refused (${name}) the test goes on, and its record is offered at the end`, async () => {
        const { context: storage, page, seen } = await visit(browser, sizes.phone);
        await storage.addInitScript(refuse);
        await begin(page, short);
        await box(page, 'Nome da rua').fill('Rua do Faz de Conta');
        await press(page, 'Continuar');
        await heading(page, 'Confira');
        await press(page, 'Enviar o pedido');
        await heading(page, 'Recebemos o pedido');
        await endTask(page);
        await heading(page, 'Muito obrigado!');
        const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Baixar o registro')]);
        const bytes = readFileSync(await download.path());
        assert.equal(bytes.subarray(0, 8).toString(), 'ENSAIO1\n');
        assert.ok(bytes.includes('Rua do Faz de Conta'), 'what was typed is in it');
        assert.ok(bytes.includes('"made_up_data"'), 'and the study');
        await assertClean(page, seen, server.origin);
        await storage.close();
    });
}

/** The sample whose files are largest. */
const largest = () => allSamples().map((name) => ({ name, bytes: statSync(join(root, `prototypes/${name}.json`)).size })).sort((a, b) => b.bytes - a.bytes)[0];

test('the largest sample takes less than 64 MB of memory', async () => {
    const { context: storage, page, seen } = await visit(browser, sizes.phone);
    await storage.addInitScript(() => {
        const instantiate = WebAssembly.instantiate;
        const window_ = /** @type {any} */ (window);
        window_.memories_ = [];
        // @ts-ignore -- one of its two ways to be called
        WebAssembly.instantiate = async (module, imports) => {
            const instance = /** @type {any} */ (await instantiate(module, imports));
            for (const thing of [...Object.values(instance.exports), ...Object.values(imports ?? {}).flatMap((group) => Object.values(group))]) {
                if (thing instanceof WebAssembly.Memory) window_.memories_.push(thing);
            }
            return instance;
        };
    });
    const { name, bytes } = largest();
    await page.goto(`${server.origin}/#/test/${name}`);
    const client = await storage.newCDPSession(page);
    let most = { total: 0, heap: 0, program: 0, screen: '' };
    await walk(page, name, async (screen) => {
        const heap = (await client.send('Runtime.getHeapUsage')).usedSize;
        const program = await page.evaluate(() => /** @type {any} */ (window).memories_.reduce((/** @type {number} */ sum, /** @type {WebAssembly.Memory} */ memory) => sum + memory.buffer.byteLength, 0));
        if (heap + program > most.total) most = { total: heap + program, heap, program, screen };
    });
    console.log(`${name} (${bytes} bytes): ${(most.total / 1e6).toFixed(1)} MB at most, on “${most.screen}”: JavaScript ${(most.heap / 1e6).toFixed(1)}, program ${(most.program / 1e6).toFixed(1)}`);
    assert.ok(most.program > 0, 'the program is counted');
    assert.ok(most.total < largestMemory);
    await assertClean(page, seen, server.origin);
    await storage.close();
});

test('a device four times as slow takes every key of a fast writer', async () => {
    const { context: storage, page, seen } = await visit(browser, sizes.phone);
    await begin(page, prototypeOf([question([{ id: 'rua', ...text }, { id: 'cpf', kind: 'cpf', label: 'CPF' }, { id: 'placa', kind: 'plate', label: 'Placa' },
        { id: 'conte', kind: 'long_text', label: 'Conte' }]), check]));
    const client = await storage.newCDPSession(page);
    await client.send('Emulation.setCPUThrottlingRate', { rate: slowness });
    const words = 'O chão tem vários buracos, e uma vizinha caiu ali ontem à noite. '.repeat(4).trim();
    for (const [name, typed] of [['Nome da rua', 'Rua do Faz de Conta'], ['CPF', '52998224725'], ['Placa', 'fic0a00'], ['Conte', words]]) {
        await box(page, name).focus();
        const client_ = client; // keys one behind the other, without waiting for any
        await Promise.all([...typed].map((key) => client_.send('Input.dispatchKeyEvent', { type: 'char', text: key })));
    }
    await page.getByRole('button', { name: 'Continuar' }).focus();
    assert.equal(await box(page, 'Nome da rua').inputValue(), 'Rua do Faz de Conta');
    // Dots and dashes may have come in between.
    for (const [name, typed] of [['CPF', '52998224725'], ['Placa', 'FIC0A00']]) {
        assert.equal((await box(page, name).inputValue()).replace(/[^a-z0-9]/gi, '').toUpperCase(), typed);
    }
    assert.equal(await page.getByRole('textbox', { name: 'Conte', exact: true }).inputValue(), words);
    await press(page, 'Continuar');
    await heading(page, 'Confira');
    await page.getByText(words, { exact: true }).waitFor();
    await assertClean(page, seen, server.origin);
    await storage.close();
});

test('a whole sample is walked on a device four times as slow', async () => {
    const { context: storage, page, seen } = await visit(browser, sizes.phone);
    const client = await storage.newCDPSession(page);
    await client.send('Emulation.setCPUThrottlingRate', { rate: slowness });
    await page.goto(`${server.origin}/#/test/calcada`);
    await walk(page, 'calcada', nothing);
    await assertClean(page, seen, server.origin);
    await storage.close();
});
