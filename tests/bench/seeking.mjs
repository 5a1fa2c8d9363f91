// Going to any moment of half an hour in the player, in a browser:
//
//   node tests/bench/seeking.mjs [sample…]        (make bench, behind build/native/tests/bench_sessions, which leaves the half hours)
//
// What the slider asks for is there when its event has been handled: the state, the page laid out, its elements, the words. That is the time given; the picture follows
// with the next frame. It never fails because something was slow.

import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { launch, root, serve, sizes, visit } from '../e2e/harness.mjs';
import { allSamples } from '../e2e/walker.mjs';

const places = 100, limit = 16; // ms
const wanted = process.argv.length > 2 ? process.argv.slice(2) : allSamples();

const [server, browser] = await Promise.all([serve(), launch()]);
console.log(`${cpus().length} × ${cpus()[0].model.trim()}, load ${loadavg()[0].toFixed(1)}; ${places} random moments of half an hour, ms: median, 99 %, most (limit ${limit})`);
for (const sample of wanted) {
    const file = join(root, 'build/bench/half-hours', `${sample}.ensaio`);
    if (!existsSync(file)) throw new Error(`${file} is missing: run build/native/tests/bench_sessions`);
    const { context, page } = await visit(browser, sizes.desk);
    await page.goto(`${server.origin}/#/studio`);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: /^Abrir arquivo/ }).click()]);
    await chooser.setFiles(file);
    await page.getByRole('row').getByRole('button').click();
    await page.getByRole('link', { name: 'Rever a sessão' }).click();
    await page.locator('#at').waitFor();
    for (const slower of [1, 4]) {
        const client = await context.newCDPSession(page);
        await client.send('Emulation.setCPUThrottlingRate', { rate: slower });
        const times = await page.evaluate(async (count) => {
            const slider = /** @type {HTMLInputElement} */ (document.getElementById('at'));
            const end = Number(slider.max), all = [];
            let dice = 7;
            for (let i = 0; i < count; ++i) {
                dice = (dice * 1664525 + 1013904223) >>> 0;
                slider.value = `${Math.round(dice / 2 ** 32 * end)}`;
                const before = performance.now();
                slider.dispatchEvent(new Event('input', { bubbles: true }));
                all.push(performance.now() - before);
                await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
            }
            return all.sort((a, b) => a - b);
        }, places);
        const at = (/** @type {number} */ part) => times[Math.min(times.length - 1, Math.floor(times.length * part))].toFixed(1);
        console.log(`  ${sample.padEnd(20)} ${slower} × slower  ${at(0.5).padStart(6)} ${at(0.99).padStart(6)} ${at(1).padStart(6)}`);
    }
    await context.close();
}
await browser.close();
await server.close();
