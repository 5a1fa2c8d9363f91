// What people set on their device, or do to a page to read it: colours of their own, less motion, two fingers that enlarge.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cards, consent, heading, press, taskCard, walks } from './citizen.mjs';
import { assertClean, launch, serve, sizes, visit } from './harness.mjs';
import { Screen, decode } from './pixels.mjs';

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); });
after(async () => { await browser?.close(); await server?.close(); });

const nothing = async () => {};
const sample = 'veiculo-abandonado';

/** From the consent to the service letter. @param {import('playwright-core').Page} page @param {(screen: string) => Promise<void>} [on] */
async function begin(page, on = nothing) {
    await page.goto(`${server.origin}/#/test/${sample}`);
    await consent(page, on);
    await taskCard(page, cards[sample], on);
}

test('who has chosen the colours of the device gets the elements in them, and no picture', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { forcedColors: 'active', colorScheme: 'dark' });
    let screens = 0;
    const inTheirColours = async () => {
        ++screens;
        const [painted, wrong] = await page.evaluate(() => {
            const probe = document.body.appendChild(document.createElement('i'));
            /** @param {string} color */
            const computed = (color) => { probe.style.color = color; return getComputedStyle(probe).color; };
            // Every colour that forced colours leave is one of the system's.
            const theirs = new Set(['Canvas', 'CanvasText', 'LinkText', 'VisitedText', 'ActiveText', 'ButtonText', 'ButtonFace', 'Field', 'FieldText', 'Highlight', 'HighlightText', 'GrayText', 'Mark', 'MarkText'].map(computed));
            probe.remove();
            const shown = [...document.querySelectorAll('#consent:not([hidden]) :is(h1, h2, p, label, button), #nodes :is(h1, h2, p, label, button, a, input, select, textarea)')]
                .filter((node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
            const canvas = document.querySelector('#canvas');
            return [canvas?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ?? false,
                shown.length === 0 ? ['nothing is shown'] : shown.filter((node) => !theirs.has(getComputedStyle(node).color)).map((node) => `${node.id || node.tagName} ${getComputedStyle(node).color}`)];
        });
        assert.deepEqual(wrong, []);
        if (screens > 1) assert.equal(painted, false, 'the picture is not shown');
    };
    await begin(page, inTheirColours);
    await walks[sample](page, inTheirColours);
    assert.ok(screens > 8);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('who wants less motion sees none, neither while waiting nor later', async () => {
    const { context, page } = await visit(browser, sizes.phone, { reducedMotion: 'reduce' });
    const moving = () => page.evaluate(() => document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations === Infinity || one instanceof CSSTransition).map((one) => /** @type {any} */ (one).animationName ?? /** @type {any} */ (one).transitionProperty));
    // The program never arrives: the page waits, and so does who has agreed.
    await page.route(/\.wasm/, () => {});
    await page.goto(`${server.origin}/#/test/${sample}`);
    await heading(page, 'Antes de começar');
    await press(page, 'Aceito participar');
    await page.locator('button.busy').waitFor();
    assert.deepEqual(await moving(), []);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    assert.notDeepEqual(await moving(), [], 'who asked for nothing sees that the page is not stuck');
    await context.close();
});

test('a page enlarged with two fingers stays so, is painted sharper, and is pressed where it is seen', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone);
    const client = await context.newCDPSession(page);
    await begin(page);
    await page.getByRole('button', { name: 'Fazer o pedido' }).first().tap();
    await heading(page, 'Há quanto tempo o veículo está parado lá?');
    const title = page.getByRole('heading', { level: 1 });
    /** Steps of grey between ink and ground along a line through the title: fewer, the sharper. */
    const blur = async () => {
        const box = await page.evaluate(() => {
            const { x, y, width, height } = /** @type {Element} */ (document.querySelector('#nodes h1')).getBoundingClientRect();
            const view = /** @type {VisualViewport} */ (visualViewport);
            return { x: (x - view.offsetLeft) * view.scale, y: (y - view.offsetTop) * view.scale, w: width * view.scale, h: height * view.scale };
        });
        const png = await client.send('Page.captureScreenshot', { format: 'png' });
        const picture = decode(Buffer.from(png.data, 'base64'));
        const screen = new Screen(picture, picture.width / sizes.phone.width);
        let ink = 0, grey = 0;
        for (let y = box.y + 4; y < Math.min(box.y + box.h, 630); y += 2) {
            for (let x = Math.max(0, box.x); x < 350; x += 0.5) {
                const value = screen.color(x, y) & 0xff;
                if (value < 0x60) ++ink;
                else if (value < 0xe0) ++grey;
            }
        }
        assert.ok(ink > 50, `the title is in sight: ${ink}`);
        return grey / ink;
    };
    await client.send('Input.synthesizePinchGesture', { x: 40, y: 140, scaleFactor: 3 });
    const scale = await page.evaluate(() => visualViewport?.scale ?? 0);
    assert.ok(scale > 2.5, `two fingers enlarge: ${scale}`);
    await page.waitForFunction(() => {
        const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('#canvas'));
        return canvas.width / canvas.getBoundingClientRect().width > 3.5;
    });
    assert.ok(await title.isVisible());
    assert.ok(await blur() < 1, `painted for the size it is seen in: ${await blur()} grey for each dark`);

    // A press where the choice is seen.
    const radio = page.getByRole('radio', { name: 'Não sei' });
    await radio.evaluate((node) => (node.closest('label') ?? node).scrollIntoView({ block: 'center' }));
    const at = await radio.evaluate((node) => {
        const { x, y, height } = (node.closest('label') ?? node).getBoundingClientRect();
        const view = /** @type {VisualViewport} */ (visualViewport);
        return { x: (x + 20 - view.offsetLeft) * view.scale, y: (y + height / 2 - view.offsetTop) * view.scale };
    });
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: at.x / scale, y: at.y / scale }] });
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.waitForFunction(() => [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('#nodes input[type=radio]'))].some((one) => one.checked));
    assert.ok(await radio.isChecked());
    assert.ok(await page.evaluate(() => visualViewport?.scale ?? 0) > 2.5, 'still enlarged');
    await assertClean(page, seen, server.origin);
    await context.close();
});
