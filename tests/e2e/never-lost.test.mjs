// What was done in a test is never lost: the whole browser killed at twenty moments, a tab closed, two tabs, a database that is deleted, blocked,
// full or fails now and then, a clock that jumps. What a session needs to be gone on with, or to be read, is asked of the page itself.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { endTask, heading, press, taskCard } from './citizen.mjs';
import { assertClean, flags, launch, serve, site, sizes, visit } from './harness.mjs';
import { chunksOf, secondReading, sessionFile } from './sessions.mjs';
import { begin, failWrites, maybeFailing, places, stock, stored, storedUnder, street, toTheEnd } from './streets.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); });
after(async () => { await browser?.close(); await server?.close(); });

const nothing = async () => {};
const screens = 300; // more than the walk of all the killed browsers together gets through

/** Opens the studio in another tab: its sessions are whole and replay exactly. @param {BrowserContext} context @param {RegExp[]} outcomes in the order of the list */
async function assertStored(context, outcomes) {
    const studio = await context.newPage();
    await studio.goto(`${server.origin}/#/studio`);
    await heading(studio, 'Sessões gravadas');
    const rows = studio.getByRole('row').filter({ has: studio.getByRole('button') });
    for (let i = 0; i < 50 && await rows.count() !== outcomes.length; ++i) await studio.waitForTimeout(100);
    assert.equal(await rows.count(), outcomes.length, 'sessions in the studio');
    for (const [i, outcome] of outcomes.entries()) {
        assert.match(await rows.nth(i).innerText(), outcome);
        await rows.nth(i).getByRole('button').click();
        await studio.getByText('Exata: cada passo foi refeito e conferido').waitFor();
        assert.equal(await studio.getByText('Dano no arquivo').count(), 0);
        await press(studio, 'Todas as sessões');
        await heading(studio, 'Sessões gravadas');
    }
    await studio.close();
}

// ---------------------------------------------------------------- the whole browser is killed

/** Numbers from 0 to 1 that are the same in every run. @param {number} seed */
function random(seed) {
    return () => {
        seed = (seed * 1664525 + 1013904223) >>> 0;
        return seed / 2 ** 32;
    };
}

/** A browser of its own, with a profile that outlives it. @param {string} profile */
async function ownBrowser(profile) {
    // Without a picture, which is no part of this, it starts sooner.
    const child = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium',
        [...flags.filter((flag) => !/gl|swiftshader/.test(flag)), '--disable-gpu', '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    /** @type {string} */
    const address = await new Promise((resolve, reject) => {
        let said = '';
        child.stderr.on('data', (data) => {
            said += data;
            const found = said.match(/DevTools listening on (ws:\S+)/);
            if (found) resolve(found[1]);
        });
        child.on('exit', () => reject(new Error(said)));
    });
    const connected = await chromium.connectOverCDP(address);
    const context = connected.contexts()[0];
    return {
        context, page: context.pages()[0] ?? await context.newPage(),
        async kill() {
            const over = new Promise((resolve) => child.on('exit', resolve));
            process.kill(-/** @type {number} */ (child.pid), 'SIGKILL');
            const at = Date.now();
            await over;
            await connected.close().catch(() => {});
            return at;
        },
    };
}

/** In the page: tells what is acknowledged by the database; and no service worker comes between it and what stands in the place of files. */
function tellAcknowledged() {
    ServiceWorkerContainer.prototype.register = () => new Promise(() => {});
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (/** @type {unknown} */ value, /** @type {IDBValidKey | undefined} */ key) {
        const request = key === undefined ? put.call(this, value) : put.call(this, value, key);
        if (Array.isArray(key)) this.transaction.addEventListener('complete', () => /** @type {any} */ (window).tell_('acknowledged', key[1], Date.now()));
        return request;
    };
}

/** In the page: a person in a hurry, who types and goes on, and a pointer that is never still. @param {{ pauses: number[], way: number, more?: string }} wishes ms; where the pointer begins: no place comes twice; what is typed behind each street */
function hurry({ pauses, way, more = '' }) {
    const tell = /** @type {any} */ (window).tell_;
    setInterval(() => {
        document.body.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, pointerType: 'mouse', clientX: ++way }));
        tell('moved', way, Date.now());
    }, 60);
    const number = () => Number(document.querySelector('#nodes h1')?.textContent?.match(/\d+/)?.[0]);
    const step = () => {
        const field = /** @type {HTMLInputElement} */ (document.querySelector('#nodes input'));
        field.focus();
        field.select(); // what an earlier hurry left there
        document.execCommand('insertText', false, `Rua ${number()}${more}`);
        tell('typed', number(), Date.now());
        setTimeout(() => {
            /** @type {HTMLElement} */ (document.getElementById('do:continue')).click();
            tell('screen', number(), Date.now());
            step();
        }, pauses.shift() ?? 100);
    };
    step();
}

/** Where the pointer was last, of what is stored. @param {Page} page @param {string} folder */
async function lastPlace(page, folder) {
    const path = join(folder, 'so-far.ensaio');
    writeFileSync(path, await sessionFile(page));
    const [{ trace }] = secondReading(path);
    return trace.filter((/** @type {number[]} */ [, kind]) => kind === 0).at(-1)?.[2] ?? 0;
}

test('a browser killed at twenty moments of a walk loses no acknowledged record, no step older than 250 ms and no place of the pointer older than a second, and the walk goes on each time', async () => {
    const kills = 20, keyAge = 250, traceAge = 1000, commit = 100; // ms; commit: until the database has what it was given
    const profile = mkdtempSync(join(tmpdir(), 'ensaio-profile-'));
    const next = random(20);
    /** @type {{ kind: string, number: number, at: number }[]} */ let told = [];
    let killed = 0, lost = 0, oldest = 0, oldestPlace = 0;
    try {
        for (let turn = 0; turn <= kills; ++turn) {
            const own = await ownBrowser(profile);
            const { context, page } = own;
            try {
                page.setDefaultTimeout(15_000);
                await stock(context, screens);
                /** @type {typeof told} */ const now = [];
                await context.exposeBinding('tell_', (_, kind, number, at) => { now.push({ kind, number, at }); });
                await context.addInitScript(tellAcknowledged);
                await page.goto(`${server.origin}/#/test/firme`);
                if (turn === 0) {
                    await press(page, 'Aceito participar');
                    await taskCard(page, 'A tarefa', nothing);
                } else {
                    await heading(page, 'Você já começou este teste');
                    const kept = new Set(await stored(page));
                    const missing = told.filter(({ kind, number }) => kind === 'acknowledged' && !kept.has(number));
                    assert.deepEqual(missing, [], 'acknowledged, and not there');
                    const place = await lastPlace(page, profile);
                    const unseen = told.filter(({ kind, number }) => kind === 'moved' && number > place).map(({ at }) => killed - at);
                    oldestPlace = Math.max(oldestPlace, ...unseen);
                    assert.ok(unseen.every((age) => age <= traceAge + commit), `kill ${turn}: a place of the pointer was ${Math.max(...unseen)} ms old, and is lost`);
                    await press(page, 'Continuar de onde parei');
                    await heading(page, /^Pergunta/);
                    const screen = Number((await page.getByRole('heading', { level: 1 }).innerText()).match(/\d+/)?.[0]);
                    const steps = told.filter(({ kind }) => kind === 'screen');
                    for (const { number, at } of steps) {
                        if (number <= screen) continue;
                        ++lost;
                        oldest = Math.max(oldest, killed - at);
                        assert.ok(killed - at <= keyAge, `kill ${turn}: the step to ${number} was ${killed - at} ms old, and is lost (${screen} is there)`);
                    }
                    const typed = told.filter(({ kind, number, at }) => kind === 'typed' && number === screen && killed - at > traceAge);
                    if (typed.length > 0) assert.match(await street(page).inputValue(), new RegExp(`Rua ${screen}`), 'what was typed long before');
                }
                if (turn === kills) break;
                told = now;
                // One in eight waits long enough for what was typed to be asked for.
                await page.evaluate(hurry, { pauses: Array.from({ length: 100 }, () => (next() < 0.12 ? 1300 : 30 + next() * 120)), way: 1000 * turn });
                await page.waitForTimeout(100 + next() * 1400);
            } finally {
                killed = await own.kill();
            }
        }
        console.log(`${kills} kills: ${lost} steps lost, the oldest ${oldest} ms old; of the pointer's places the oldest lost one ${oldestPlace} ms old`);
    } finally {
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
});

/** In the page: tells when chunks give way to a pack, and lets each write of it take its time: were they in two transactions, there would be time between them. */
function tellPacking() {
    const { delete: remove, put } = IDBObjectStore.prototype;
    /** @param {IDBObjectStore} store */
    const slowly = (store) => {
        const tell = /** @type {any} */ (window).tell_;
        tell('packing', 1, Date.now());
        store.transaction.addEventListener('complete', () => tell('packing', 0, Date.now()));
        let rounds = 200;
        const wait = () => { if (--rounds > 0) store.count().onsuccess = wait; };
        wait();
    };
    IDBObjectStore.prototype.delete = function (/** @type {IDBValidKey | IDBKeyRange} */ range) {
        const request = remove.call(this, range);
        if (range instanceof IDBKeyRange) slowly(this);
        return request;
    };
    IDBObjectStore.prototype.put = function (/** @type {unknown} */ value, /** @type {IDBValidKey | undefined} */ key) {
        const request = key === undefined ? put.call(this, value) : put.call(this, value, key);
        if (Array.isArray(key) && key.length === 3) slowly(this);
        return request;
    };
}

test('a browser killed while chunks give way to a pack loses none of them, and the walk goes on each time', async () => {
    const kills = 8, most = 40; // ms after it began
    const profile = mkdtempSync(join(tmpdir(), 'ensaio-profile-')), path = join(profile, 'so-far.ensaio');
    const next = random(8);
    /** @type {Set<number>} */ const acknowledged = new Set();
    let within = 0;
    try {
        for (let turn = 0; turn <= kills; ++turn) {
            const own = await ownBrowser(profile);
            const { context, page } = own;
            let inside = 0, armed = turn > 0; // the first time not before the walk has begun
            let writes = 1 + turn % 2; // of the two that packing takes, the one from which the time runs
            try {
                page.setDefaultTimeout(15_000);
                await stock(context, 450);
                /** @type {() => void} */ let kill = () => {};
                const moment = new Promise((resolve) => { kill = () => resolve(undefined); });
                await context.exposeBinding('tell_', (_, kind, number) => {
                    if (kind === 'acknowledged') acknowledged.add(number);
                    if (kind !== 'packing') return;
                    inside = number;
                    if (number === 0 || !armed || --writes > 0) return;
                    armed = false;
                    setTimeout(kill, next() * most);
                });
                await context.addInitScript(tellAcknowledged);
                await context.addInitScript(tellPacking);
                await page.goto(`${server.origin}/#/test/firme`);
                if (turn === 0) {
                    await heading(page, 'Antes de começar');
                } else {
                    await heading(page, 'Você já começou este teste');
                    const kept = await stored(page);
                    assert.deepEqual(kept, kept.map((_, i) => i), `kill ${turn}: a number is missing, or is there twice`);
                    assert.deepEqual([...acknowledged].filter((number) => number >= kept.length), [], `kill ${turn}: acknowledged, and not there`);
                    writeFileSync(path, await sessionFile(page));
                    assert.deepEqual(secondReading(path).map(({ damage }) => damage), [[]], `kill ${turn}`);
                }
                const walk = async () => {
                    if (turn === 0) {
                        await press(page, 'Aceito participar');
                        await taskCard(page, 'A tarefa', nothing);
                    } else {
                        await press(page, 'Continuar de onde parei');
                    }
                    await heading(page, /^Pergunta/);
                    if (turn === kills) return;
                    armed ||= turn === 0;
                    await page.evaluate(hurry, { pauses: Array.from({ length: 200 }, () => 20 + next() * 60), way: 1000 * turn, more: ' que tem um nome muito comprido'.repeat(5) });
                    await page.waitForTimeout(30_000);
                    throw new Error('nothing was packed');
                };
                // What is loose may be packed as soon as it is gone on with.
                await Promise.race(turn === kills ? [walk()] : [moment, walk()]);
            } finally {
                if (turn < kills) within += inside;
                await own.kill();
            }
        }
        console.log(`${kills} kills, ${within} of them within the transaction; ${acknowledged.size} chunks`);
        assert.ok(within > 0, 'some were in the middle of it');
    } finally {
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
});

/** Answers one question and waits until it is stored. @param {Page} page @param {number} question */
async function answer(page, question) {
    await street(page).fill(`Rua ${question}`);
    await press(page, 'Continuar');
    await heading(page, `Pergunta ${question + 1}`);
    await page.waitForTimeout(400);
}

test('what was loose when a page was loaded again is packed with what comes', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page, server.origin);
    for (const question of [1, 2, 3]) {
        await answer(page, question);
        await page.reload();
        await heading(page, `Pergunta ${question + 1}`);
    }
    assert.ok((await places(page)).length > 6, 'nothing of it was packed yet');
    await press(page, 'Continuar');
    await heading(page, 'Recebemos o pedido');
    await endTask(page);
    await heading(page, 'Muito obrigado!');
    await page.waitForTimeout(600);
    const all = await places(page), numbers = await stored(page);
    assert.deepEqual(all.filter(([, , last]) => last === undefined).map(([, number]) => number), [0], 'alone stands the header, before study and prototype');
    assert.deepEqual(numbers, numbers.map((_, i) => i), 'every number once');
    await assertStored(context, [/Conseguiu/]);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('what is loose of an interrupted session is packed once the studio has listed it, but not while a tab has the session, and no damage with it', async () => {
    const { context, page } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page, server.origin);
    for (const question of [1, 2, 3]) {
        await answer(page, question);
    }
    await page.close({ runBeforeUnload: true });
    const other = await context.newPage();
    await other.goto(`${server.origin}/#/test/firme`);
    await heading(other, 'Você já começou este teste');
    await press(other, 'Começar de novo');
    await press(other, 'Aceito participar');
    await taskCard(other, 'A tarefa', nothing);
    await heading(other, 'Pergunta 1');
    await other.reload(); // until then it holds the one that it asked about
    await heading(other, 'Pergunta 1');
    await other.waitForTimeout(600);
    /** Of each session what stands there, the newest last. */
    const bySession = async () => {
        const [{ session: newest }, all] = [{ session: await storedUnder(other, 'live/firme') }, await places(other)];
        return [all.filter(([session]) => session !== newest), all.filter(([session]) => session === newest)];
    };
    const [before, busyBefore] = await bySession();
    assert.ok(before.length > 6 && busyBefore.length > 3, 'loose');
    // One is damaged: it stays, beside what is packed.
    await other.evaluate(([session, number]) => new Promise((resolve) => {
        indexedDB.open('ensaio', 1).onsuccess = (event) => {
            const database = /** @type {any} */ (event.target).result;
            const chunks = database.transaction('chunks', 'readwrite').objectStore('chunks');
            chunks.get([session, number]).onsuccess = (/** @type {any} */ { target }) => {
                const bytes = target.result;
                bytes[32] ^= 1;
                chunks.put(bytes, [session, number]).onsuccess = () => { database.close(); resolve(undefined); };
            };
        };
    }), /** @type {[string, number]} */ ([before[0][0], 3]));
    const studio = await context.newPage();
    await studio.goto(`${server.origin}/#/studio`);
    await heading(studio, 'Sessões gravadas');
    for (let i = 0; i < 50 && (await bySession())[0].length === before.length; ++i) await studio.waitForTimeout(100);
    const [after, busy] = await bySession();
    assert.deepEqual(after.map(([, ...numbers]) => numbers), [[0], [1, 2], [3], [4, /** @type {number[]} */ (before.at(-1))[1]]], 'all but the header and what is damaged');
    assert.deepEqual(busy.slice(0, busyBefore.length), busyBefore, 'loose as they were');
    await studio.reload();
    await heading(studio, 'Sessões gravadas');
    await studio.getByRole('row').filter({ hasText: 'Interrompida' }).last().waitFor();
    assert.deepEqual(after, (await bySession())[0]);
    await context.close();
});

test('a session names the version of the site that it was recorded with', async () => {
    const { context, page } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page, server.origin);
    await page.waitForTimeout(600);
    const file = await sessionFile(page);
    const [chunk] = chunksOf(file.subarray(8));
    const { program } = JSON.parse(chunk.subarray(30, -4).toString());
    const [, version] = readFileSync(join(site, 'index.html'), 'utf8').match(/web\/boot\.js\?([0-9a-f]+)/) ?? [];
    assert.match(`${version}`, /^[0-9a-f]{12}$/);
    assert.equal(program.replace(/^ensaio \d+\.\d+\.\d+/, ''), `+${version}`);
    await context.close();
});

test('a closed tab: what was typed last is there, and whoever comes back is asked whether they began it', async () => {
    const { context, page } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page, server.origin);
    await street(page).fill('Rua do Faz de Conta');
    await page.close({ runBeforeUnload: true });
    for (const goesOn of [true, false]) {
        const again = await context.newPage();
        await again.goto(`${server.origin}/#/test/firme`);
        await heading(again, 'Você já começou este teste');
        await press(again, goesOn ? 'Continuar de onde parei' : 'Começar de novo');
        await heading(again, goesOn ? 'Pergunta 1' : 'Antes de começar');
        if (goesOn) assert.equal(await street(again).inputValue(), 'Rua do Faz de Conta');
        await again.close();
    }
    await assertStored(context, [/Interrompida/]);
    await context.close();
});

test('the browser is asked to keep what is stored for good, once something is', async () => {
    const { context, page } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await context.addInitScript(() => {
        /** @type {any} */ (window).asked_ = 0;
        StorageManager.prototype.persist = async () => ++(/** @type {any} */ (window).asked_) > 0;
    });
    const asked = () => page.evaluate(() => /** @type {any} */ (window).asked_);
    await page.goto(`${server.origin}/#/test/firme`);
    await heading(page, 'Antes de começar');
    assert.equal(await asked(), 0);
    await begin(page, server.origin);
    assert.equal(await asked(), 1);
    await context.close();
});

test('two tabs of one study are two sessions, and both are whole', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page, server.origin);
    await street(page).fill('Rua 1');
    const other = await context.newPage();
    await begin(other, server.origin); // it is not asked about the session that the first one is busy with
    await toTheEnd(other);
    await toTheEnd(page);
    await assertStored(context, [/Conseguiu/, /Conseguiu/]);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('a tab that is loaded again goes on in its own session, whatever was begun in another one', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page, server.origin);
    await street(page).fill('Rua da primeira');
    const other = await context.newPage();
    await begin(other, server.origin);
    await street(other).fill('Rua da segunda');
    await page.waitForTimeout(500);
    await page.reload();
    await street(page).waitFor();
    assert.equal(await street(page).inputValue(), 'Rua da primeira', 'while the other one is open');
    await other.close();
    await page.reload();
    await street(page).waitFor();
    assert.equal(await street(page).inputValue(), 'Rua da primeira', 'and when it is not');
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('a database that is deleted in the middle is filled again with all of the session', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page, server.origin);
    /** The session that may be gone on with. */
    const live = () => storedUnder(page, 'live/firme');
    const session = await live();
    assert.match(`${session}`, /^[0-9a-f]{32}$/);
    await toTheEnd(page, async (question) => {
        if (question < 3) return;
        await page.waitForTimeout(600);
        if (question > 3) return assert.equal(await live(), session, 'it could be gone on with after a crash');
        await page.evaluate(() => new Promise((resolve, reject) => {
            const request = indexedDB.deleteDatabase('ensaio');
            request.onsuccess = resolve;
            request.onerror = reject;
        }));
    });
    await assertStored(context, [/Conseguiu/]);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('a database that another tab holds back: the record is offered, and stored as soon as that tab is gone', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    const other = await context.newPage();
    await other.goto(`${server.origin}/#/`);
    await other.evaluate(async () => {
        await new Promise((resolve) => { indexedDB.open('ensaio', 1).onsuccess = resolve; }); // and never closes it
        indexedDB.deleteDatabase('ensaio');
    });
    await begin(page, server.origin);
    await toTheEnd(page);
    await page.getByRole('button', { name: 'Baixar o registro' }).waitFor();
    await other.close();
    await page.getByRole('button', { name: 'Baixar o registro' }).waitFor({ state: 'detached', timeout: 20_000 });
    await assertStored(context, [/Conseguiu/]);
    await assertClean(page, seen, server.origin);
    await context.close();
});

/** In the page: the n-th transaction that writes fails. @param {number} nth */
function failAt(nth) {
    const transaction = IDBDatabase.prototype.transaction;
    let count = 0;
    IDBDatabase.prototype.transaction = function (/** @type {string[]} */ stores, /** @type {IDBTransactionMode | undefined} */ mode, /** @type {IDBTransactionOptions | undefined} */ options) {
        const made = transaction.call(this, stores, mode, options);
        if (mode === 'readwrite' && ++count === nth) queueMicrotask(() => made.abort());
        return made;
    };
}

for (const nth of [1, 2, 4]) {
    test(`write number ${nth} fails: it is done again, and nothing is missing`, async () => {
        const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
        await stock(context);
        await context.addInitScript(failAt, nth);
        await begin(page, server.origin);
        await toTheEnd(page);
        await page.waitForTimeout(500);
        await assertStored(context, [/Conseguiu/]);
        await assertClean(page, seen, server.origin);
        await context.close();
    });
}

test('what the disk has spoilt of a session is told with its place, and the rest is read', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page, server.origin);
    for (const question of [1, 2]) {
        await street(page).fill(`Rua ${question}`);
        await press(page, 'Continuar');
        await heading(page, `Pergunta ${question + 1}`);
        await page.waitForTimeout(1300); // so that there are several pieces
    }
    assert.ok((await places(page)).length > 4);
    /** Spoils a stored piece of the session: the newest. @param {(bytes: number[]) => number[]} spoil */
    const spoilt = (spoil) => page.evaluate((body) => new Promise((resolve, reject) => {
        const spoil = new Function(`return ${body}`)();
        indexedDB.open('ensaio', 1).onsuccess = (event) => {
            const database = /** @type {any} */ (event.target).result;
            const transaction = database.transaction('chunks', 'readwrite'), chunks = transaction.objectStore('chunks');
            chunks.openCursor(IDBKeyRange.lowerBound([]), 'prev').onsuccess = (/** @type {any} */ { target }) => target.result.update(new Uint8Array(spoil([...target.result.value])));
            transaction.oncomplete = resolve;
            transaction.onerror = reject;
        };
    }), `${spoil}`);
    const studio = await context.newPage();
    /** What the studio says of it. @param {RegExp} words */
    const assertTold = async (words) => {
        await studio.goto('about:blank');
        await studio.goto(`${server.origin}/#/studio`);
        await heading(studio, 'Sessões gravadas');
        await studio.getByRole('button', { name: /^P01/ }).click();
        await studio.getByText('Dano no arquivo').first().waitFor();
        await studio.getByText(words).first().waitFor();
        await studio.getByText('Pergunta 1').first().waitFor(); // what was read
    };
    await spoilt((bytes) => bytes.map((byte, i) => (i === 40 ? byte ^ 1 : byte)));
    await assertTold(/está estragado e ficou de fora\. Lugar: byte \d+ do arquivo/);
    await spoilt((bytes) => bytes.slice(0, -20));
    await assertTold(/termina no meio de um pedaço|está estragado/);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('without room the record is offered, and it is stored when there is room again', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    const client = await context.newCDPSession(page);
    await page.goto(`${server.origin}/#/`);
    await client.send('Storage.overrideQuotaForOrigin', { origin: server.origin, quotaSize: 1 });
    await begin(page, server.origin);
    await toTheEnd(page);
    await page.getByRole('button', { name: 'Baixar o registro' }).waitFor();
    await client.send('Storage.overrideQuotaForOrigin', { origin: server.origin });
    await page.getByRole('button', { name: 'Baixar o registro' }).waitFor({ state: 'detached', timeout: 20_000 });
    await assertStored(context, [/Conseguiu/]);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('a page that is loaded again while there is no room goes on behind what is not stored yet', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await context.addInitScript(maybeFailing);
    await begin(page, server.origin);
    await street(page).fill('Rua 1');
    await press(page, 'Continuar');
    await heading(page, 'Pergunta 2');
    await page.waitForTimeout(600);
    const before = (await stored(page)).length;
    await failWrites(page, true);
    await street(page).fill('Rua 2');
    await press(page, 'Continuar');
    await heading(page, 'Pergunta 3');
    for (let i = 0; i < 2; ++i) {
        await page.waitForTimeout(400);
        await page.reload();
        await heading(page, 'Pergunta 3');
        await street(page).fill(`Rua 3, ${i}`);
    }
    assert.equal((await stored(page)).length, before, 'nothing could be stored meanwhile');
    await failWrites(page, false);
    await page.waitForTimeout(400);
    await page.reload();
    await heading(page, 'Pergunta 3');
    assert.equal(await street(page).inputValue(), 'Rua 3, 1');
    await press(page, 'Continuar');
    await heading(page, 'Pergunta 4');
    await press(page, 'Continuar');
    await heading(page, 'Recebemos o pedido');
    await endTask(page);
    await heading(page, 'Muito obrigado!');
    await page.waitForTimeout(600);
    const numbers = await stored(page);
    assert.deepEqual(numbers, numbers.map((_, i) => i), 'every number once');
    await assertStored(context, [/Conseguiu/]);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('a page that the browser opens again behind another tab is not in use until it is seen', async () => {
    const { context, page } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page, server.origin);
    await page.waitForTimeout(600);
    await page.addInitScript(() => {
        let hidden = true;
        Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
        /** @type {any} */ (window).appear = () => { hidden = false; document.dispatchEvent(new Event('visibilitychange')); };
    });
    await page.reload();
    await heading(page, 'Pergunta 1');
    await page.waitForTimeout(500);
    await page.evaluate(() => /** @type {any} */ (window).appear());
    await page.waitForTimeout(600);
    const folder = mkdtempSync(join(tmpdir(), 'ensaio-')), path = join(folder, 'behind.ensaio');
    writeFileSync(path, await sessionFile(page));
    const [{ records }] = secondReading(path);
    rmSync(folder, { recursive: true });
    const kinds = records.map((/** @type {[number, number[]]} */ [, [kind]]) => kind), resumed = kinds.lastIndexOf(5);
    const after = records.slice(resumed).filter((/** @type {[number, number[]]} */ [, [kind]]) => kind === 4).map((/** @type {[number, number[]]} */ [, [, hidden]]) => hidden);
    assert.deepEqual(after, [1, 0]);
    await context.close();
});

test('clocks that jump a day back and forth change nothing of a record but its times', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await context.addInitScript(() => {
        const day = 86_400_000, [date, now] = [Date.now.bind(Date), performance.now.bind(performance)];
        let turn = 0;
        Date.now = () => date() + (++turn % 3 - 1) * day;
        performance.now = () => now() + (turn % 2) * 5000;
    });
    await begin(page, server.origin);
    await toTheEnd(page);
    await page.waitForTimeout(400);
    await assertStored(context, [/Conseguiu/]);
    await assertClean(page, seen, server.origin);
    await context.close();
});

for (const [what, refuses] of /** @type {[string, boolean][]} */ ([['chunks give way to packs, and at no time is one of them missing', false], ['a database that takes no packs keeps the chunks', true]])) {
    test(what, async () => {
        const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
        await stock(context);
        if (refuses) {
            await context.addInitScript(() => {
                const put = IDBObjectStore.prototype.put;
                IDBObjectStore.prototype.put = function (/** @type {unknown} */ value, /** @type {any} */ key) {
                    if (Array.isArray(key) && key.length === 3) throw new DOMException('no', 'DataError');
                    return put.call(this, value, key);
                };
            });
        }
        await begin(page, server.origin);
        let looks = 0, over = false;
        const looking = (async () => {
            while (!over) {
                const numbers = await stored(page);
                assert.deepEqual(numbers, numbers.map((_, i) => i), 'a number is missing, or is there twice');
                ++looks;
            }
        })();
        await toTheEnd(page, async (question) => {
            // So much that a pack takes in the one before it.
            for (let i = 0; i < 60; ++i) {
                if (i % 15 === 0) await street(page).fill(''); // a street may have 200 letters
                await street(page).pressSequentially(`${question} rua ${i} `);
            }
        });
        await page.waitForTimeout(400);
        over = true;
        await looking;
        assert.ok(looks > 20, `${looks} looks`);
        const packs = (await places(page)).filter(([, , last]) => last !== undefined);
        if (refuses) assert.equal(packs.length, 0);
        else assert.ok(packs.length >= 2 && (await places(page)).length <= packs.length + 2, `${packs.length} packs: of the study with its prototype, and of all that was done`);
        await assertStored(context, [/Conseguiu/]);
        await assertClean(page, seen, server.origin);
        await context.close();
    });
}
