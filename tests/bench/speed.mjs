// How soon a citizen with a cheap phone on a bad line can read and answer, and how soon each touch is answered:
//
//   node tests/bench/speed.mjs        (make bench; BENCH_RUNS=… loads of each, 5 when left out, 0: only the answers are measured;
//                                      BENCH_TURNS=… times those, each subject in its turn, 1 when left out)
//
// Chromium as a phone: 360 × 640, 1.6 Mbit/s down, 150 ms, the processor 4 times slower, nothing cached. Beside Ensaio, in the same run and
// measured alike, the same questions as a SurveyJS form. It prints what was measured and never fails because something was slow.

import { cpus, loadavg } from 'node:os';
import { launch, serve } from '../e2e/harness.mjs';
import { buildPlain, buildSurvey, surveyVersion } from './speed/survey.mjs';
import { mainThreadTimes } from './speed/trace.mjs';

const runs = Number(process.env.BENCH_RUNS ?? 5);
const turns = Number(process.env.BENCH_TURNS ?? 1);
const line = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const slower = 4;
const keys = 'Rua do Faz de Conta, perto da praca e da padaria, do lado da escola e do posto'; // 78 of them
const taps = 48;
const idle = 5000; // ms

/** @typedef {{name: string, address: string, steps: string[]}} Subject `steps`: the buttons from the consent to the first question */

/**
 * In the page: notes when the button of each step can be pressed, and presses it. The last step is the question itself, a radio.
 * @param {{steps: string[], reading: number}} plan `reading`: ms between the consent and the first press
 */
function robot({ steps, reading }) {
    const told = /** @type {any} */ (window).told_ = /** @type {{at: number, pressed: number}[]} */ ([]);
    const memories = /** @type {any} */ (window).memories_ = /** @type {WebAssembly.Memory[]} */ ([]);
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = /** @type {any} */ (async (/** @type {any} */ ...args) => {
        const made = /** @type {any} */ (await /** @type {any} */ (instantiate)(...args));
        memories.push(...Object.values((made.instance ?? made).exports).filter((one) => one instanceof WebAssembly.Memory));
        return made;
    });
    /** @type {any} */ (window).frames_ = 0;
    const request = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) => request((time) => { ++(/** @type {any} */ (window).frames_); callback(time); });

    // The trace tells only of events that somebody listens to, and a page without script does not.
    for (const name of ['pointerdown', 'change', 'click', 'keydown', 'input']) addEventListener(name, () => {}, { capture: true, passive: true });

    let waiting = false;
    const wanted = () => {
        const step = steps[told.length];
        if (step === undefined) return [...document.querySelectorAll('input[type=radio]')].find((one) => one.getClientRects().length > 0);
        return [...document.querySelectorAll('button, input[type=button]')].find((one) => (one.textContent || /** @type {any} */ (one).value).trim() === step && one.getClientRects().length > 0);
    };
    const look = () => {
        if (waiting || told.length > steps.length || !wanted()) return;
        waiting = true;
        // After the frame that shows it, when the main thread is free again.
        request(() => setTimeout(() => {
            const at = performance.now();
            const press = () => {
                told.push({ at, pressed: performance.now() });
                waiting = false;
                if (told.length <= steps.length) /** @type {HTMLElement} */ (found).click();
                look();
            };
            const found = wanted();
            if (!found) waiting = false;
            else if (told.length === 0 && reading > 0) setTimeout(press, reading);
            else press();
        }));
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}

/**
 * Waits in the page. Not by Playwright's locators and `waitForFunction`: they leave listeners for every event in the page, which would be measured with it.
 * @template T @param {import('playwright-core').Page} page @param {(argument: T) => boolean} holds @param {T} argument
 */
async function until(page, holds, argument) {
    const end = Date.now() + 60_000;
    while (!(await page.evaluate(`(${holds})(${JSON.stringify(argument)})`))) {
        if (Date.now() > end) throw new Error(`never: ${holds}`);
        await page.waitForTimeout(20);
    }
}

/** @param {import('playwright-core').Browser} browser @param {Subject} subject @param {number} reading */
async function open(browser, subject, reading) {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'pt-BR' });
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send('Network.enable');
    await client.send('Network.emulateNetworkConditions', line);
    await client.send('Emulation.setCPUThrottlingRate', { rate: slower });
    const weight = { bytes: 0, requests: 0 };
    client.on('Network.requestWillBeSent', ({ request }) => { if (request.url.startsWith('http')) ++weight.requests; });
    client.on('Network.loadingFinished', ({ encodedDataLength }) => { weight.bytes += encodedDataLength; });
    await page.addInitScript(robot, { steps: subject.steps, reading });
    await page.goto(subject.address);
    await until(page, (count) => /** @type {any} */ (window).told_.length === count, subject.steps.length + 1);
    const told = /** @type {{at: number, pressed: number}[]} */ (await page.evaluate(() => /** @type {any} */ (window).told_));
    return { context, page, client, weight, told };
}

/** @param {import('playwright-core').Browser} browser @param {Subject} subject */
async function measureLoads(browser, subject) {
    /** @type {{consent: number[], atOnce: number[], afterReading: number[], questionAfterReading: number[], bytes: number, requests: number}} */
    const loads = { consent: [], atOnce: [], afterReading: [], questionAfterReading: [], bytes: 0, requests: 0 };
    for (let run = 0; run < runs; ++run) {
        const hasty = await open(browser, subject, 0);
        await hasty.page.waitForLoadState('networkidle');
        loads.consent.push(hasty.told[0].at);
        loads.atOnce.push(hasty.told[subject.steps.length].at - hasty.told[0].pressed);
        Object.assign(loads, hasty.weight);
        await hasty.context.close();
        const patient = await open(browser, subject, 5000);
        loads.consent.push(patient.told[0].at);
        loads.afterReading.push(patient.told[1].at - patient.told[0].pressed);
        loads.questionAfterReading.push(patient.told[subject.steps.length].at - patient.told[0].pressed);
        await patient.context.close();
    }
    return loads;
}

/** @param {import('playwright-core').Browser} browser @param {Subject} subject */
async function measureUse(browser, subject) {
    const { context, page, client } = await open(browser, subject, 0);
    await page.waitForTimeout(1500);
    const radios = await page.evaluate(() => [...document.querySelectorAll('input[type=radio]')].map((one) => {
        const { x, y, width, height } = (one.closest('label') ?? one).getBoundingClientRect();
        return { x: x + Math.min(width, 40) / 2, y: y + height / 2 };
    }));
    const seen = radios.filter(({ y }) => y > 0 && y < 600);
    const trace = async (/** @type {() => Promise<void>} */ act) => {
        await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] });
        await act();
        await page.waitForTimeout(300);
        return browser.stopTracing();
    };
    const tapping = await trace(async () => {
        for (let i = 0; i < taps; ++i) {
            const { x, y } = seen[i % seen.length];
            await page.touchscreen.tap(x, y);
            await page.waitForTimeout(150);
        }
    });
    const focus = () => {
        const shown = (/** @type {string} */ all) => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll(all)]).filter((one) => one.getClientRects().length > 0);
        const named = (/** @type {HTMLInputElement} */ one) => one.labels?.[0]?.textContent || one.getAttribute('aria-label') || document.getElementById(one.getAttribute('aria-labelledby') ?? '')?.textContent || '';
        const field = shown('input[type=text], input:not([type]), textarea').find((one) => /Rua/.test(named(one)));
        if (field) field.focus();
        else shown('button, input[type=button]').find((one) => (one.textContent || one.value).trim() === 'Continuar')?.click();
        return field !== undefined;
    };
    await until(page, focus, null);
    await page.waitForTimeout(1000);
    const typing = await trace(async () => { await page.keyboard.type(keys, { delay: 120 }); });
    const typed = await page.evaluate(() => /** @type {HTMLInputElement} */ (document.activeElement).value);
    if (typed !== keys) throw new Error(`typed: ${typed}`);
    await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
    await page.waitForTimeout(1000);
    const frames = () => page.evaluate(() => /** @type {number} */ (/** @type {any} */ (window).frames_));
    const before = await frames();
    await page.waitForTimeout(idle);
    const idleFrames = (await frames()) - before;
    await client.send('HeapProfiler.collectGarbage');
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    const wasm = await page.evaluate(() => /** @type {WebAssembly.Memory[]} */ (/** @type {any} */ (window).memories_).reduce((sum, { buffer }) => sum + buffer.byteLength, 0));
    await context.close();
    return { taps: mainThreadTimes(tapping, 'tap'), keys: mainThreadTimes(typing, 'key'), idleFrames, heap: usedSize, wasm };
}

/** @param {number[]} values @param {number} part 0 to 1 */
const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? NaN;
/** @param {number[]} ms */
const seconds = (ms) => `${(quantile(ms, 0.5) / 1000).toFixed(2)} s (${(Math.min(...ms) / 1000).toFixed(2)}–${(Math.max(...ms) / 1000).toFixed(2)})`;
/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1_000_000).toFixed(1)} MB`;
/** @param {number} ms */
const millis = (ms) => `${ms.toFixed(1)} ms`;

/** @param {string[]} cells */
const row = (...cells) => console.log(cells.map((cell, index) => cell.padEnd([64, 32, 16, 0][index])).join(''));
/** @param {string} what @param {number} value @param {number} limit @param {string} shown @param {string} limitShown @param {string} other */
const judged = (what, value, limit, shown, limitShown, other) => row(what, shown, `${limitShown} ${value <= limit ? 'yes' : 'NO'}`, other);
/** What is counted is the same on every machine: where it is too much, the bench fails. @type {typeof judged} */
const counted = (what, value, limit, ...shown) => {
    judged(what, value, limit, ...shown);
    if (!(value <= limit)) process.exitCode = 1;
};

const load = loadavg()[0];
const folder = await buildSurvey();
const [ensaio, survey, html, browser] = await Promise.all([serve(), serve(folder), serve(buildPlain()), launch()]);
/** @type {Subject[]} */
const subjects = [
    { name: 'Ensaio', address: `${ensaio.origin}/#/test/veiculo-abandonado`, steps: ['Aceito participar', 'Começar a tarefa', 'Fazer o pedido'] },
    { name: 'SurveyJS', address: `${survey.origin}/`, steps: ['Aceito participar'] },
];
/** @typedef {Awaited<ReturnType<typeof measureLoads>> & Awaited<ReturnType<typeof measureUse>>} Figures */
/** @type {Figures[]} */ const figures = [];
for (const subject of subjects) figures.push({ ...await measureLoads(browser, subject), ...await measureUse(browser, subject) });
const [own, form] = figures;
const withoutScript = { name: 'HTML', address: `${html.origin}/`, steps: [] };
const plain = await measureUse(browser, withoutScript);
for (let turn = 1; turn < turns; ++turn) {
    for (const [index, subject] of [...subjects, withoutScript].entries()) {
        const { taps, keys } = await measureUse(browser, subject);
        const all = [own, form, plain][index];
        for (const key of /** @type {const} */ (['busy', 'wall'])) {
            all.taps[key].push(...taps[key]);
            all.keys[key].push(...keys[key]);
        }
    }
}

console.log(`Phone of 360 × 640, 1.6 Mbit/s, 150 ms, processor ${slower} times slower, nothing cached. Medians of ${runs} loads (${runs * 2} for the consent), least–most.`);
console.log(`${cpus().length} × ${cpus()[0].model}, load ${load.toFixed(1)} before this began. Chromium ${browser.version()}, headless. SurveyJS ${surveyVersion}: the questions of the same prototype, as its makers build a page.\n`);
row('', 'Ensaio', 'limit, kept?', `SurveyJS ${surveyVersion}`);
if (runs > 0) {
    judged('the consent can be read', quantile(own.consent, 0.5), 1500, seconds(own.consent), '< 1.5 s', seconds(form.consent));
    judged('consented at once: the first question can be answered after', quantile(own.atOnce, 0.5), 3000, seconds(own.atOnce), '< 3 s', seconds(form.atOnce));
    judged('consented after 5 s: the next page can be used after', quantile(own.afterReading, 0.5), 100, seconds(own.afterReading), '< 0.1 s', seconds(form.afterReading));
    row('  … and the first question (Ensaio: two pages more)', seconds(own.questionAfterReading), '', seconds(form.questionAfterReading));
}
for (const [what, key] of /** @type {[string, 'keys' | 'taps'][]} */ ([['letter typed', 'keys'], ['radio tapped', 'taps']])) {
    const median = quantile(own[key].busy, 0.5);
    judged(`${what}: main thread until its frame, median of ${own[key].busy.length}`, median, 8, `${millis(median)} (by the wall ${millis(quantile(own[key].wall, 0.5))})`, '< 8 ms',
        `${millis(quantile(form[key].busy, 0.5))}; HTML without script ${millis(quantile(plain[key].busy, 0.5))}`);
}
const [ownAll, formAll, plainAll] = [own, form, plain].map(({ keys, taps }) => quantile([...keys.busy, ...taps.busy], 0.99));
judged('  both: 99 of 100 within', ownAll, 16, millis(ownAll), '< 16 ms', `${millis(formAll)}; HTML without script ${millis(plainAll)}`);
counted(`frames in ${idle / 1000} s of idleness`, own.idleFrames, 0, `${own.idleFrames}`, '0', `${form.idleFrames}`);
counted('memory: JavaScript heap and WebAssembly', own.heap + own.wasm, 64_000_000, `${megabytes(own.heap + own.wasm)} (${megabytes(own.wasm)} of it Wasm)`, '≤ 64 MB', megabytes(form.heap + form.wasm));
if (runs > 0) counted('bytes over the line, headers too (brotli)', own.bytes, 300_000, `${(own.bytes / 1000).toFixed(0)} kB`, '≤ 300 kB', `${(form.bytes / 1000).toFixed(0)} kB`);
if (runs > 0) row('requests', `${own.requests}`, '', `${form.requests}`);
console.log('\nQuant-UX, as its makers publish it: 512 kB (gzip), 18 requests for its page.');

await browser.close();
await Promise.all([ensaio.close(), survey.close(), html.close()]);
