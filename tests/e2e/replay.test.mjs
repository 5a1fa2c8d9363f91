// A session seen again in the studio: the same pixels as the participant saw, at the same size, everywhere on the page (the samples declare made-up
// data, so nothing on it is private); and the player itself.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { assertClean, launch, serve, sizes, visit } from './harness.mjs';
import { allSamples, walk } from './walker.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); });
after(async () => { await browser?.close(); await server?.close(); });

const enough = 50; // checkpoints of a sample
const shortOnes = new Set(['calcada', 'desenho']); // have fewer screens and answers than that

/** A context whose canvas can be read after it was shown. @param {{ width: number, height: number }} viewport */
async function watched(viewport) {
    const visitor = await visit(browser, viewport);
    await visitor.context.addInitScript(() => {
        const get = /** @type {any} */ (HTMLCanvasElement.prototype.getContext);
        HTMLCanvasElement.prototype.getContext = /** @type {any} */ (/** @this {HTMLCanvasElement} @param {string} kind @param {object} wishes */ function (kind, wishes) {
            return get.call(this, kind, { ...wishes, preserveDrawingBuffer: true });
        });
        /** What is on the canvas, as a hash: once its pictures are there and two frames have gone by, so that all that was asked for is painted. Without what lies in the boxes of these elements. */
        /** @type {any} */ (window).picture_ = async (/** @type {string} */ left = '') => {
            await Promise.all([...document.images].map((image) => image.decode().catch(() => {}))); // one that is refused has none
            for (let i = 0; i < 2; ++i) await new Promise((resolve) => requestAnimationFrame(resolve));
            const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
            const gl = /** @type {WebGLRenderingContext} */ (canvas.getContext('webgl'));
            const pixels = new Uint8Array(4 * canvas.width * canvas.height);
            gl.readPixels(0, 0, canvas.width, canvas.height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
            const whole = canvas.getBoundingClientRect(), scale = canvas.width / whole.width;
            for (const element of left ? document.querySelectorAll(left) : []) {
                const { left, top, width, height } = (element.closest('label') ?? element).getBoundingClientRect();
                const [x, y, w, h] = [left - whole.left, top - whole.top, width, height].map((side) => side * scale);
                for (let row = Math.floor(y); row < Math.ceil(y + h); ++row) { // the first one is the lowest
                    const start = (canvas.height - 1 - row) * canvas.width;
                    pixels.fill(0, 4 * (start + Math.floor(x)), 4 * (start + Math.ceil(x + w)));
                }
            }
            const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', pixels));
            return `${canvas.width}×${canvas.height} at ${canvas.style.top}: ${[...hash.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
        };
    });
    return visitor;
}

/** Every stored session: its id and when it began. @param {Page} page @returns {Promise<{ id: string, started: number }[]>} */
const stored = (page) => page.evaluate(() => new Promise((resolve) => {
    indexedDB.open('ensaio').onsuccess = (event) => {
        const store = /** @type {any} */ (event.target).result.transaction('chunks').objectStore('chunks');
        const all = store.getAll(IDBKeyRange.lowerBound([]));
        all.onsuccess = () => resolve(all.result.filter((/** @type {Uint8Array} */ chunk) => chunk[24] === 1)
            .map((/** @type {Uint8Array} */ chunk) => JSON.parse(new TextDecoder().decode(chunk.subarray(30, -4)))));
    };
}));

/** Where the participant is now, as the picture of the whole page, with nothing pointed at and nothing in focus. @param {Page} page @param {string} [left] elements that are left out @returns {Promise<{ at: number, picture: string }>} */
const checkpoint = (page, left = '') => page.evaluate(async (left) => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    const picture = await /** @type {any} */ (window).picture_(left);
    return { at: Date.now(), picture };
}, left);

/** @param {Page} page @param {number} at ms since the start @param {string} wanted hash @param {string} [left] elements that are left out @returns {Promise<string>} that of the picture, once it is the wanted one or it has had time to become so (pictures are decoded meanwhile) */
const seen = (page, at, wanted, left = '') => page.evaluate(async ([ms, picture, left]) => {
    const slider = /** @type {HTMLInputElement} */ (document.getElementById('at'));
    slider.value = `${ms}`;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    for (let i = 0; ; ++i) {
        const now = await /** @type {any} */ (window).picture_(left);
        if (now === picture || i === 10) return now;
    }
}, /** @type {[number, string, string]} */ ([at, wanted, left]));

allSamples().forEach((sample, i) => {
    const [size, viewport] = Object.entries(sizes)[i % 2];
    test(`${sample} at ${size}: what is seen again has the pixels of what was seen`, async () => {
        const { page, seen: troubles } = await watched(viewport);
        await page.goto(`${server.origin}/#/test/${sample}`);
        /** @type {{ name: string, at: number, picture: string }[]} */
        const checkpoints = [];
        const look = async (/** @type {string} */ name) => {
            if (name === 'consentimento' || checkpoints.length >= enough) return;
            await page.mouse.move(0, 0);
            checkpoints.push({ name, ...await checkpoint(page) });
        };
        const press = (/** @type {string} */ id) => page.locator(`[id="${id}"]`).click();
        /** What stands around the screen as well: the card opened and closed, what is asked back. @param {string} name */
        const lookAround = async (name) => {
            await look(name);
            if (!shortOnes.has(sample) || await page.locator('[id="do:card"]').count() === 0) return;
            for (const [id, what] of [['do:card', 'card'], ['do:restart', 'asked back beside it'], ['do:restart:no', 'as before'], ['do:card', 'no card'], ['do:restart', 'asked back'], ['do:restart:no', 'as at first'], ['do:gave_up', 'asked whether to give up'], ['do:gave_up:no', 'as at first']]) {
                await press(id);
                await look(`${name}, ${what}`);
            }
        };
        await walk(page, sample, lookAround, { onAnswer: look });
        await look('obrigado');
        const [session] = await stored(page);
        await page.setViewportSize(sizes.desk);
        await page.goto(`${server.origin}/#/studio/${session.id}/rever`);
        await page.locator('#at').waitFor();
        /** @type {string[]} */ const wrong = [];
        let elsewhere = 0;
        for (const { name, at, picture } of checkpoints) {
            const again = await seen(page, at - session.started, picture);
            if (again === picture) continue;
            // A page taller than the canvas may be is shown in a window on it, and the player's may stand some pixels lower: nothing to compare.
            if (/×4096 at /.test(picture) && again.split(':')[0] !== picture.split(':')[0]) ++elsewhere;
            else wrong.push(`${name}: ${picture}, seen again: ${again}`);
        }
        assert.deepEqual(wrong, []);
        assert.equal(checkpoints.length, enough);
        assert.ok(elsewhere < checkpoints.length / 2, `${elsewhere} of ${checkpoints.length} show another part of the page`);
        await assertClean(page, troubles, server.origin);
        console.log(`# ${sample}: ${checkpoints.length - elsewhere} of ${checkpoints.length} checkpoints equal in every pixel, ${elsewhere} of another part of the page`);
    });
});

test('the player is used by keys, tells what happens, draws nothing while it stands still, and fits a phone', async () => {
    const { page, seen: troubles } = await visit(browser, sizes.desk);
    await page.goto(`${server.origin}/#/test/calcada`);
    await walk(page, 'calcada', async () => {}, { mistakes: true });
    const [{ id }] = await stored(page);
    await page.goto(`${server.origin}/#/studio/${id}`);
    await page.getByRole('link', { name: 'Rever a sessão' }).click();
    const slider = page.getByRole('slider', { name: 'Tempo da sessão' });
    await slider.waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'title');
    assert.match(await page.title(), /^Rever a sessão de P01/);

    // From moment to moment, with the page that belongs to each.
    const next = page.getByRole('button', { name: 'Próximo momento' });
    const heard = () => page.locator('#now').innerText();
    assert.ok(await page.getByRole('button', { name: 'Momento anterior' }).isDisabled() || (await heard()).length > 0);
    for (let i = 0; i < 200 && !/viu erros/.test(await heard()); ++i) await next.press('Enter');
    assert.match(await heard(), /tentou continuar e viu erros/);
    assert.ok(await page.locator('#nodes [data-role="alert"]').count() > 0, 'the errors are on the page');
    assert.match(await page.locator('#screen').getAttribute('aria-label') ?? '', /^Tela de quem participou: Erro: /);
    assert.equal(await page.locator('#moments [aria-current]').count(), 1);
    // What was the person's cannot be operated here.
    assert.ok(await page.evaluate(() => /** @type {HTMLElement} */ (document.getElementById('nodes')).inert));

    // Keys of the slider go by seconds; a moment of the list goes there.
    await slider.focus();
    const before = Number(await slider.inputValue());
    await page.keyboard.press('ArrowLeft');
    assert.equal(Number(await slider.inputValue()), Math.max(0, before - 1000));
    await page.getByRole('button', { name: /começou a tarefa/ }).first().click();
    assert.match(await heard(), /começou a tarefa/);

    // Time runs, and stands still again; then nothing is drawn.
    await page.getByLabel('Velocidade').selectOption('8');
    const at = Number(await slider.inputValue());
    await page.getByRole('button', { name: 'Rever', exact: true }).click();
    await page.waitForFunction((from) => Number(/** @type {HTMLInputElement} */ (document.getElementById('at')).value) > from, at);
    await page.getByRole('button', { name: 'Pausar' }).click();
    await page.waitForTimeout(1500);
    const frames = () => page.evaluate(() => /** @type {any} */ (window).frames_);
    const drawn = await frames();
    await page.waitForTimeout(1000);
    assert.equal(await frames(), drawn);

    // Nobody looks at what goes on behind another tab.
    await page.getByRole('button', { name: 'Rever', exact: true }).click();
    await page.evaluate(() => {
        Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
        delete (/** @type {any} */ (document)).hidden;
    });
    await page.getByRole('button', { name: 'Rever', exact: true }).waitFor();

    for (const viewport of [sizes.desk, sizes.phone]) {
        await page.setViewportSize(viewport);
        await page.waitForTimeout(100);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing stands out at the side');
        assert.deepEqual(await violations(page), []);
    }
    // At the phone's size, the screen of a moment that stands far below it.
    await page.locator('#moments').getByRole('button').last().click();
    const { top, bottom } = await page.locator('#screen').evaluate((element) => element.getBoundingClientRect());
    assert.ok(top >= 0 && bottom <= sizes.phone.height, `the screen is in sight: ${top} to ${bottom}`);
    await page.getByRole('link', { name: 'Voltar à sessão' }).click();
    await page.getByRole('heading', { name: /^Sessão de P01/ }).waitFor();
    await assertClean(page, troubles, server.origin);
});

test('of private answers the player shows that they were given, and everything else stands where it stood', async () => {
    const { context, page, seen: troubles } = await watched(sizes.phone);
    await context.route('**/prototypes/studies/calcada.json*', (route) => route.fulfill({
        json: {
            format: 1, id: 'calcada', title: 'Estudo', prototype: 'calcada', made_up_data: false,
            consent: { version: '1', who: 'a', why: 'b', recorded: 'c', use: 'd', duration: 'e', rights: 'f', contact: 'g' },
            tasks: [{ id: 'tarefa', title: 'A tarefa', scenario: 'Peça.', success: 'Chega ao fim.', goal_screen: 'fim' }],
        },
    }));
    await context.route('**/prototypes/calcada.json*', (route) => route.fulfill({
        json: {
            format: 1, id: 'calcada', title: 'Serviço', screens: [
                {
                    id: 'dados', kind: 'question', title: 'Seus dados', next: 'conferir', fields: [
                        { id: 'nome', kind: 'text', label: 'Nome', hint: 'Como está no documento', privacy: 'personal' },
                        { id: 'saude', kind: 'radios', label: 'Como está a sua saúde?', privacy: 'sensitive', options: [{ id: 'bem', label: 'Bem' }, { id: 'mal', label: 'Mal' }] },
                        { id: 'nasceu', kind: 'date', label: 'Quando nasceu?', privacy: 'personal' },
                    ],
                },
                { id: 'conferir', kind: 'check', title: 'Confira', next: 'fim' },
                { id: 'fim', kind: 'confirmation', title: 'Recebemos o pedido' },
            ],
        },
    }));
    /** Where each node stands, and when it did. */
    const places = async () => ({ at: Date.now(), ...await page.evaluate(() => ({ nodes: Object.fromEntries([...document.querySelectorAll('#nodes [data-role]')].map((element) => {
        const { left, top, width, height } = /** @type {HTMLElement} */ (element).style;
        return [element.id || element.querySelector('[id]')?.id, [left, top, width, height].join(' ')];
    })) })) });
    await page.goto(`${server.origin}/#/test/calcada`);
    await page.getByRole('button', { name: 'Aceito participar' }).click();
    await page.getByRole('button', { name: 'Começar' }).click();
    await page.getByRole('textbox', { name: 'Nome' }).fill('Maria de Lourdes');
    await page.getByRole('radio', { name: 'Mal' }).check();
    for (const [part, text] of [['Dia', '7'], ['Mês', '3'], ['Ano', '1957']]) await page.getByRole('textbox', { name: part }).fill(text);
    const controls = '#nodes [id^="field:"]', rows = '#nodes [id^="check:"]';
    await page.mouse.move(0, 0);
    const asked = { ...await checkpoint(page, controls), ...await places(), left: controls };
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('heading', { name: 'Confira' }).waitFor();
    const checked = { ...await checkpoint(page, rows), ...await places(), left: rows };
    await page.waitForTimeout(600);
    const [{ id, started }] = await stored(page);
    await page.setViewportSize(sizes.desk);
    await page.goto(`${server.origin}/#/studio/${id}/rever`);
    await page.locator('#at').waitFor();
    /** The bars, each by what it lies on, and whether it covers words. */
    const bars = () => page.evaluate(() => [...document.querySelectorAll('.veils span')].map((bar) => {
        const { x, y, width, height } = bar.getBoundingClientRect();
        const on = (/** @type {Element} */ element) => {
            const range = document.createRange();
            range.selectNodeContents(element);
            const box = range.getBoundingClientRect();
            return x < box.right && x + width > box.left && y < box.bottom && y + height > box.top;
        };
        const words = [...document.querySelectorAll('#nodes :is([data-role=label], [data-role=legend], [data-role=hint])')].filter(on).map(({ textContent }) => textContent);
        return { words, field: [...document.querySelectorAll('#nodes [id^="block:"], #nodes [id^="check:"]')].find(on)?.id };
    }));
    for (const { at, nodes, picture, left } of [asked, checked]) {
        assert.equal(await seen(page, at - started, picture, left), picture, 'beside the private answers every pixel is the same');
        assert.notEqual(await seen(page, at - started, ''), picture);
        assert.deepEqual((await places()).nodes, nodes);
        const where = at === asked.at ? 'block' : 'check';
        assert.deepEqual(await bars(), ['nome', 'saude', 'nasceu'].map((field) => ({ words: [], field: `${where}:${field}` })));
    }
    await assertClean(page, troubles, server.origin);
});
