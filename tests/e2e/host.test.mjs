// The browser's side alone: web/host.js and what it is made of, with a program written here in place of the WebAssembly. So every corner of
// the bridge can be tried, whatever the samples ask for.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, root } from './harness.mjs';

/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

const origin = 'http://localhost:9'; // nothing is sent there: what is asked for comes from web/
const html = `<!DOCTYPE html><html lang="pt-BR"><head><meta charset="utf-8"><title>x</title><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self'; img-src 'self' data:; connect-src 'self'">
<link rel="stylesheet" href="/web/ensaio.css"></head><body>
<div id="page"><canvas id="canvas" aria-hidden="true"></canvas><div id="nodes"></div></div><div id="live" role="status" aria-live="polite"></div></body></html>`;

/** @typedef {Partial<import('../../web/dom.js').PageNode> & { id: string, role: string, in?: string, look?: string }} Draft */

/** Nodes under each other, 60 px apart, with the rectangles that a layout would give them. @param {Draft[]} drafts */
function laid(drafts) {
    const places = new Map(drafts.map(({ id }, index) => [id, index]));
    return drafts.map(({ in: parent, look: _, ...node }, index) => ({
        rect: [16, 20 + 60 * index, 300, 48], ...(parent === undefined ? {} : { parent: places.get(parent) }), ...node }));
}

/**
 * A page with a program that shows `screens` (by key) and writes down what it is told in `window.told`.
 * @param {{ screens: Record<string, Draft[]>, options?: import('playwright-core').BrowserContextOptions, facilitator?: boolean, prototype?: object, stub?: () => void }} setup
 */
async function open({ screens, options = {}, facilitator = false, prototype = {}, stub }) {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: 'pt-BR', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    /** @type {string[]} */
    const troubles = [];
    page.on('pageerror', (error) => troubles.push(String(error)));
    if (stub) await page.addInitScript(stub);
    await page.route(`${origin}/**`, (route) => {
        const { pathname } = new URL(route.request().url());
        const file = join(root, pathname);
        if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
        if (!pathname.startsWith('/web/') || !existsSync(file)) return route.fulfill({ status: 404 });
        return route.fulfill({ contentType: pathname.endsWith('.css') ? 'text/css' : 'text/javascript', body: readFileSync(file, 'utf8') });
    });
    await page.goto(`${origin}/`);
    const pages = Object.fromEntries(Object.entries(screens).map(([key, drafts]) => [key, laid(drafts)]));
    const words = JSON.parse(readFileSync(join(root, 'assets/languages/pt-BR.json'), 'utf8'));
    await page.evaluate(async ({ pages, prototype, facilitator, words }) => {
        const w = /** @type {any} */ (window);
        w.told = [];
        w.state = { key: Object.keys(pages)[0], values: {}, focusTurn: 0, announce: '', extra: [] };
        /** @type {any} */ let browser;
        w.show = () => {
            const { key, values, focusTurn, announce, extra } = w.state;
            const nodes = pages[key].concat(extra).map((/** @type {any} */ node) => ({ ...node, ...(node.id in values ? { value: values[node.id] } : {}) }));
            browser.show(JSON.stringify({ key, title: key, language: 'pt-BR', focus: 'errors', focusTurn, announce, size: [360, Math.max(...nodes.map((/** @type {any} */ { rect }) => rect[1] + rect[3])) + 12], nodes }));
        };
        w.mask = (/** @type {string} */ _, /** @type {string} */ text) => text;
        w.on = {};
        const program = {
            start: (/** @type {any} */ _, /** @type {any} */ given) => { w.browser = browser = given; return ''; },
            paints: () => true,
            input(/** @type {string} */ kind, /** @type {string} */ id, /** @type {string[]} */ values, /** @type {number} */ x, /** @type {number} */ y) {
                w.told.push({ kind, id, values, x, y });
                if (kind === 'set') w.state.values[id] = w.mask(id, values[0]);
                w.on[`${kind} ${id}`]?.();
                if (kind !== 'focus' && !w.silent) w.show();
            },
            resize(/** @type {number} */ width, /** @type {number} */ height) { w.told.push({ kind: 'resize', width, height }); w.show(); },
            sharpen: (/** @type {number} */ pixels) => w.told.push({ kind: 'sharpen', pixels }),
            picture(/** @type {string} */ id) {
                const gl = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas')).getContext('webgl');
                gl?.bindTexture(gl.TEXTURE_2D, gl.createTexture());
                w.told.push({ kind: 'picture', id });
            },
            refusePicture: (/** @type {string} */ id) => w.told.push({ kind: 'refuse', id }),
            dropPicture: (/** @type {string} */ id) => w.told.push({ kind: 'drop', id }),
            scroll() {}, wake() {}, attend() {}, dress() {}, loseContext() {}, restoreContext() {},
        };
        const never = () => new Promise(() => {});
        const [{ run }, { takeNotes }] = await Promise.all([import(/** @type {any} */ ('/web/host.js')), import(/** @type {any} */ ('/web/notes.js'))]);
        /** @param {(code: string) => void} note */
        const notes = (note) => (w.offerNotes = takeNotes(document.getElementById('page'), words, '/web/notes.css', note));
        await run({ program, study: '', texts: { prototype: JSON.stringify(prototype) }, everyWord: never, consent: never, theme: async () => '', onPage() {},
            onBroken: (/** @type {string} */ detail) => { throw new Error(detail); }, ...(facilitator && { participant: 'P07', takeNotes: notes }) });
    }, { pages, prototype, facilitator, words });
    return {
        context, page,
        /** @param {string} [kind] */
        told: (kind) => page.evaluate((wanted) => /** @type {any} */ (window).told.filter((/** @type {any} */ one) => !wanted || one.kind === wanted), kind),
        /** Does something when the program is told so. @param {string} what kind and id @param {string} script */
        when: (what, script) => page.evaluate(([key, body]) => { /** @type {any} */ (window).on[key] = new Function('state', body).bind(null, /** @type {any} */ (window).state); }, [what, script]),
        async close() {
            assert.deepEqual(troubles, []);
            await context.close();
        },
    };
}

const form = [
    { id: 'title', role: 'heading', level: 1, text: 'Onde o veículo está?' },
    { id: 'label', role: 'label', text: 'Rua', target: 'field:rua' },
    { id: 'field:rua', role: 'line_input' },
    { id: 'label2', role: 'label', text: 'CEP', target: 'field:cep' },
    { id: 'field:cep', role: 'line_input', inputMode: 'numeric' },
    { id: 'do:continue', role: 'button', text: 'Continuar', primary: true },
];
const next = [{ id: 'title', role: 'heading', level: 1, text: 'Que tipo de veículo é?' }, { id: 'do:other', role: 'button', text: 'Outra coisa', rect: /** @type {[number, number, number, number]} */ ([16, 320, 300, 48]) }];

// ---------------------------------------------------------------- what a screen reader says

test('errors, results and page changes are announced once each', async () => {
    const { page, when, close } = await open({ screens: { form, next } });
    await when('activate do:continue', `
        state.extra = [{ id: 'errors', role: 'alert', rect: [16, 0, 300, 100] }, { id: 'e:title', role: 'heading', level: 2, text: 'Há um problema', parent: 6, rect: [16, 0, 300, 30] },
            { id: 'goto', role: 'link', text: 'Escreva a rua', target: 'field:rua', parent: 6, rect: [16, 40, 300, 44] }];
        ++state.focusTurn;`);
    await page.evaluate(() => {
        const w = /** @type {any} */ (window);
        w.said = { live: 0, alerts: 0, focus: 0 };
        new MutationObserver(() => ++w.said.live).observe(/** @type {Node} */ (document.getElementById('live')), { childList: true, characterData: true, subtree: true });
        new MutationObserver((changes) => {
            const alerts = new Set();
            for (const { target, type, addedNodes } of changes) {
                if (type === 'childList' && addedNodes.length === 0) continue; // nothing is said of what goes
                const around = (target instanceof Element ? target : target.parentElement)?.closest('[role="alert"]');
                if (around) alerts.add(around);
                for (const node of addedNodes) {
                    if (!(node instanceof Element)) continue;
                    for (const alert of [node, ...node.querySelectorAll('*')]) if (alert.getAttribute('role') === 'alert') alerts.add(alert);
                }
            }
            w.said.alerts += alerts.size;
        }).observe(/** @type {Node} */ (document.getElementById('nodes')), { childList: true, characterData: true, subtree: true });
        document.addEventListener('focusin', () => ++w.said.focus);
    });
    const said = () => page.evaluate(() => /** @type {any} */ (window).said);
    await page.getByRole('button', { name: 'Continuar' }).click();
    assert.deepEqual(await said(), { live: 0, alerts: 1, focus: 2 }, 'the button, then the summary');
    const focused = page.locator(':focus');
    assert.equal(await focused.getAttribute('id'), 'errors');
    assert.equal(await focused.getAttribute('role'), null, 'what takes the focus is not the alert: both would be read');
    assert.match(await page.getByRole('alert').innerText(), /Há um problema\s+Escreva a rua/);

    await page.getByRole('textbox', { name: 'Rua' }).fill('Praça da Sé');
    assert.equal((await said()).alerts, 1, 'an alert that stays says nothing more');
    await page.evaluate(() => { const w = /** @type {any} */ (window); w.state.announce = 'Copiado'; w.show(); w.show(); });
    assert.equal((await said()).live, 1);

    await page.evaluate(() => { const w = /** @type {any} */ (window); Object.assign(w.state, { key: 'next', extra: [] }); w.show(); });
    assert.equal(await page.locator(':focus').innerText(), 'Que tipo de veículo é?');
    const { live, alerts } = await said();
    assert.deepEqual([live, alerts], [1, 1], 'a page change is told by the heading that takes the focus');
    await close();
});

test('the notes of a facilitator are told and nothing of it is seen or heard', async () => {
    const { page, told, close } = await open({ screens: { form }, facilitator: true });
    await page.getByRole('textbox', { name: 'Rua' }).focus();
    const before = await page.evaluate(() => document.body.innerHTML);
    for (const key of ['F2', 'F4', 'F6', 'F8', 'F9', 'F10']) await page.keyboard.press(key);
    for (const key of ['F1', 'F7', 'Control+F2', 'Shift+F4']) await page.keyboard.press(key);
    assert.deepEqual((await told('note')).map((/** @type {any} */ one) => one.id), ['hesitated', 'asked', 'helped', 'misread', 'system_error', 'remark']);
    assert.equal(await page.evaluate(() => document.body.innerHTML), before);
    assert.equal(await page.locator(':focus').getAttribute('id'), 'field:rua');
    await close();

    const alone = await open({ screens: { form } });
    await alone.page.keyboard.press('F2');
    assert.deepEqual(await alone.told('note'), [], 'without a facilitator the keys are the browser\'s');
    await alone.close();
});

test('the notes of a facilitator by touch are no press, no movement and no focus of the participant', async () => {
    const { page, told, close } = await open({ screens: { form }, facilitator: true, options: { hasTouch: true } });
    await page.evaluate(() => {
        const w = /** @type {any} */ (window);
        w.heard = [];
        for (const name of ['pointerdown', 'pointermove', 'pointerup', 'mousedown', 'click', 'keydown'])
            document.addEventListener(name, (event) => w.heard.push(`${name} ${/** @type {Element} */ (event.target).id}`), { capture: true });
        w.offerNotes(true);
    });
    await page.getByRole('textbox', { name: 'Rua' }).focus();
    for (const note of ['hesitou', 'erro do sistema']) {
        await page.getByRole('button', { name: /^Anotar/ }).tap();
        await page.getByRole('button', { name: note }).tap();
        await page.getByRole('button', { name: note }).waitFor({ state: 'hidden' });
    }
    assert.deepEqual((await told('note')).map((/** @type {any} */ one) => one.id), ['hesitated', 'system_error']);
    assert.equal(await page.getByRole('button', { name: 'Anotar (2)' }).count(), 1);
    assert.equal(await page.locator(':focus').getAttribute('id'), 'field:rua');
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).heard), []);
    assert.deepEqual(await told('dead_click'), []);

    await page.getByRole('button', { name: /^Anotar/ }).tap();
    await page.touchscreen.tap(20, 20);
    await page.getByRole('button', { name: 'hesitou' }).waitFor({ state: 'hidden' });
    assert.ok((await page.evaluate(() => /** @type {any} */ (window).heard)).length > 0, 'what is beside it is the participant\'s');
    await page.evaluate(() => /** @type {any} */ (window).offerNotes(false));
    assert.equal(await page.getByRole('button', { name: /^Anotar/ }).count(), 0);
    await close();
});

test('of a page that is sent as what has changed nothing else is touched', async () => {
    const { page, close } = await open({ screens: { form: [...form, { id: 'more', role: 'link', text: 'Saiba mais' }] } });
    await page.getByRole('textbox', { name: 'Rua' }).fill('Rua A');
    const changes = await page.evaluate(async () => {
        const w = /** @type {any} */ (window);
        /** @type {string[]} */
        const touched = [];
        new MutationObserver((all) => all.forEach(({ target }) => touched.push((target instanceof Element ? target : target.parentElement)?.id ?? '')))
            .observe(/** @type {Node} */ (document.getElementById('nodes')), { childList: true, characterData: true, subtree: true, attributes: true });
        const head = { key: 'form', title: 'form', language: 'pt-BR', size: [360, 500] };
        w.browser.show(JSON.stringify({ ...head, changed: [[0, { id: 'title', role: 'heading', level: 1, text: 'Onde?', rect: [16, 20, 300, 48] }]] }));
        await 0;
        const words = document.getElementById('title')?.textContent;
        w.browser.show(JSON.stringify({ ...head, changed: [[6, { id: 'more', role: 'link', text: 'Saiba mais', value: '#/', rect: [16, 380, 300, 48] }]] }));
        w.browser.retype('field:rua', 'Rua B');
        return { touched: touched.filter((id) => id !== 'nodes'), words, tag: document.getElementById('more')?.tagName };
    });
    assert.deepEqual(changes, { touched: ['title'], words: 'Onde?', tag: 'A' });
    assert.equal(await page.getByRole('textbox', { name: 'Rua' }).inputValue(), 'Rua B');
    await close();
});

// ---------------------------------------------------------------- the browser's own back and forward

test('back and forward are told, and neither makes a step of the history', async () => {
    const { page, told, when, close } = await open({ screens: { form, next } });
    await when('activate do:continue', `state.key = 'next';`);
    await when('back ', `state.key = 'form';`);
    await when('forward ', `state.key = 'next';`);
    await page.getByRole('button', { name: 'Continuar' }).click();
    const steps = await page.evaluate(() => history.length);
    for (const [go, kind, heading] of /** @type {[() => Promise<unknown>, string, RegExp][]} */ ([
        [() => page.goBack(), 'back', /Onde/], [() => page.goForward(), 'forward', /Que tipo/], [() => page.goBack(), 'back', /Onde/]])) {
        await go();
        await page.getByRole('heading', { level: 1, name: heading }).waitFor();
        assert.equal((await told()).filter((/** @type {any} */ one) => one.kind !== 'focus').at(-1).kind, kind);
        assert.equal(await page.evaluate(() => history.length), steps);
    }
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('heading', { level: 1, name: /Que tipo/ }).waitFor();
    assert.equal(await page.evaluate(() => history.length), steps, 'another way on takes the place of the one that was gone back from');
    await close();
});

test('a back that only closes something on the screen uses up no step of the history; one that does nothing does', async () => {
    const { page, when, close } = await open({ screens: { form, next } });
    const depth = () => page.evaluate(() => history.state?.depth ?? 0);
    await when('activate do:continue', `state.key = 'next';`);
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('heading', { level: 1, name: /Que tipo/ }).waitFor();
    await when('back ', `state.extra = [];`);
    await page.evaluate(() => { /** @type {any} */ (window).state.extra = [{ id: 'asking', role: 'alert', text: 'Tem certeza?', rect: [16, 200, 300, 48] }]; /** @type {any} */ (window).show(); });
    await page.goBack();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.waitForFunction(() => history.state?.depth === 1);
    await page.evaluate(() => { /** @type {any} */ (window).silent = true; });
    await page.goBack();
    await page.waitForTimeout(200);
    assert.equal(await depth(), 0, 'nobody is kept on the page');
    await close();
});

// ---------------------------------------------------------------- typing

test('a field is left alone while it is typed into, and takes the mask when it is left', async () => {
    const { page, told, close } = await open({ screens: { form } });
    await page.evaluate(() => {
        /** @type {any} */ (window).mask = (/** @type {string} */ id, /** @type {string} */ text) => {
            const digits = text.replace(/\D/g, '');
            return id === 'field:cep' && digits.length > 5 ? `${digits.slice(0, 5)}-${digits.slice(5, 8)}` : text;
        };
    });
    const cep = page.getByRole('textbox', { name: 'CEP' });
    await cep.click();
    await page.keyboard.type('01310 100');
    assert.equal(await cep.inputValue(), '01310 100');
    await page.keyboard.press('Control+z');
    const undone = await cep.inputValue();
    assert.notEqual(undone, '01310 100');
    assert.ok('01310 100'.startsWith(undone), 'undo gives back what was there before');
    await page.keyboard.press('Control+Shift+z');
    assert.equal(await cep.inputValue(), '01310 100');
    await page.keyboard.press('Tab');
    assert.equal(await cep.inputValue(), '01310-100');
    assert.deepEqual((await told('set')).at(-1).values, ['01310 100'], 'the mask is the program\'s, not something typed');

    // More than a mask: at once, and the caret stays after the same letter.
    await page.evaluate(() => { /** @type {any} */ (window).mask = (/** @type {string} */ _, /** @type {string} */ text) => text.slice(0, 5); });
    await cep.fill('123456789');
    assert.equal(await cep.inputValue(), '12345');
    await close();
});

test('compositions, dead keys, paste and what a keyboard puts right arrive whole', async () => {
    const { page, context, told, close } = await open({ screens: { form }, options: { permissions: ['clipboard-read', 'clipboard-write'] } });
    const client = await context.newCDPSession(page);
    const street = page.getByRole('textbox', { name: 'Rua' });
    await street.focus();
    const last = async () => (await told('set')).at(-1)?.values[0];
    for (const [dead, whole] of [['~', 'ã'], ['~', 'õ'], ['¸', 'ç'], ['´', 'é']]) {
        const before = (await told('set')).length;
        await client.send('Input.imeSetComposition', { text: dead, selectionStart: 1, selectionEnd: 1 });
        await client.send('Input.imeSetComposition', { text: whole, selectionStart: 1, selectionEnd: 1 });
        assert.equal((await told('set')).length, before, 'nothing is told of what is half written');
        await client.send('Input.insertText', { text: whole });
    }
    assert.equal(await street.inputValue(), 'ãõçé');
    assert.equal(await last(), 'ãõçé');
    await street.fill('');
    // A phone's keyboard composes word by word, and puts the accents in itself.
    for (const word of ['Joao', 'João']) await client.send('Input.imeSetComposition', { text: word, selectionStart: 4, selectionEnd: 4 });
    await client.send('Input.insertText', { text: 'João ' });
    assert.equal(await street.inputValue(), 'João ');
    assert.equal(await last(), 'João ');

    await page.evaluate(() => navigator.clipboard.writeText('Rua da Consolação, 1000'));
    await street.press('Control+a');
    await street.press('Control+v');
    assert.equal(await last(), 'Rua da Consolação, 1000');

    await street.evaluate((/** @type {HTMLInputElement} */ field) => {
        field.setSelectionRange(0, 3);
        field.dispatchEvent(new InputEvent('beforeinput', { inputType: 'insertReplacementText', data: 'Avenida', bubbles: true, cancelable: true }));
        field.setRangeText('Avenida', 0, 3, 'end');
        field.dispatchEvent(new InputEvent('input', { inputType: 'insertReplacementText', data: 'Avenida', bubbles: true }));
    });
    assert.equal(await street.inputValue(), 'Avenida da Consolação, 1000');
    assert.equal(await last(), 'Avenida da Consolação, 1000');
    assert.equal(await street.evaluate((/** @type {HTMLInputElement} */ field) => field.selectionStart), 7, 'the caret is where the keyboard left it');
    await close();
});

const kinds = [
    { id: 'l1', role: 'label', text: 'Nome', target: 'f1' }, { id: 'f1', role: 'line_input', capitals: 'words' },
    { id: 'l2', role: 'label', text: 'Placa', target: 'f2' }, { id: 'f2', role: 'line_input', capitals: 'characters' },
    { id: 'r', role: 'radio', text: 'Sim', target: 'g' },
    { id: 'l3', role: 'label', text: 'E-mail', target: 'f3' }, { id: 'f3', role: 'line_input', inputMode: 'email' },
    { id: 'l4', role: 'label', text: 'Valor', target: 'f4' },
    { id: 'f4', role: 'line_input', inputMode: 'decimal', prefix: 'R$', frame: /** @type {[number, number, number, number]} */ ([40, 12, 17, 25]) },
    { id: 'do:continue', role: 'button', text: 'Continuar', primary: true },
];

test('each field asks for its own keyboard, and the key of it goes on to the next field or closes it', async () => {
    const { page, told, close } = await open({ screens: { kinds }, options: { hasTouch: true, isMobile: true } });
    /** @param {string} name */
    const keyboard = async (name) => {
        const field = page.getByRole('textbox', { name });
        await field.focus();
        return field.evaluate((/** @type {HTMLInputElement} */ one) => [one.inputMode, one.autocapitalize, one.enterKeyHint, String(one.spellcheck)]);
    };
    assert.deepEqual(await keyboard('Nome'), ['', 'words', 'next', 'false']);
    assert.deepEqual(await keyboard('Placa'), ['', 'characters', 'done', 'false'], 'a question in between is not jumped over');
    assert.deepEqual(await keyboard('E-mail'), ['email', 'none', 'next', 'false']);
    assert.deepEqual(await keyboard('Valor'), ['decimal', '', 'done', 'false']);
    await page.getByRole('textbox', { name: 'Nome' }).press('Enter');
    assert.equal(await page.locator(':focus').getAttribute('id'), 'f2');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator(':focus').count(), 0, 'the keyboard goes down');
    assert.deepEqual((await told('activate')), [], 'and nothing is sent');
    await close();

    const desk = await open({ screens: { kinds } });
    await desk.page.getByRole('textbox', { name: 'Nome' }).press('Enter');
    assert.deepEqual((await desk.told('activate')).map((/** @type {any} */ one) => one.id), ['do:continue'], 'with a keyboard of its own, as in any form');
    await desk.close();
});

test('a question that is its own title is the heading of the page, and has the focus', async () => {
    const { page, when, close } = await open({ screens: { form, name: [
        { id: 'label', role: 'label', level: 1, text: 'Qual é o seu nome?', target: 'field:nome' },
        { id: 'field:nome', role: 'line_input' },
        { id: 'do:continue', role: 'button', text: 'Continuar', primary: true },
    ] } });
    await when('activate do:continue', 'state.key = "name";');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('heading', { level: 1, name: 'Qual é o seu nome?' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'a screen reader reads it');
    const field = page.getByRole('textbox', { name: 'Qual é o seu nome?', exact: true });
    await page.getByText('Qual é o seu nome?').click();
    assert.ok(await field.evaluate((one) => one === document.activeElement), 'its words still lead into the field');
    await close();
});

test('a field with words before it is one field with one name', async () => {
    const { page, told, close } = await open({ screens: { kinds } });
    const value = page.getByRole('textbox', { name: 'Valor', exact: true });
    await value.fill('10,50');
    assert.deepEqual((await told('set')).at(-1), { kind: 'set', id: 'f4', values: ['10,50'], x: 0, y: 0 });
    assert.equal(await value.evaluate((field) => getComputedStyle(field).paddingLeft), '40px');
    await page.evaluate(() => document.documentElement.classList.add('plain'));
    assert.ok(await page.getByText('R$', { exact: true }).isVisible(), 'without a picture its words are there too');
    await close();
});

test('the soft keyboard never covers the field', async () => {
    const { page, close } = await open({
        screens: { form: form.map((node, index) => ({ ...node, rect: [16, 20 + 100 * index, 300, 48] })) },
        stub: () => {
            const fake = Object.assign(new EventTarget(), { width: 360, height: 640, offsetTop: 0, offsetLeft: 0, scale: 1 });
            Object.defineProperty(window, 'visualViewport', { value: fake });
        },
    });
    await page.evaluate(() => { /** @type {HTMLElement} */ (document.getElementById('nodes')).style.paddingBottom = '900px'; });
    await page.getByRole('textbox', { name: 'CEP' }).focus();
    await page.evaluate(() => {
        const viewport = /** @type {any} */ (window.visualViewport);
        viewport.height = 300;
        viewport.dispatchEvent(new Event('resize'));
    });
    const box = await page.getByRole('textbox', { name: 'CEP' }).boundingBox();
    assert.ok(box && box.y >= 0 && box.y + box.height <= 300, `it is above the keyboard: ${box?.y}`);
    assert.ok(await page.evaluate(() => scrollY) > 0, 'the page went up');
    await close();
});

test('the facilitator\'s button goes above the soft keyboard, and the field above the button', async () => {
    const { page, close } = await open({
        screens: { form: form.map((node, index) => ({ ...node, rect: [16, 20 + 100 * index, 300, 48] })) }, facilitator: true,
        stub: () => {
            const fake = Object.assign(new EventTarget(), { width: 360, height: 640, offsetTop: 0, offsetLeft: 0, scale: 1 });
            Object.defineProperty(window, 'visualViewport', { value: fake });
        },
    });
    await page.evaluate(() => {
        /** @type {HTMLElement} */ (document.getElementById('nodes')).style.paddingBottom = '900px';
        /** @type {any} */ (window).offerNotes(true);
    });
    const opener = page.getByRole('button', { name: /^Anotar/ }), field = page.getByRole('textbox', { name: 'CEP' });
    /** Seen through that much of the window. @param {object} part @param {string} event @returns {Promise<number>} where the button ends */
    const through = async (part, event) => {
        await page.evaluate(([seen, name]) => {
            Object.assign(/** @type {any} */ (window.visualViewport), seen);
            window.visualViewport?.dispatchEvent(new Event(/** @type {string} */ (name)));
        }, /** @type {const} */ ([part, event]));
        const box = await opener.boundingBox();
        return box ? box.y + box.height : NaN;
    };
    const atRest = await through({}, 'resize');
    assert.ok(atRest > 600 && atRest <= 640, `${atRest}`);
    await field.focus();
    // The keyboard leaves the field in sight, but only just.
    const at = await field.boundingBox();
    const height = Math.ceil((at?.y ?? NaN) + (at?.height ?? NaN)) + 4;
    assert.equal(await through({ height }, 'resize'), atRest - 640 + height);
    const [button, written] = [await opener.boundingBox(), await field.boundingBox()];
    assert.ok(button && written && written.y >= 0 && written.y + written.height <= button.y, `${written?.y} ${button?.y}`);
    assert.equal(await through({ offsetTop: 50 }, 'scroll'), atRest - 640 + height + 50);
    await opener.click();
    const list = await page.locator('#notes ul').boundingBox();
    assert.ok(list && list.y >= 50 && list.y + list.height < height + 50, `the list is in sight: ${list?.y}`);
    assert.equal(await through({ height: 640, offsetTop: 0 }, 'resize'), atRest);
    assert.equal(await through({ height: 320, scale: 2 }, 'resize'), atRest, 'enlarged by two fingers it stays');
    await close();
});

test('nothing keeps a person from zooming', async () => {
    const { page, close } = await open({ screens: { form } });
    assert.match(readFileSync(join(root, 'shell.html'), 'utf8'), /<meta name="viewport" content="width=device-width, initial-scale=1(, interactive-widget=[a-z-]+)?">/);
    const actions = await page.evaluate(() => [...document.querySelectorAll('*')].map((one) => getComputedStyle(one).touchAction));
    assert.ok(actions.every((action) => ['auto', 'manipulation'].includes(action)), 'both allow two fingers');
    await close();
});

// ---------------------------------------------------------------- pressing

test('a double click acts once: not on what the first click brought, and it does not close what it opened', async () => {
    const { page, told, when, close } = await open({ screens: { form: [...form, { id: 'toggle', role: 'button', text: 'Ver a tarefa', toggles: true }, { id: 'plus', role: 'button', text: 'Para cima' }], next } });
    await page.getByRole('button', { name: 'Ver a tarefa' }).dblclick();
    assert.deepEqual((await told('activate')).map((/** @type {any} */ one) => one.id), ['toggle']);
    await page.getByRole('button', { name: 'Para cima' }).dblclick();
    assert.equal((await told('activate')).length, 3, 'what may be pressed many times, may');
    await when('activate do:continue', `state.key = 'next';`);
    await page.getByRole('button', { name: 'Continuar' }).dblclick();
    await page.getByRole('heading', { level: 1, name: 'Que tipo de veículo é?' }).waitFor();
    assert.deepEqual((await told('activate')).slice(3).map((/** @type {any} */ one) => one.id), ['do:continue'], 'another button came to lie under the finger');
    assert.deepEqual(await told('dead_click'), []);
    await page.waitForTimeout(500);
    await page.getByRole('button', { name: 'Outra coisa' }).click();
    assert.equal((await told('activate')).at(-1).id, 'do:other');
    await close();
});

test('a double tap acts once', async () => {
    const { page, told, when, close } = await open({ screens: { form, next }, options: { hasTouch: true, isMobile: true } });
    await when('activate do:continue', `state.key = 'next';`);
    const box = await page.getByRole('button', { name: 'Continuar' }).boundingBox();
    assert.ok(box);
    await page.touchscreen.tap(box.x + 100, box.y + 20);
    await page.touchscreen.tap(box.x + 102, box.y + 22);
    await page.getByRole('heading', { level: 1, name: 'Que tipo de veículo é?' }).waitFor();
    assert.deepEqual((await told('activate')).map((/** @type {any} */ one) => one.id), ['do:continue']);
    await page.waitForTimeout(500);
    await page.touchscreen.tap(box.x + 100, box.y + 20);
    assert.equal((await told('activate')).at(-1).id, 'do:other');
    await close();
});

test('the second half of a double tap, or click, does not answer the question that the first one brought to the same place', async () => {
    const stop = { id: 'do:gave_up', role: 'button', text: 'Não consegui' };
    for (const hasTouch of [true, false]) {
        const { page, told, when, close } = await open({ screens: { form: [...form, stop] }, options: { hasTouch, isMobile: hasTouch } });
        const box = await page.getByRole('button', { name: stop.text }).boundingBox();
        assert.ok(box);
        await when('activate do:gave_up', `state.extra = [{ id: 'do:gave_up:yes', role: 'button', text: 'Sim, parar', rect: [${box.x}, ${box.y}, ${box.width}, ${box.height}] }];`);
        const [x, y] = [box.x + 100, box.y + 20];
        if (hasTouch) for (const slip of [0, 2]) await page.touchscreen.tap(x + slip, y + slip);
        else await page.mouse.dblclick(x, y);
        await page.getByRole('button', { name: 'Sim, parar' }).waitFor();
        const pressed = async () => (await told('activate')).map((/** @type {any} */ one) => one.id);
        assert.deepEqual(await pressed(), ['do:gave_up'], hasTouch ? 'tapped' : 'clicked');
        await page.waitForTimeout(500);
        await page.mouse.click(x, y);
        assert.deepEqual(await pressed(), ['do:gave_up', 'do:gave_up:yes'], 'once it could be read, it is answered');
        await close();
    }
});

// ---------------------------------------------------------------- files and the clipboard

test('of a file only name, size and type come in', async () => {
    const { page, told, close } = await open({ screens: { files: [{ id: 'field:foto', role: 'file_input', text: 'Escolher fotos', multiple: true, accept: 'image/*,application/pdf' }] },
        stub: () => {
            for (const name of /** @type {const} */ (['text', 'arrayBuffer', 'stream', 'slice'])) Blob.prototype[name] = () => { throw new Error('the file was read'); };
        } });
    const input = page.getByLabel('Escolher fotos');
    assert.equal(await input.getAttribute('accept'), 'image/*,application/pdf');
    await input.setInputFiles([{ name: 'carro.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('12345') }, { name: 'conta.pdf', mimeType: 'application/pdf', buffer: Buffer.from('') }]);
    assert.deepEqual((await told('set')).at(-1).values, ['carro.jpg\n5\nimage/jpeg', 'conta.pdf\n0\napplication/pdf']);
    await close();
});

test('a text is copied, with the clipboard of today and with that of yesterday', async () => {
    for (const modern of [true, false]) {
        const { page, told, when, close } = await open({ screens: { form }, options: { permissions: ['clipboard-read', 'clipboard-write'] } });
        if (!modern) await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); });
        await when('activate do:continue', `browser.copy('2026-000123');`);
        await page.getByRole('button', { name: 'Continuar' }).click();
        await page.waitForFunction(() => /** @type {any} */ (window).told.some((/** @type {any} */ one) => one.kind === 'stored' && one.id === 'copy'));
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '2026-000123');
        assert.equal(await page.locator(':focus').getAttribute('id'), 'do:continue', 'the focus is where it was');
        assert.deepEqual(await told('failed'), []);
        await close();
    }
    const { page, told, when, close } = await open({ screens: { form } });
    await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); document.execCommand = () => false; });
    await when('activate do:continue', `browser.copy('2026-000123');`);
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.waitForFunction(() => /** @type {any} */ (window).told.some((/** @type {any} */ one) => one.kind === 'failed'));
    assert.equal((await told('failed'))[0].id, 'copy');
    await close();
});

// ---------------------------------------------------------------- pictures

/** @param {number} width @param {number} height @returns {Promise<string>} a PNG as the text of its address */
async function png(width, height) {
    const page = await browser.newPage();
    const address = await page.evaluate(([w, h]) => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [w, h];
        const paint = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
        paint.fillStyle = '#1351b4';
        paint.fillRect(0, 0, w, h);
        return canvas.toDataURL('image/png');
    }, [width, height]);
    await page.close();
    return address;
}

test('only pictures that are what the prototype says they are are shown', async () => {
    const good = await png(64, 40);
    const sources = {
        good, small: good, absent: undefined, far: 'https://example.com/a.png', relative: '/web/a.png', html: 'data:text/html;base64,PGI+', svg: 'data:image/svg+xml;base64,PHN2Zy8+',
        open: good.replace(';base64', ''), long: `${good}"onerror=`, broken: `${good.slice(0, 60)}AAAA`,
    };
    /** @type {Draft[]} */
    const images = Object.keys(sources).map((value) => ({ id: `image:${value}`, role: 'image', text: `Figura ${value}`, value, width: value === 'small' ? 32 : 64, height: 40 }));
    const { page, told, close } = await open({
        screens: { images: [...images, { id: 'image:large', role: 'image', text: 'Figura large', value: 'large', width: 5000, height: 10 }, ...form], form },
        prototype: { images: [...Object.entries(sources).map(([id, source]) => ({ id, source })), { id: 'large', source: await png(5000, 10) }] },
    });
    await page.waitForFunction((all) => /** @type {any} */ (window).told.filter((/** @type {any} */ one) => ['picture', 'refuse'].includes(one.kind)).length === all, images.length + 1);
    assert.deepEqual((await told('picture')).map((/** @type {any} */ one) => one.id), ['good']);
    assert.deepEqual((await told('refuse')).map((/** @type {any} */ one) => one.id).sort(), [...Object.keys(sources).filter((id) => id !== 'good'), 'large'].sort());
    assert.equal(await page.locator('img[src]').count(), 1);
    assert.equal(await page.getByRole('img', { name: 'Figura svg' }).count(), 1, 'its words are there');

    await page.evaluate(() => { const w = /** @type {any} */ (window); w.state.key = 'form'; w.show(); });
    assert.ok((await told('drop')).some((/** @type {any} */ one) => one.id === 'good'), 'a picture that is not on the page keeps no memory');
    await close();
});

test('a picture that is shown at less than half its size is made smaller before, and no other', async () => {
    const { page, close } = await open({
        screens: { one: [{ id: 'half', role: 'image', text: 'Tela', value: 'good', width: 64, height: 40, rect: [16, 20, 32, 20] },
            { id: 'less', role: 'image', text: 'Tela inteira', value: 'large', width: 640, height: 400, rect: [16, 60, 160, 100] }] },
        prototype: { images: [{ id: 'good', source: await png(64, 40) }, { id: 'large', source: await png(640, 400) }] },
        stub: () => {
            const given = /** @type {any} */ (window).given = /** @type {number[][]} */ ([]);
            const give = WebGLRenderingContext.prototype.texImage2D;
            WebGLRenderingContext.prototype.texImage2D = /** @type {any} */ (function (/** @type {any} */ ...all) {
                given.push([all.at(-1).naturalWidth ?? all.at(-1).width, all.at(-1).naturalHeight ?? all.at(-1).height]);
                return /** @type {any} */ (give).apply(this, all);
            });
        } });
    await page.waitForFunction(() => /** @type {any} */ (window).given.length === 2);
    assert.deepEqual((await page.evaluate(() => /** @type {any} */ (window).given)).sort((/** @type {number[]} */ [a], /** @type {number[]} */ [b]) => a - b), [[64, 40], [320, 200]]);
    await close();
});

test('pictures are given again when the graphics card has forgotten them', async () => {
    const { page, told, close } = await open({
        screens: { one: [{ id: 'image', role: 'image', text: 'Tela', value: 'good', width: 64, height: 40 }] }, prototype: { images: [{ id: 'good', source: await png(64, 40) }] } });
    await page.waitForFunction(() => /** @type {any} */ (window).told.some((/** @type {any} */ one) => one.kind === 'picture'));
    await page.evaluate(async () => {
        const lose = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas')).getContext('webgl')?.getExtension('WEBGL_lose_context');
        lose?.loseContext();
        await new Promise((resolve) => setTimeout(resolve, 200));
        lose?.restoreContext();
        await new Promise((resolve) => setTimeout(resolve, 500));
    });
    assert.equal((await told('picture')).length, 2);
    await close();
});

test('a picture with buttons on it is a picture with a name and buttons with names, and one that is pressed says where', async () => {
    const { page, told, close } = await open({
        screens: { one: [
            { id: 'image', role: 'image', text: 'Tela do aplicativo', value: 'good', width: 64, height: 40, rect: [16, 20, 300, 188] },
            { id: 'hot', role: 'button', text: 'Fazer o pedido', in: 'image', rect: [40, 60, 100, 44] },
            { id: 'map', role: 'image', text: 'Mapa do bairro', value: 'good', width: 640, height: 400, presses: true, rect: [16, 220, 320, 200] }] },
        prototype: { images: [{ id: 'good', source: await png(64, 40) }] } });
    await page.getByRole('img', { name: 'Tela do aplicativo' }).waitFor();
    await page.getByRole('button', { name: 'Fazer o pedido' }).click();
    assert.equal((await told('activate')).at(-1).id, 'hot');
    await page.mouse.click(20, 25);
    assert.equal((await told('dead_click')).length, 1, 'beside the buttons nothing is pressed');
    await page.mouse.click(16 + 80, 220 + 150);
    const pressed = (await told('activate')).at(-1);
    assert.deepEqual([pressed.id, Math.round(pressed.x), Math.round(pressed.y)], ['map', 160, 300], 'px of the picture');
    await page.getByRole('button', { name: 'Mapa do bairro' }).focus();
    await page.keyboard.press('Enter');
    const typed = (await told('activate')).at(-1);
    assert.deepEqual([typed.id, typed.x, typed.y], ['map', -1, -1], 'a key has no place');
    await close();
});

// ---------------------------------------------------------------- the window

test('a page that is not on the screen is not laid out for a window without size', async () => {
    const { page, told, close } = await open({ screens: { form } });
    const before = (await told('resize')).length;
    await page.evaluate(() => { document.documentElement.style.display = 'none'; dispatchEvent(new Event('resize')); });
    await page.waitForTimeout(200);
    await page.evaluate(() => { document.documentElement.style.display = ''; dispatchEvent(new Event('resize')); });
    await page.waitForTimeout(200);
    const sizes = (await told('resize')).slice(before);
    assert.ok(sizes.every((/** @type {any} */ one) => one.width > 0 && one.height > 0), JSON.stringify(sizes));
    await page.getByRole('textbox', { name: 'Rua' }).fill('Ainda aqui');
    assert.deepEqual((await told('set')).at(-1).values, ['Ainda aqui']);
    await close();
});

test('a window that comes to another screen is painted as sharp as that is', async () => {
    const { page, context, told, close } = await open({ screens: { form } });
    const client = await context.newCDPSession(page);
    // The emulated screen tells of its density only together with another size.
    for (const [deviceScaleFactor, width] of [[2, 362], [1, 360]]) {
        await client.send('Emulation.setDeviceMetricsOverride', { width, height: 640, deviceScaleFactor, mobile: false });
        await page.waitForFunction((wanted) => /** @type {any} */ (window).told.findLast((/** @type {any} */ one) => one.kind === 'sharpen').pixels === wanted, deviceScaleFactor);
    }
    assert.ok((await told('sharpen')).length >= 3);
    await close();
});
