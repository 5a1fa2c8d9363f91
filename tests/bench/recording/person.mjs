// A robot with a person's hands: before each press the mouse goes there as people move it, letters are typed one by one, and screens are read. The page's
// clock is moved on by hand, so that minutes take seconds; what is counted per minute are the minutes of that clock.

import { handled } from '../../e2e/walker.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

const step = 25; // ms between two movements of the mouse
const reach = [450, 950]; // ms for a way of the mouse
const read = [1500, 4500]; // ms before the first press on a screen
const between = [300, 900]; // ms before others
const letter = [90, 260]; // ms between two letters

/** Numbers from 0 to 1, the same ones each time. @param {number} seed */
function dice(seed) {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
}

/**
 * The page as walker.mjs uses it, operated as a person does.
 * @param {Page} page whose clock is installed @param {number} seed @returns {Page}
 */
export function personAt(page, seed) {
    const chance = dice(seed);
    /** @param {number[]} range */
    const within = ([least, most]) => least + chance() * (most - least);
    let x = 640, y = 400, screen = '';

    /** @param {number} ms */
    const pass = (ms) => page.clock.runFor(Math.round(ms));

    /** @param {Locator} locator */
    const reachFor = async (locator) => {
        const now = await page.title();
        await pass(within(now === screen ? between : read));
        screen = now;
        await locator.scrollIntoViewIfNeeded();
        const box = await locator.boundingBox();
        if (!box) return;
        const [fromX, fromY] = [x, y], toX = box.x + box.width * (0.3 + 0.4 * chance()), toY = box.y + box.height * (0.3 + 0.4 * chance());
        const time = within(reach);
        for (let at = step; at <= time; at += step) {
            const t = at / time, way = t * t * t * (10 - 15 * t + 6 * t * t); // minimum jerk (Flash, Hogan 1985)
            await page.mouse.move(x = fromX + (toX - fromX) * way, y = fromY + (toY - fromY) * way);
            await pass(step);
        }
        [x, y] = [toX, toY];
    };

    return handled(page, {
        click: async (locator) => { await reachFor(locator); await locator.click(); await pass(120); },
        check: async (locator) => { await reachFor(locator); await locator.check(); await pass(120); },
        selectOption: async (locator, option) => { await reachFor(locator); await pass(800); await locator.selectOption(option); },
        setInputFiles: async (locator, file) => { await reachFor(locator); await pass(3000); await locator.setInputFiles(file); },
        async fill(locator, text) {
            await reachFor(locator);
            await locator.click();
            if (await locator.inputValue()) await locator.press('Control+a');
            for (const one of text) {
                await page.keyboard.type(one);
                await pass(within(letter));
            }
        },
    });
}
