// What was done in a test is never lost: the whole browser killed at twenty moments, a tab closed, two tabs, a database that is deleted, blocked,
// full or fails now and then, a clock that jumps. What a session needs to be gone on with, or to be read, is asked of the page itself.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { heading, press, taskCard } from './citizen.mjs';
import { assertClean, flags, launch, serve, sizes, visit } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); });
after(async () => { await browser?.close(); await server?.close(); });

const nothing = async () => {};
const screens = 300; // more than the walk of all the killed browsers together gets through

const study = {
    format: 1, id: 'firme', title: 'Estudo', prototype: 'firme', language: 'pt-BR', body: 'Cidade', round: 1, mode: 'remoto', made_up_data: true,
    consent: { version: '1', who: 'a', why: 'b', recorded: 'c', use: 'd', duration: 'e', rights: 'f', contact: 'g', options: [] },
    tasks: [{ id: 'tarefa', title: 'A tarefa', scenario: 'Peça.', success: 'Chega ao fim.', goal_screen: 'fim' }],
};

/** @param {number} count of questions, one behind the other */
const prototypeOf = (count) => ({
    format: 1, id: 'firme', title: 'Serviço',
    screens: [...Array.from({ length: count }, (_, i) => ({
        id: `p${i}`, kind: 'question', title: `Pergunta ${i + 1}`, next: i + 1 < count ? `p${i + 1}` : 'fim',
        fields: [{ id: `f${i}`, kind: 'text', label: 'Nome da rua', optional: true }],
    })), { id: 'fim', kind: 'confirmation', title: 'Recebemos o pedido' }],
});

/** Puts the study and its prototype in the place of files of the site: what a service worker fetches comes past it. @param {BrowserContext} to @param {number} [count] */
async function stock(to, count = 4) {
    await to.route('**/prototypes/studies/firme.json*', (route) => route.fulfill({ json: study }));
    await to.route('**/prototypes/firme.json*', (route) => route.fulfill({ json: prototypeOf(count) }));
}

/** From the address to the first question. @param {Page} page */
async function begin(page) {
    await page.goto(`${server.origin}/#/test/firme`);
    await press(page, 'Aceito participar');
    await taskCard(page, 'A tarefa', nothing);
    await heading(page, 'Pergunta 1');
}

/** @param {Page} page */
const street = (page) => page.getByRole('textbox', { name: 'Nome da rua' });

/** From the first question to the thanks. @param {Page} page @param {(question: number) => Promise<void>} [on] */
async function toTheEnd(page, on = nothing) {
    for (let i = 1; i <= 4; ++i) {
        await heading(page, `Pergunta ${i}`);
        await street(page).fill(`Rua ${i}`);
        await on(i);
        await press(page, 'Continuar');
    }
    await heading(page, 'Recebemos o pedido');
    await press(page, 'Terminei');
    await heading(page, 'Muito obrigado!');
}

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

/** In the page: a person in a hurry, who types and goes on. @param {number[]} pauses ms */
function hurry(pauses) {
    const tell = /** @type {any} */ (window).tell_;
    const number = () => Number(document.querySelector('#nodes h1')?.textContent?.match(/\d+/)?.[0]);
    const step = () => {
        const field = /** @type {HTMLInputElement} */ (document.querySelector('#nodes input'));
        field.focus();
        document.execCommand('insertText', false, `Rua ${number()}`);
        tell('typed', number(), Date.now());
        setTimeout(() => {
            /** @type {HTMLElement} */ (document.getElementById('do:continue')).click();
            tell('screen', number(), Date.now());
            step();
        }, pauses.shift() ?? 100);
    };
    step();
}

/** The sequence numbers that are stored. @param {Page} page @returns {Promise<number[]>} */
const stored = (page) => page.evaluate(() => new Promise((resolve, reject) => {
    const request = indexedDB.open('ensaio', 1);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
        const keys = request.result.transaction('chunks').objectStore('chunks').getAllKeys(IDBKeyRange.lowerBound([]));
        keys.onsuccess = () => {
            request.result.close();
            resolve(keys.result.flatMap((key) => { // of a pack all that is in it
                const [, first, last = first] = /** @type {[string, number, number?]} */ (key);
                return Array.from({ length: last - first + 1 }, (_, i) => first + i);
            }));
        };
    };
}));

test('a browser killed at twenty moments of a walk loses no acknowledged record, no step older than 250 ms, and the walk goes on each time', async () => {
    const kills = 20, keyAge = 250, traceAge = 1000;
    const profile = mkdtempSync(join(tmpdir(), 'ensaio-profile-'));
    const next = random(20);
    /** @type {{ kind: string, number: number, at: number }[]} */ let told = [];
    let killed = 0, lost = 0, oldest = 0;
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
                await page.evaluate(hurry, Array.from({ length: 100 }, () => (next() < 0.12 ? 1300 : 30 + next() * 120)));
                await page.waitForTimeout(100 + next() * 1400);
            } finally {
                killed = await own.kill();
            }
        }
        console.log(`${kills} kills: ${lost} steps lost, the oldest ${oldest} ms old`);
    } finally {
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
});

test('a closed tab: what was typed last is there, and whoever comes back is asked whether they began it', async () => {
    const { context, page } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page);
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

test('two tabs of one study are two sessions, and both are whole', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page);
    await street(page).fill('Rua 1');
    const other = await context.newPage();
    await begin(other); // it is not asked about the session that the first one is busy with
    await toTheEnd(other);
    await toTheEnd(page);
    await assertStored(context, [/Conseguiu/, /Conseguiu/]);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('a database that is deleted in the middle is filled again with all of the session', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page);
    await toTheEnd(page, async (question) => {
        if (question !== 3) return;
        await page.waitForTimeout(400);
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
    await begin(page);
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
        await begin(page);
        await toTheEnd(page);
        await page.waitForTimeout(500);
        await assertStored(context, [/Conseguiu/]);
        await assertClean(page, seen, server.origin);
        await context.close();
    });
}

test('without room the record is offered, and it is stored when there is room again', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    const client = await context.newCDPSession(page);
    await page.goto(`${server.origin}/#/`);
    await client.send('Storage.overrideQuotaForOrigin', { origin: server.origin, quotaSize: 1 });
    await begin(page);
    await toTheEnd(page);
    await page.getByRole('button', { name: 'Baixar o registro' }).waitFor();
    await client.send('Storage.overrideQuotaForOrigin', { origin: server.origin });
    await page.getByRole('button', { name: 'Baixar o registro' }).waitFor({ state: 'detached', timeout: 20_000 });
    await assertStored(context, [/Conseguiu/]);
    await assertClean(page, seen, server.origin);
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
    await begin(page);
    await toTheEnd(page);
    await page.waitForTimeout(400);
    await assertStored(context, [/Conseguiu/]);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('a session that is deleted while another tab records it: that tab is told, and not a byte more is stored', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone, { serviceWorkers: 'block' });
    await stock(context);
    await begin(page);
    await street(page).fill('Rua do Faz de Conta');
    await page.waitForTimeout(500);
    const studio = await context.newPage();
    await studio.goto(`${server.origin}/#/studio`);
    await press(studio, 'P01');
    await press(studio, 'Apagar a sessão');
    await press(studio, 'Apagar para sempre');
    await studio.getByText('Ainda não há sessões neste navegador.').waitFor();
    await page.getByText('Este teste foi apagado em outra janela').first().waitFor({ state: 'attached' });
    await press(page, 'Continuar');
    await heading(page, 'Pergunta 2');
    await page.waitForTimeout(500);
    assert.deepEqual(await stored(page), []);
    // One that has not heard of it is refused by what the deletion left behind.
    const deaf = await context.newPage();
    await deaf.addInitScript(() => { Reflect.deleteProperty(window, 'BroadcastChannel'); });
    await begin(deaf);
    await deaf.waitForTimeout(500);
    await studio.reload();
    await press(studio, 'P02');
    await press(studio, 'Apagar a sessão');
    await press(studio, 'Apagar para sempre');
    await studio.getByText('Ainda não há sessões neste navegador.').waitFor();
    for (let i = 1; i <= 4; ++i) {
        await heading(deaf, `Pergunta ${i}`);
        await press(deaf, 'Continuar');
    }
    await press(deaf, 'Terminei');
    await deaf.getByRole('heading', { level: 1, name: 'Apagamos tudo deste teste' }).waitFor();
    assert.deepEqual(await stored(page), []);
    await assertClean(page, seen, server.origin);
    await context.close();
});

/** The keys of what is stored of sessions. @param {Page} page @returns {Promise<[string, number, number?][]>} */
const places = (page) => page.evaluate(() => new Promise((resolve) => {
    indexedDB.open('ensaio', 1).onsuccess = (event) => {
        const database = /** @type {any} */ (event.target).result;
        database.transaction('chunks').objectStore('chunks').getAllKeys(IDBKeyRange.lowerBound([])).onsuccess = (/** @type {any} */ found) => {
            database.close();
            resolve(found.target.result);
        };
    };
}));

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
        await begin(page);
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
            for (let i = 0; i < 60; ++i) await street(page).pressSequentially(`${question} rua ${i} `);
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
