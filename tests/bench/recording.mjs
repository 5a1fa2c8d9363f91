// What recording costs, in bytes and in time of the main thread, beside rrweb in the same run:
//
//   node tests/bench/recording.mjs [sample…]        (make bench)
//
// Each sample is walked by a robot with a person's hands (recording/person.mjs) in a window of 1280 × 800 with a mouse, the processor 4 times slower. Its page is
// shown without a picture, as the plain HTML form that it then is, and rrweb with its usual settings records that page while Ensaio records itself: the same walk,
// the same elements, the same minutes. Time is that of samples of V8's profiler with a function of the recorder on their stack. It fails where
// too many bytes are stored, never because something was slow.

import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { cpus, loadavg } from 'node:os';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { launch, root, serve, site } from '../e2e/harness.mjs';
import { secondReading, unpacked, varintsOf } from '../e2e/sessions.mjs';
import { allSamples, walk } from '../e2e/walker.mjs';
import { personAt } from './recording/person.mjs';

const slower = 4;
const interval = 250; // µs between two looks of the profiler
const folder = join(root, 'build/bench/recording');
const rrwebVersion = JSON.parse(readFileSync(join(root, 'node_modules/rrweb/package.json'), 'utf8')).version;
const rrweb = readFileSync(join(root, 'node_modules/rrweb/dist/rrweb.umd.min.cjs'), 'utf8');

/** The site with its modules as they are written, so that a profile can be read. */
function plainSite() {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    cpSync(site, folder, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) && !/\/web\/part-/.test(path) && !path.endsWith('worker.js') });
    for (const name of readdirSync(join(root, 'web')).filter((one) => one.endsWith('.js'))) writeFileSync(join(folder, 'web', name), readFileSync(join(root, 'web', name)));
    // Without the prefetching of parts that are not there, and with rrweb in a file of its own.
    const shell = readFileSync(join(site, 'index.html'), 'utf8');
    writeFileSync(join(folder, 'index.html'), shell.replace(/<link rel="modulepreload"[^>]*>\n?/g, '').replace('<script type="module"', '<script src="rrweb.js"></script>\n<script type="module"'));
    writeFileSync(join(folder, 'rrweb.js'), `window.SITE_VERSION = 'bench';\n${rrweb}`);
}

/**
 * @typedef {{ nodes: { id: number, callFrame: { url: string, functionName: string, lineNumber: number }, children?: number[] }[], samples: number[], timeDeltas: number[] }} Profile
 * @param {Profile} profile @param {(url: string) => boolean} isRecorder @returns {number} ms
 */
function timeUnder({ nodes, samples, timeDeltas }, isRecorder) {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    /** @type {Set<number>} */ const under = new Set();
    /** @param {number} id @param {boolean} inside */
    const walkTree = (id, inside) => {
        const node = byId.get(id);
        if (!node) return;
        // The clock that makes minutes short is no part of it.
        const { url, lineNumber, functionName } = node.callFrame, clock = url === '' && (lineNumber > 0 || functionName.startsWith('globalObject'));
        const here = !clock && (inside || isRecorder(url));
        if (here) under.add(id);
        for (const child of node.children ?? []) walkTree(child, here);
    };
    walkTree(nodes[0].id, false);
    return samples.reduce((sum, id, i) => sum + (under.has(id) ? timeDeltas[i] : 0), 0) / 1000;
}

/**
 * How much of a payload of the track (docs/formats/session.md) is time and place of pointer samples, and how many these are: the rest names boxes, runs and the chunk itself.
 * @param {Buffer} payload @returns {{ samples: number, bytes: number }}
 */
function pointerPart(payload) {
    const track = varintsOf(payload);
    const skip = (/** @type {number} */ count) => { for (let i = 0; i < count; ++i) track.next(); };
    const part = { samples: 0, bytes: 0 };
    skip(1);
    let named = track.next();
    for (let first = true; track.at < payload.length; first = false) {
        const head = track.next(), kind = head % 16, count = Math.floor(head / 16) + 1;
        if (track.next() > named) {
            ++named;
            if (track.next() === 0) {
                const length = track.next();
                track.at += length;
            }
            skip(4);
        }
        const from = track.at;
        skip(count - (first ? 1 : 0) + count * (kind >= 6 && kind <= 8 ? 1 : 2));
        if (kind > 4) continue;
        part.samples += count;
        part.bytes += track.at - from;
    }
    return part;
}

/** @param {import('playwright-core').Browser} browser @param {string} origin @param {string} sample */
async function measure(browser, origin, sample) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'pt-BR', timezoneId: 'America/Sao_Paulo', forcedColors: 'active', bypassCSP: true });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.clock.install();
    await page.goto(`${origin}/#/test/${sample}`);
    await page.locator('[id="do:agree"]').waitFor();
    const client = await context.newCDPSession(page);
    await client.send('Emulation.setCPUThrottlingRate', { rate: slower });
    await page.evaluate(() => {
        const window_ = /** @type {any} */ (window);
        window_.events_ = [];
        window_.rrweb.record({ emit: (/** @type {unknown} */ event) => window_.events_.push(event) });
    });
    await client.send('Profiler.enable');
    await client.send('Profiler.setSamplingInterval', { interval });
    await client.send('Profiler.start');
    const began = await page.evaluate(() => Date.now());
    await walk(personAt(page, sample.length), sample, async () => {}, { mistakes: false, everywhere: false });
    await page.clock.runFor(1500);
    const minutes = (await page.evaluate(() => Date.now()) - began) / 60_000;
    const { profile } = await client.send('Profiler.stop');
    const [events, chunks] = await Promise.all([
        page.evaluate(() => /** @type {any} */ (window).events_.map((/** @type {unknown} */ event) => JSON.stringify(event))),
        page.evaluate(() => new Promise((resolve) => {
            indexedDB.open('ensaio').onsuccess = (event) => {
                const all = /** @type {any} */ (event.target).result.transaction('chunks').objectStore('chunks').getAll(IDBKeyRange.lowerBound([]));
                all.onsuccess = () => resolve(all.result.map((/** @type {Uint8Array} */ chunk) => [...chunk]));
            };
        })),
    ]);
    await context.close();

    const entries = /** @type {number[][]} */ (chunks).map((chunk) => Buffer.from(chunk)), kept = entries.flatMap(unpacked);
    const number = (/** @type {Buffer} */ chunk) => chunk.readUInt32LE(20);
    /** @param {Buffer[]} some */
    const fileOf = (some) => Buffer.concat([Buffer.from('ENSAIO1\n'), ...some]);
    const path = join(folder, `${sample}.ensaio`);
    writeFileSync(path, fileOf(kept));
    /** @param {Buffer[]} some */
    const packed = (some) => execFileSync(join(root, 'build/native/tests/dump_sessions'), ['--pack'], { input: fileOf(some), maxBuffer: 1 << 26 }).length;
    const sources = kept.slice(0, 3), rest = entries.filter((entry) => number(entry) > 2);
    const sum = (/** @type {number[]} */ numbers) => numbers.reduce((all, one) => all + one, 0);
    const size = (/** @type {Buffer[]} */ some) => sum(some.map(({ length }) => length));
    const traces = kept.filter((chunk) => chunk[24] === 8);
    const parts = traces.map((chunk) => pointerPart(chunk[25] ? inflateRawSync(chunk.subarray(30, -4)) : chunk.subarray(30, -4)));
    const [told] = secondReading(path);
    const text = events.join('\n');
    const first = events.filter((/** @type {string} */ event) => /^\{"type":[24],/.test(event)).slice(0, 2).join('\n'); // the page at the start: its weight comes once
    return {
        minutes, loose: size(kept.slice(3)),
        stored: size(rest), packed: packed(kept) - packed(sources), sources: packed(sources), trace: size(traces),
        perPointer: sum(parts.map(({ bytes }) => bytes)) / sum(parts.map(({ samples }) => samples)),
        samples: told.trace.length, perSample: sum(traces.map(({ length }) => length - 34)) / told.trace.length,
        ms: timeUnder(/** @type {Profile} */ (profile), (url) => /\/web\/(trace|storage|pack|database)\.js/.test(url)),
        rrwebBytes: text.length - first.length, rrwebPacked: deflateRawSync(text, { level: 9 }).length - deflateRawSync(first, { level: 9 }).length,
        rrwebMs: timeUnder(/** @type {Profile} */ (profile), (url) => /\/rrweb\.js/.test(url)),
    };
}

const wanted = process.argv.slice(2);
const load = loadavg()[0];
plainSite();
const [server, browser] = await Promise.all([serve(folder), launch()]);
console.log(`Window of 1280 × 800 with a mouse, processor ${slower} times slower. ${cpus().length} × ${cpus()[0].model}, load ${load.toFixed(1)} before this began. Chromium ${browser.version()}. rrweb ${rrwebVersion}, usual settings.`);
console.log('Bytes a minute: all that is stored while it goes on, without what comes once (study and prototype; the first picture of the page).\n');
const widths = [20, 9, 20, 20, 22, 22, 22, 0];
/** @param {string[]} cells */
const row = (...cells) => console.log(cells.map((cell, i) => cell.padEnd(widths[i])).join(''));
row('', 'minutes', 'stored (as it came)', 'as a file, packed', 'B a sample', 'main thread', 'rrweb: bytes, packed', 'rrweb: main thread');
/** @type {Awaited<ReturnType<typeof measure>>[]} */ const all = [];
for (const sample of allSamples().filter((one) => wanted.length === 0 || wanted.includes(one))) {
    const one = await measure(browser, server.origin, sample);
    all.push(one);
    const a = (/** @type {number} */ bytes) => (bytes / one.minutes / 1000).toFixed(2);
    const part = (/** @type {number} */ ms) => `${ms.toFixed(0)} ms, ${(ms / one.minutes / 600).toFixed(2)} %`;
    row(sample, one.minutes.toFixed(1), `${a(one.stored)} kB (${a(one.loose)})`, `${a(one.packed)} kB`, `${one.perPointer.toFixed(2)}, ${one.perSample.toFixed(2)} of ${one.samples}`, part(one.ms), `${a(one.rrwebBytes)}, ${a(one.rrwebPacked)} kB`, part(one.rrwebMs));
}
const limits = { stored: 3, packed: 3, pointer: 4 }; // kB a minute, bytes for time and place of a sample
const most = (/** @type {(one: typeof all[number]) => number} */ figure) => Math.max(...all.map(figure));
const found = { stored: most((one) => one.stored / one.minutes) / 1000, packed: most((one) => one.packed / one.minutes) / 1000, pointer: most((one) => one.perPointer) };
console.log(`\nAt most: ${found.stored.toFixed(2)} kB a minute stored (limit ${limits.stored}), ${found.packed.toFixed(2)} packed (limit ${limits.packed}); ${found.pointer.toFixed(2)} bytes for time and place of a pointer sample (limit ${limits.pointer}), ${most((one) => one.perSample).toFixed(2)} for one of any kind with its share of boxes, runs and chunks; ${most((one) => one.ms / one.minutes / 600).toFixed(2)} % of the main thread (limit 1).`);
await browser.close();
await server.close();
for (const one of /** @type {(keyof typeof limits)[]} */ (Object.keys(limits))) {
    if (found[one] <= limits[one]) continue; // nothing measured is no less
    console.error(`Missed: ${one}, ${found[one]} > ${limits[one]}`);
    process.exitCode = 1;
}
