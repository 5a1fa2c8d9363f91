// How every screen of every sample looks, measured from what the browser shows: in all themes, at all widths, with large letters.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { violations } from './axe.mjs';
import { launch, serve, site, sizes } from './harness.mjs';
import { Screen, contrast, decode, hex } from './pixels.mjs';
import { allSamples, filesOf, walk } from './walker.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ id: string, role: string, tag: string, x: number, y: number, w: number, h: number, text: string, leaf: boolean, ofText: boolean, parent: string, type: string, checked: boolean, disabled: boolean }} Box */

const widths = [320, 360, 576, 768, 1024, 1280, 1600];
const themes = /** @type {const} */ ({
    govbr: {},
    neutro: {},
    escuro: { colorScheme: 'dark' },
    contraste: { contrast: 'more' },
    'contraste-escuro': { contrast: 'more', colorScheme: 'dark' },
});
/** @typedef {keyof typeof themes} Theme */

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
// Put together without the graphics card's stand-in, which takes most of the time here; the canvas is painted by it all the same.
before(async () => { [server, browser] = await Promise.all([serve(), launch(['--disable-gpu-compositing'])]); });
after(async () => { await browser?.close(); await server?.close(); });

/** @param {Theme} theme */
const background = (theme) => JSON.parse(readFileSync(join(site, `assets/themes/${theme}.json`), 'utf8')).colors.background;

/**
 * A page that shows a sample in its own theme, or in the one given.
 * @param {string} sample @param {{ width: number, height: number, theme?: Theme }} how
 */
async function open(sample, { width, height, theme = 'govbr' }) {
    const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 2, locale: 'pt-BR',
        timezoneId: 'America/Sao_Paulo', serviceWorkers: 'block', ...themes[theme] });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    if (theme === 'neutro') {
        const { study, prototype } = filesOf(sample);
        await page.route(`**/prototypes/${study.prototype}.json*`, (route) => route.fulfill({ json: { ...prototype, theme } }));
    }
    await page.goto(`${server.origin}/#/test/${sample}`);
    return { context, page };
}

/** Until the page is laid out for the window as it is now. @param {Page} page */
const laidOut = (page) => page.evaluate(() => new Promise((resolve) => {
    const nodes = /** @type {HTMLElement} */ (document.getElementById('nodes'));
    const look = () => {
        const fits = !nodes.offsetParent || nodes.style.width === `${Math.max(320, document.documentElement.clientWidth)}px`;
        requestAnimationFrame(fits ? resolve : look);
    };
    look();
}));

/** Until what has changed is painted too. @param {Page} page */
async function painted(page) {
    await laidOut(page);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** @type {Set<string>} */ const known = new Set();
/** Whether a screen with these words has been measured under this name before: questions that several samples ask, screens of a second task. @param {Page} page @param {string} name */
async function isKnown(page, name) {
    const words = await page.evaluate(() => document.querySelector('#consent:not([hidden]), #nodes')?.textContent?.replace(/\d/g, '0'));
    const key = `${name} ${words}`;
    if (known.has(key)) return true;
    known.add(key);
    return false;
}

/** What stands on the page, css px of the page. @param {Page} page @returns {Promise<Box[]>} */
const boxes = (page) => page.evaluate(() => {
    const consent = document.querySelector('#consent:not([hidden])');
    const all = [...document.querySelectorAll(consent ? '#consent :is(h1, h2, p, li, legend, label, button)' : '#nodes .node')];
    return all.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const input = /** @type {HTMLInputElement | null} */ (element.matches('input, select, textarea') ? element : element.querySelector(':scope > input'));
        return {
            id: element.id || input?.id || '', role: /** @type {HTMLElement} */ (element).dataset.role ?? element.tagName.toLowerCase(), tag: element.tagName,
            x: x + scrollX, y: y + scrollY, w: width, h: height, text: (element.textContent ?? '').trim(), leaf: !element.querySelector('.node, button'),
            ofText: element.parentElement?.closest('p, li') !== null, parent: element.parentElement?.closest('.node')?.id ?? '', type: input?.type ?? '',
            checked: input?.checked ?? false, disabled: element.getAttribute('aria-disabled') === 'true' || (input?.disabled ?? false),
        };
    });
});

/** Nothing is hovered, and nothing has the focus: their marks are not part of a control's box. @param {Page} page */
async function rest(page) {
    await page.mouse.move(0, 0);
    await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
}

// ---------------------------------------------------------------- what a page may not do

const pressed = new Set(['button', 'link', 'line_input', 'lines_input', 'drop_down', 'radio', 'checkbox', 'file_input', 'label']);

/** What is pressed on its own is large enough for a thumb. @param {Box[]} all @returns {string[]} */
const small = (all) => all
    .filter(({ role, w, h, type, ofText }) => pressed.has(role) && (role !== 'label' || type) && w > 0 && (w < 44 || h < 44) && !(role === 'link' && ofText))
    .map(({ role, text, id, w, h }) => `${role} ${id} “${text}” ${w} × ${h}`);

/** Each stands in its parent and in the page, and covers no other. @param {Box[]} all @param {number} width @returns {string[]} */
function misplaced(all, width) {
    const wrong = [];
    const byId = new Map(all.filter(({ id }) => id).map((box) => [box.id, box]));
    /** @param {Box} box */
    const told = ({ role, id, text, x, y, w, h }) => `${role} ${id} “${text.slice(0, 40)}” at ${[x, y, w, h].map(Math.round)}`;
    for (const box of all.filter(({ w, h }) => w > 0 && h > 0)) {
        if (box.x < -0.5 || box.x + box.w > width + 0.5) wrong.push(`${told(box)} reaches out of the page of ${width} px`);
        const parent = byId.get(box.parent);
        if (!parent || parent === box) continue;
        const inside = box.x >= parent.x - 1 && box.y >= parent.y - 1 && box.x + box.w <= parent.x + parent.w + 1 && box.y + box.h <= parent.y + parent.h + 1;
        if (!inside) wrong.push(`${told(box)} reaches out of ${told(parent)}`);
    }
    const leaves = all.filter(({ leaf, w, h }) => leaf && w > 0 && h > 0).sort((a, b) => a.y - b.y);
    leaves.forEach((a, i) => {
        for (const b of leaves.slice(i + 1)) {
            if (b.y >= a.y + a.h - 1) break;
            const hotspot = byId.get(a.parent)?.role === 'image' || byId.get(b.parent)?.role === 'image';
            if (!hotspot && a.x < b.x + b.w - 1 && b.x < a.x + a.w - 1) wrong.push(`${told(a)} covers ${told(b)}`);
        }
    });
    return wrong;
}

/**
 * @param {import('playwright-core').CDPSession} session @param {Page} page @param {string} where @param {number} width @param {number} height
 */
async function assertPlacedAt(session, page, where, width, height) {
    // A coarse picture: where things stand does not depend on it, and painting is what costs time here.
    await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 0.25, mobile: false });
    await laidOut(page);
    const [over, room] = await page.evaluate(() => [document.documentElement.scrollWidth - document.documentElement.clientWidth, document.documentElement.clientWidth]);
    assert.ok(over <= 0, `${where} scrolls sideways by ${over} px in ${width} px`);
    assert.deepEqual(misplaced(await boxes(page), room), [], `${where} in ${width} px`);
}

// ---------------------------------------------------------------- what is painted

const words = new Set(['heading', 'paragraph', 'legend', 'list_item', 'label', 'hint', 'error', 'button', 'link', 'radio', 'checkbox', 'file_input', 'cell',
    'column_header', 'row_header', 'status', 'h1', 'h2', 'p', 'li']);
const edged = new Set(['button', 'line_input', 'lines_input', 'drop_down', 'group', 'alert', 'header', 'footer']);
const bordered = new Set(['line_input', 'lines_input', 'drop_down']);

/**
 * @param {Screen} screen @param {Box[]} all where they are in the window @param {number} least contrast of words @param {number} width
 * @returns {{ wrong: string[], texts: number, edges: number }}
 */
function look(screen, all, least, width) {
    /** @type {string[]} */ const wrong = [];
    let texts = 0, edges = 0;
    for (const box of all) {
        const told = `${box.role} ${box.id} “${box.text.slice(0, 40)}”`;
        if (box.leaf && box.text && words.has(box.role) && !box.disabled) {
            // Beside the square of a choice, inside of a button's own border.
            const square = ['radio', 'checkbox'].includes(box.type) && box.w > 120 ? 34 : 0, border = box.role === 'button' ? 5 : 0;
            const found = screen.ink({ x: box.x + square + border, y: box.y + border, w: box.w - square - 2 * border, h: box.h - 2 * border });
            ++texts;
            if (!found) wrong.push(`${told}: no words are seen`);
            else if (found.ratio < least) wrong.push(`${told}: ${hex(found.ink)} on ${hex(found.ground)} is ${found.ratio.toFixed(2)}:1`);
        }
        if (['radio', 'checkbox'].includes(box.type) && box.w > 120) {
            const found = screen.ink({ x: box.x, y: box.y, w: 26, h: box.h });
            if (!found || found.ratio < 3) wrong.push(`${told}: its square is ${found?.ratio.toFixed(2)}:1`);
            const left = screen.edge(box.x, box.y + 24, 1, 0);
            if (!left || Math.abs(left.offset) > 1) wrong.push(`${told}: its square begins ${left?.offset} px from the element`);
        }
        if (!edged.has(box.role)) continue;
        const middle = { x: box.x + box.w / 2, y: box.y + box.h / 2 };
        const strip = box.w >= width - 1;
        const sides = {
            left: strip ? undefined : screen.edge(box.x, middle.y, 1, 0),
            right: strip ? undefined : screen.edge(box.x + box.w, middle.y, -1, 0),
            top: screen.edge(middle.x, box.y, 0, 1),
            bottom: screen.edge(middle.x, box.y + box.h, 0, -1),
        };
        if (!bordered.has(box.role) && (strip || !sides.left || !sides.right || !sides.top || !sides.bottom)) continue; // nothing is painted behind it
        for (const [side, found] of Object.entries(sides)) {
            ++edges;
            if (!found || Math.abs(found.offset) > 1) wrong.push(`${told}: its ${side} edge is painted ${found ? `${found.offset.toFixed(2)} px inside` : 'nowhere near'}`);
            else if (bordered.has(box.role) && found.ratio < 3) wrong.push(`${told}: its ${side} border is ${found.ratio.toFixed(2)}:1`);
        }
    }
    return { wrong, texts, edges };
}

const tall = 2000; // css px: at two device px each about what a canvas can be

/** Pictures of the whole page at two device px per css px, each with the boxes that stand in it. @param {Page} page */
async function* pictures(page) {
    await rest(page);
    await painted(page);
    const all = await boxes(page);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    if (height <= tall) {
        yield { screen: new Screen(decode(await page.screenshot({ fullPage: true })), 2), seen: all };
        return;
    }
    // A taller page moves its canvas along while it is scrolled.
    await page.setViewportSize({ width: 360, height: tall });
    for (let top = 0; top < height - 100; top += tall - 100) {
        await page.evaluate((y) => scrollTo(0, y), top);
        await painted(page);
        const scrolled = await page.evaluate(() => scrollY);
        const seen = all.map((box) => ({ ...box, y: box.y - scrolled })).filter(({ y, h }) => y >= 6 && y + h <= tall - 6);
        yield { screen: new Screen(decode(await page.screenshot()), 2), seen };
    }
    await page.setViewportSize(sizes.phone);
}

/** @param {Page} page @param {string} where @param {Theme} theme */
async function assertSeen(page, where, theme) {
    let texts = 0, edges = 0;
    for await (const { screen, seen } of pictures(page)) {
        const found = look(screen, seen.filter(({ w, h }) => w > 0 && h > 0), theme.startsWith('contraste') ? 7 : 4.5, 360);
        texts += found.texts;
        edges += found.edges;
        assert.deepEqual(found.wrong, [], `${where}, painted in ${theme}`);
    }
    assert.ok(texts > 0, where);
    return edges;
}

/** Wears another theme, as when the person changes a setting of the device. @param {Page} page @param {Theme} theme @param {boolean} own whether the theme is already the program's: the consent follows the style sheet */
async function change(page, theme, own) {
    await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference', ...themes[theme] });
    if (own) await page.waitForFunction((color) => document.documentElement.style.getPropertyValue('--background') === color, background(theme));
}

/** Samples that together have every kind of screen and of field there is. */
function fewSamples() {
    /** @param {string} sample */
    const kinds = (sample) => {
        const { prototype, fields } = filesOf(sample);
        return new Set([...prototype.screens.map((/** @type {any} */ one) => `screen ${one.kind}`), ...[...fields.values()].map((one) => `field ${one.kind}`)]);
    };
    const rest = new Map(allSamples().map((sample) => [sample, kinds(sample)]));
    const few = [], wanted = new Set([...rest.values()].flatMap((one) => [...one]));
    while (wanted.size > 0) {
        const [best, its] = [...rest].sort(([, a], [, b]) => [...b].filter((one) => wanted.has(one)).length - [...a].filter((one) => wanted.has(one)).length)[0];
        few.push(best);
        for (const one of its) wanted.delete(one);
    }
    return few;
}

/**
 * Whether anything stands on the page that is painted in another way than all that was met before. Colours come by role, state and ground.
 * @param {Page} page @param {Set<string>} met
 */
async function newThings(page, met) {
    const things = await page.evaluate(() => [...document.querySelectorAll('#consent:not([hidden]) *, #nodes .node')].map((element) => {
        const input = element.matches('input') ? element : element.querySelector(':scope > input');
        const around = element.parentElement?.closest('.node');
        return [element.tagName, element.getAttribute('data-role'), element.id.startsWith('do:') && element.id, input?.matches(':checked'),
            (input ?? element).getAttribute('aria-invalid'), element.closest('[role="alert"], header, footer, section')?.tagName, around?.getAttribute('data-role')].join(' ');
    }));
    const before = met.size;
    for (const thing of things) met.add(thing);
    return met.size > before;
}

describe('every screen', { concurrency: 2 }, () => {
    for (const sample of allSamples()) {
        test(`${sample}: no violation, targets for thumbs, words and edges that are seen where they are, at every width and with large letters`, async () => {
            const { context, page } = await open(sample, sizes.phone);
            const zoom = await context.newCDPSession(page);
            /** @type {Theme} */ const theme = filesOf(sample).prototype.theme ?? 'govbr';
            let screens = 0, edges = 0;
            await walk(page, sample, async (screen) => {
                ++screens;
                if (await isKnown(page, theme)) return;
                assert.deepEqual(await violations(page), [], `axe-core on ${screen}`);
                assert.deepEqual(small(await boxes(page)), [], `targets under 44 px on ${screen}`);
                edges += await assertSeen(page, screen, theme);
                for (const width of widths) await assertPlacedAt(zoom, page, screen, width, 640);
                // 1280 × 1024 at 400 %.
                await assertPlacedAt(zoom, page, `${screen} at 400 %`, 320, 256);
                await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
                for (const width of [320, 360]) await assertPlacedAt(zoom, page, `${screen}, letters twice as large`, width, 640);
                const letters = await page.locator('#nodes input[type="text"]').evaluateAll((all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize)));
                assert.ok(letters.every((size) => size >= 32), `text fields with letters twice as large on ${screen}: ${letters} px`);
                assert.deepEqual(small(await boxes(page)), [], `targets under 44 px on ${screen}, letters twice as large`);
                await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
                await zoom.send('Emulation.setDeviceMetricsOverride', { ...sizes.phone, deviceScaleFactor: 2, mobile: false });
                await laidOut(page);
            });
            assert.ok(screens >= 8 && edges > 40, `${screens} screens, ${edges} edges`);
            await context.close();
        });
    }

    /** @type {Set<string>} */ const things = new Set();
    for (const sample of fewSamples()) {
        test(`${sample}: words and edges are seen in every other theme too`, async () => {
            const { context, page } = await open(sample, { ...sizes.phone, theme: 'neutro' });
            let own = false;
            await walk(page, sample, async (screen) => {
                if (own && await isKnown(page, 'others')) return;
                const brings = await newThings(page, things);
                for (const theme of /** @type {Theme[]} */ (['escuro', 'contraste', 'contraste-escuro', 'neutro'])) {
                    await change(page, theme, own);
                    // All else that axe-core looks at is the same in every theme.
                    assert.deepEqual(await violations(page, { runOnly: ['color-contrast'] }), [], `axe-core on ${screen} in ${theme}`);
                    if (brings) await assertSeen(page, screen, theme);
                }
                own = true;
            });
            await context.close();
        });
    }
});

test('the numbers that the pictures are measured by are right', () => {
    assert.equal(contrast(0, 0xffffff).toFixed(1), '21.0');
    assert.equal(contrast(0x333333, 0xffffff).toFixed(2), '12.63');
    const data = new Uint8Array(3 * 40 * 20).fill(255);
    for (let y = 6; y < 14; ++y) for (let x = 6; x < 34; ++x) data.fill(0x77, (y * 40 + x) * 3, (y * 40 + x) * 3 + 3);
    const screen = new Screen({ width: 40, height: 20, channels: 3, data }, 1);
    assert.equal(screen.edge(6, 10, 1, 0)?.offset, 0);
    assert.equal(screen.edge(8, 10, 1, 0)?.offset, -2);
    assert.equal(screen.edge(34, 10, -1, 0)?.offset, 0);
    assert.equal(screen.ink({ x: 0, y: 0, w: 40, h: 20 })?.ground, 0xffffff);
    assert.equal(screen.ink({ x: 0, y: 0, w: 40, h: 20 })?.ink, 0x777777);
});

// ---------------------------------------------------------------- a change while the page is open

test('a theme that is asked for while the page is open is worn at once; focus and what was typed stay, and only that file is fetched', async () => {
    const { context, page } = await open('veiculo-abandonado', sizes.phone);
    /** @type {string[]} */ const fetched = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    const fields = new Set();
    const enough = new Error('enough');
    await walk(page, 'veiculo-abandonado', async () => {
        const field = page.locator('#nodes input[type="text"]').first();
        if (await field.count() === 0 || fields.size > 0) return;
        await field.fill('Rua do Fa');
        await field.focus();
        fields.add(await field.getAttribute('id'));
        fetched.length = 0;
        for (const theme of /** @type {const} */ (['escuro', 'contraste-escuro', 'contraste', 'govbr'])) {
            const before = fetched.length;
            await change(page, theme, true);
            await page.mouse.move(0, 0);
            await painted(page);
            assert.ok(fetched.slice(before).some((path) => path.endsWith(`/${theme}.json`)), `${theme} is fetched`);
            assert.equal(await page.evaluate(() => document.activeElement?.id), [...fields][0], 'the focus stays');
            assert.equal(await field.inputValue(), 'Rua do Fa');
            const screen = new Screen(decode(await page.screenshot()), 2);
            assert.equal(hex(screen.color(3, 300)), background(theme), `the canvas wears ${theme}`);
            assert.equal(await field.evaluate((one) => getComputedStyle(one).color), await page.evaluate(() => {
                const probe = document.body.appendChild(document.createElement('i'));
                probe.style.color = 'var(--text)';
                const { color } = getComputedStyle(probe);
                probe.remove();
                return color;
            }), 'the text being typed too');
        }
        assert.ok(fetched.every((path) => path.includes('/themes/')), `only themes are fetched: ${fetched}`);
        throw enough;
    }).catch((error) => { if (error !== enough) throw error; });
    assert.equal(fields.size, 1);
    await context.close();
});

test('the start page, the consent and the wait wear the dark theme from their first frame', async () => {
    const context = await browser.newContext({ viewport: sizes.phone, colorScheme: 'dark', serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(`${server.origin}/#/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.deepEqual(await violations(page), []);
    const screen = new Screen(decode(await page.screenshot()), 1);
    assert.ok(contrast(screen.color(2, 630), 0xffffff) > 10);
    // Nothing has come but the page itself.
    await page.route('**/*', (route) => (/\.(css|js)\b|\/$/.test(route.request().url()) && !/participant|studio/.test(route.request().url()) ? route.continue() : undefined));
    await page.goto('about:blank');
    await page.goto(`${server.origin}/#/test/calcada`, { waitUntil: 'domcontentloaded' });
    await page.locator('#loading').waitFor({ state: 'attached' });
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(16, 23, 34)');
    await context.close();
});

test('a prototype that names a theme that is not there is shown in the usual one', async () => {
    const context = await browser.newContext({ viewport: sizes.phone, serviceWorkers: 'block' });
    const page = await context.newPage();
    const { study, prototype } = filesOf('calcada');
    await page.route(`**/prototypes/${study.prototype}.json*`, (route) => route.fulfill({ json: { ...prototype, theme: 'nao-ha' } }));
    await page.goto(`${server.origin}/#/test/calcada`);
    await page.locator('[id="do:agree"]').click();
    await page.locator('[id="do:start"]').waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.style.getPropertyValue('--interactive')), '#1351b4');
    await context.close();
});

test('every theme of the folder is on the site', () => {
    for (const theme of Object.keys(themes)) assert.ok(existsSync(join(site, `assets/themes/${theme}.json`)), theme);
});
