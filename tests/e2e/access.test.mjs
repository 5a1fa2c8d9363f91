// Every sample, from the consent to the thanks and past the errors of every screen: by the keys alone, without the picture, with everything four times as large, with letters twice as large.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { assertClean, launch, serve, sizes, visit } from './harness.mjs';
import { allSamples, handled, walk } from './walker.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
/** @type {import('playwright-core').Browser} */ let largeLetters; // as who set them so in the browser's settings
before(async () => { [server, browser, largeLetters] = await Promise.all([serve(), launch(), launch(['--blink-settings=defaultFontSize=32'])]); });
after(async () => { await browser?.close(); await largeLetters?.close(); await server?.close(); });

const mostStops = 150;

/** What has the focus. @param {Page} page */
const focused = (page) => page.evaluate(() => {
    const active = document.activeElement;
    if (!active || active === document.body) return null;
    const box = (active.closest('label') ?? active).getBoundingClientRect();
    return { id: active.id, type: /** @type {HTMLInputElement} */ (active).type ?? '', name: /** @type {HTMLInputElement} */ (active).name ?? '',
        inSight: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0, visible: active.matches(':focus-visible') };
});

/**
 * Goes to a control as people do who press Tab until they are there. Of radio buttons only one is a stop of Tab: the others are reached by arrows.
 * @param {Page} page @param {string} id
 */
async function tabTo(page, id) {
    const { name, after } = await page.evaluate((wanted) => {
        const control = /** @type {HTMLInputElement} */ (document.getElementById(wanted));
        const active = document.activeElement;
        const follows = !active || active === document.body || Boolean(active.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING);
        return { name: control?.type === 'radio' ? control.name : '', after: follows };
    }, id);
    for (let stop = 0; stop < mostStops; ++stop) {
        const now = await focused(page);
        if (now && (now.id === id || (name && now.name === name))) {
            assert.ok(now.inSight, `${now.id} has the focus out of sight`);
            assert.ok(now.visible, `${now.id} has a focus that is not shown`);
            if (now.id === id) return;
            break;
        }
        await page.keyboard.press(after ? 'Tab' : 'Shift+Tab');
    }
    for (let stop = 0; name && stop < mostStops; ++stop) {
        if ((await focused(page))?.id === id) return;
        await page.keyboard.press('ArrowDown');
    }
    assert.fail(`the keys do not lead to ${id}`);
}

/** The id of the one control that a locator finds. @param {Locator} locator */
const idOf = (locator) => locator.evaluate((node) => node.id);

/** Never nowhere: after a press the focus is on something, so that the next key goes on from there. @param {Page} page @param {string} after */
async function mustHaveFocus(page, after) {
    for (let i = 0; i < 40; ++i) {
        if (await focused(page)) return;
        await page.waitForTimeout(50);
    }
    assert.fail(`after ${after} the focus is lost`);
}

/**
 * The page by its keys. A file is chosen in the browser's own dialogue, which no key of a page reaches:
 * the button that opens it is reached, and the file put in.
 * @param {Page} page @returns {Page}
 */
function byKeys(page) {
    const { keyboard } = page;
    /** @type {Record<string, (locator: Locator, argument: any) => Promise<void>>} */
    const acts = {
        async click(locator) {
            const id = await idOf(locator);
            await tabTo(page, id);
            await keyboard.press('Enter');
            await mustHaveFocus(page, id);
        },
        async check(locator) {
            const id = await idOf(locator);
            await tabTo(page, id);
            if (!(await locator.isChecked())) await keyboard.press('Space');
            assert.ok(await locator.isChecked(), `${id} is chosen by the keys`);
            await mustHaveFocus(page, id);
        },
        async fill(locator, text) {
            await tabTo(page, await idOf(locator));
            await keyboard.press('Control+A');
            if (text) await keyboard.type(text);
            else await keyboard.press('Delete');
        },
        async selectOption(locator, value) {
            await tabTo(page, await idOf(locator));
            for (let i = 0; i < mostStops && await locator.inputValue() !== value; ++i) await keyboard.press('ArrowDown');
            assert.equal(await locator.inputValue(), value);
        },
        async setInputFiles(locator, files) {
            await tabTo(page, await idOf(locator));
            await locator.setInputFiles(files);
        },
    };
    return handled(page, acts);
}

/**
 * The page through what a screen reader has of it. Each control is looked up in the browser's accessibility tree, where nothing else on the page may have the same role and name in the same
 * groups (but the button that stands above and below a service letter), and is operated as readers do: by its default action, and by typing into what has the focus.
 * @param {Page} page @returns {Promise<Page>}
 */
async function byReader(page) {
    const client = await page.context().newCDPSession(page);
    /** @param {Locator} locator @returns {Promise<{ told: string, does: (action: string) => Promise<void> }>} */
    const heard = async (locator) => {
        await locator.waitFor({ state: 'attached' });
        const id = await idOf(locator);
        const { result: { objectId } } = await client.send('Runtime.evaluate', { expression: `document.getElementById(${JSON.stringify(id)})` });
        const { node: { backendNodeId } } = await client.send('DOM.describeNode', { objectId });
        const { nodes } = await client.send('Accessibility.getFullAXTree');
        const byId = new Map(nodes.map((node) => [node.nodeId, node]));
        /** @param {typeof nodes[number]} node */
        const tell = (node) => {
            const words = [node.role?.value, node.name?.value];
            for (let up = byId.get(node.parentId ?? ''); up; up = byId.get(up.parentId ?? '')) {
                if (!up.ignored && up.name?.value && ['group', 'radiogroup', 'navigation', 'region'].includes(up.role?.value)) words.push(up.name.value);
            }
            return words.join(' · ');
        };
        const node = nodes.find((one) => one.backendDOMNodeId === backendNodeId);
        assert.ok(node && !node.ignored, `${id} is in the accessibility tree`);
        assert.ok(node.name?.value, `${id} has a name`);
        const told = tell(node);
        const alike = nodes.filter((one) => !one.ignored && tell(one) === told).length;
        assert.equal(alike, await page.locator(`[id="${id}"], [id="${id}:end"]`).count(), `one thing only is told as “${told}”`);
        return { told, async does(action) { await client.send('Runtime.callFunctionOn', { objectId, functionDeclaration: `function () { this.${action}(); }` }); } };
    };
    return handled(page, {
        async click(locator) { await (await heard(locator)).does('click'); },
        async check(locator) {
            const { told, does } = await heard(locator);
            if (!(await locator.isChecked())) await does('click');
            assert.ok(await locator.isChecked(), `${told} is chosen`);
        },
        async fill(locator, text) {
            const { does } = await heard(locator);
            await does('focus');
            await does('select');
            await client.send('Input.insertText', { text });
        },
        async selectOption(locator, value) {
            await heard(locator);
            await locator.selectOption(value);
        },
        async setInputFiles(locator, files) {
            await heard(locator);
            await locator.setInputFiles(files);
        },
    });
}

for (const sample of allSamples()) {
    test(`${sample} by the keys alone, and the focus is always somewhere and seen`, async () => {
        const { context, page, seen } = await visit(browser, sizes.desk);
        await page.goto(`${server.origin}/#/test/${sample}`);
        await walk(byKeys(page), sample, async (screen) => mustHaveFocus(page, `coming to ${screen}`));
        await assertClean(page, seen, server.origin);
        await context.close();
    });
}

/** What is too small for a thumb on a page of elements alone. @param {Page} page @returns {Promise<string[]>} */
const smallOnes = (page) => page.evaluate(() => [...document.querySelectorAll('#nodes :is(button, input:not([type=radio], [type=checkbox], [type=file]), select, textarea, label:has(input), a)')]
    .filter((one) => !one.closest('p') && one.getBoundingClientRect().height < 44).map((one) => `${one.id} ${one.textContent} ${one.getBoundingClientRect().height}`));

for (const sample of allSamples()) {
    test(`${sample} without its picture, by what a screen reader is told`, async () => {
        const { context, page } = await visit(browser, sizes.phone);
        await page.goto(`${server.origin}/#/test/${sample}`);
        await walk(await byReader(page), sample, async (screen) => {
            if (screen === 'consentimento') return; // the program looks for its canvas when it starts
            await page.evaluate(() => {
                document.documentElement.classList.add('plain');
                document.querySelector('#canvas')?.remove();
            });
            assert.deepEqual(await violations(page), [], `axe-core on ${screen}`);
            assert.deepEqual(await smallOnes(page), [], `targets under 44 px on ${screen}`);
            await mustFit(page, screen);
        });
        assert.equal(await page.locator('#canvas').count(), 0);
        await context.close();
    });
}

/** Fails when the page is wider than its window. @param {Page} page @param {string} screen */
async function mustFit(page, screen) {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(over, 0, `${screen} scrolls sideways by ${over} px`);
}

for (const sample of allSamples()) {
    test(`${sample} at 400 %: nothing is cut off or wider than the window`, async () => {
        const { context, page, seen } = await visit(browser, { width: 320, height: 256 });
        await page.goto(`${server.origin}/#/test/${sample}`);
        await walk(page, sample, (screen) => mustFit(page, screen));
        await assertClean(page, seen, server.origin);
        await context.close();
    });
}

for (const sample of allSamples()) {
    test(`${sample} with letters twice as large as usual, on a phone`, async () => {
        const { context, page, seen } = await visit(largeLetters, sizes.phone);
        await page.goto(`${server.origin}/#/test/${sample}`);
        await walk(page, sample, async (screen) => {
            await mustFit(page, screen);
            const small = await page.evaluate(() => [...document.querySelectorAll('#nodes :is(input:not([type=radio], [type=checkbox], [type=file]), textarea, select, button, p, h1, h2, label, legend), #consent p')]
                .filter((node) => node.checkVisibility() && parseFloat(getComputedStyle(node).fontSize) < 24).map(({ id, textContent }) => id || textContent));
            assert.deepEqual(small, [], `${screen} has small letters`);
        });
        await assertClean(page, seen, server.origin);
        await context.close();
    });
}
