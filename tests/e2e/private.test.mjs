// What a person types is written nowhere: known texts go through every control that takes text, and are looked for, with their hashes, in every
// byte that is left behind: the database, the tail in localStorage, the tab's storage, the caches, the file.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { heading, press, taskCard } from './citizen.mjs';
import { launch, serve, sizes, visit } from './harness.mjs';
import { unpacked } from './sessions.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); });
after(async () => { await browser?.close(); await server?.close(); });

const kinds = ['text', 'long_text', 'number', 'money', 'date', 'address', 'map_point', 'cpf', 'cnpj', 'cep', 'phone', 'email', 'plate', 'rg', 'select', 'file'];
const controls = 22; // that take text on that screen, at least: fewer, and this test looks at too little

/** @param {boolean} madeUp */
const study = (madeUp) => ({
    format: 1, id: 'segredo', title: 'Estudo', prototype: 'segredo', made_up_data: madeUp,
    consent: { version: '1', who: 'a', why: 'b', recorded: 'c', use: 'd', duration: 'e', rights: 'f', contact: 'g' },
    tasks: [{ id: 'tarefa', title: 'A tarefa', scenario: 'Peça.', success: 'Chega ao fim.', goal_screen: 'fim' }],
});
const picture = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAADklEQVQI12P4jwYYRiQfAKmk/wG5yPTyAAAAAElFTkSuQmCC';
const prototype = {
    format: 1, id: 'segredo', title: 'Serviço', images: [{ id: 'mapa', alt: 'Um mapa', width: 16, height: 16, source: picture }],
    screens: [
        {
            id: 'tudo', kind: 'question', title: 'Tudo', next: 'conferir',
            fields: kinds.map((kind) => ({
                id: `campo_${kind}`, kind, label: `Campo ${kind}`, optional: true, privacy: 'personal', ...(kind === 'map_point' && { image: 'mapa' }),
                ...(kind === 'select' && { options: Array.from({ length: 60 }, (_, i) => ({ id: `o${i}`, label: `Opção ${i}` })) }),
            })),
        },
        { id: 'conferir', kind: 'check', title: 'Confira', next: 'fim' },
        { id: 'fim', kind: 'confirmation', title: 'Recebemos o pedido' },
    ],
};

/** The n-th known text: it stands nowhere else. @param {number} n */
const known = (n) => createHash('sha256').update(`segredo ${n}`).digest('hex').replace(/[0-9]/g, (digit) => 'ghijklmnop'[Number(digit)]).slice(0, 14);

/** Whatever a known text may have become. @param {string} text @returns {[string, Buffer][]} */
function traces(text) {
    /** @type {[string, Buffer][]} */ const all = [];
    for (const form of new Set([text, text.toUpperCase(), ` ${text} `, text.trim()])) {
        all.push([form, Buffer.from(form)], [`${form} (UTF-16)`, Buffer.from(form, 'utf16le')], [`${form} (base64)`, Buffer.from(Buffer.from(form).toString('base64').replace(/=+$/, ''))],
            [`${form} (backwards)`, Buffer.from([...form].reverse().join(''))]);
        for (const name of ['md5', 'sha1', 'sha256', 'sha512']) {
            const hash = createHash(name).update(form).digest();
            all.push([`${name} of ${form}`, hash.subarray(0, 8)], [`${name} of ${form}, in letters`, Buffer.from(hash.toString('hex').slice(0, 12))]);
        }
        let fnv = 0xcbf29ce484222325n;
        for (const byte of Buffer.from(form)) fnv = BigInt.asUintN(64, (fnv ^ BigInt(byte)) * 0x100000001b3n);
        const bytes = Buffer.alloc(8);
        bytes.writeBigUInt64LE(fnv);
        all.push([`FNV-1a of ${form}`, bytes], [`FNV-1a of ${form}, turned`, Buffer.from(bytes).reverse()], [`FNV-1a of ${form}, in letters`, Buffer.from(fnv.toString(16))]);
    }
    return all;
}

/** Every byte that the page's origin keeps. @param {Page} page @returns {Promise<Map<string, Buffer>>} */
async function leftBehind(page) {
    const all = await page.evaluate(async () => {
        /** @type {[string, number[] | string][]} */ const found = [];
        for (const [name, storage] of /** @type {[string, Storage][]} */ ([['localStorage', localStorage], ['sessionStorage', sessionStorage]])) {
            for (const key of Object.keys(storage)) found.push([`${name} ${key}`, `${key} ${storage.getItem(key)}`]);
        }
        for (const { name = '', version } of await indexedDB.databases()) {
            /** @type {IDBDatabase} */ const database = await new Promise((resolve) => { indexedDB.open(name, version).onsuccess = (event) => resolve(/** @type {any} */ (event.target).result); });
            for (const store of database.objectStoreNames) {
                const request = database.transaction(store).objectStore(store).openCursor();
                await new Promise((resolve) => {
                    request.onsuccess = () => {
                        const { result } = request;
                        if (!result) return resolve(undefined);
                        found.push([`${name} ${store} ${JSON.stringify(result.key)}`, result.value instanceof Uint8Array ? [...result.value] : JSON.stringify(result.value)]);
                        result.continue();
                    };
                });
            }
            database.close();
        }
        for (const name of await caches.keys()) {
            for (const request of await (await caches.open(name)).keys()) found.push([`cache ${request.url}`, request.url]);
        }
        found.push(['history', JSON.stringify(history.state)], ['cookies', document.cookie], ['address', location.href]);
        return found;
    });
    const places = new Map(all.map(([name, content]) => [name, Buffer.from(/** @type {any} */ (content))]));
    for (const [name, bytes] of [...places]) if (bytes.subarray(0, 4).toString() === 'EnCh') places.set(`${name}, unpacked`, Buffer.concat(unpacked(bytes)));
    return places;
}

/** Types into every control, once or more often. @param {Page} page @param {number} [least] so many texts @returns {Promise<string[]>} what was typed */
async function walk(page, least = 48) {
    await page.goto(`${server.origin}/#/test/segredo`);
    await press(page, 'Aceito participar');
    await taskCard(page, 'A tarefa', async () => {});
    await heading(page, 'Tudo');
    const texts = page.locator('#nodes').locator('input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea');
    const count = await texts.count();
    assert.ok(count >= controls, `${count} controls take text`);
    /** @type {string[]} */ const typed = [];
    while (typed.length < least) {
        for (let i = 0; i < count; ++i) {
            const text = known(typed.length);
            typed.push(text);
            await texts.nth(i).focus();
            await page.keyboard.press('Control+a');
            if (typed.length % 8 === 1) await page.keyboard.type(text); // key by key
            else await page.keyboard.insertText(text);
        }
    }
    const names = [known(typed.length), known(typed.length + 1)];
    typed.push(...names);
    await page.locator('#nodes input[type=file]').setInputFiles(names.map((name) => ({ name: `${name}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(`conteúdo ${name}`) })));
    await press(page, 'Continuar'); // most of it is wrong
    await page.getByRole('alert').getByRole('heading', { name: 'Há um problema' }).waitFor();
    await page.waitForTimeout(600);
    return typed;
}

/** @param {Page} page @param {boolean} madeUp */
async function stock(page, madeUp) {
    await page.context().route('**/prototypes/studies/segredo.json*', (route) => route.fulfill({ json: study(madeUp) }));
    await page.context().route('**/prototypes/segredo.json*', (route) => route.fulfill({ json: prototype }));
}

/** Gives up, and takes the record along. @param {Page} page @param {string} button */
async function record(page, button) {
    await press(page, 'Não consegui');
    await heading(page, 'Muito obrigado!');
    const [file] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
    return readFileSync(await file.path());
}

test('fifty known texts, typed into every kind of field, are in no byte that is left behind, and no hash of them is', async () => {
    const { context, page } = await visit(browser, sizes.desk);
    await stock(page, false);
    const typed = await walk(page);
    assert.ok(typed.length >= 50);
    const places = await leftBehind(page);
    places.set('file', await record(page, 'Guardar um arquivo'));
    for (const [name, bytes] of await leftBehind(page)) places.set(`${name}, at the end`, bytes);
    assert.ok(Buffer.concat([...places.values()]).includes('EnCh'), 'the journal is among them');
    assert.ok([...places.keys()].some((name) => name.startsWith('ensaio chunks')));
    const all = typed.flatMap(traces);
    for (const [place, bytes] of places) for (const [what, trace] of all) assert.ok(!bytes.includes(trace), `${what} in ${place}`);
    await context.close();
});

test('nor are they in the tail that a page leaves in localStorage when the database takes nothing', async () => {
    const { context, page } = await visit(browser, sizes.desk);
    await stock(page, false);
    await context.addInitScript(() => {
        const transaction = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function (/** @type {string[]} */ stores, /** @type {IDBTransactionMode | undefined} */ mode, /** @type {IDBTransactionOptions | undefined} */ options) {
            const made = transaction.call(this, stores, mode, options);
            if (mode === 'readwrite') queueMicrotask(() => made.abort());
            return made;
        };
    });
    const typed = await walk(page, 1);
    await page.evaluate(() => void dispatchEvent(new Event('pagehide')));
    const places = await leftBehind(page);
    const tail = [...places].find(([name]) => name.startsWith('localStorage ensaio.tail.'))?.[1];
    assert.ok(tail && tail.length > 1000, 'there is a tail');
    places.set('tail, decoded', Buffer.concat([...tail.toString().matchAll(/"([A-Za-z0-9+/=]{8,})"/g)].map(([, text]) => Buffer.from(text, 'base64'))));
    assert.ok(places.get('tail, decoded')?.includes('EnCh'));
    const all = typed.flatMap(traces);
    for (const [place, bytes] of places) for (const [what, trace] of all) assert.ok(!bytes.includes(trace), `${what} in ${place}`);
    await context.close();
});

test('the search finds them where they are: in a study that declares made-up data', async () => {
    const { context, page } = await visit(browser, sizes.desk);
    await stock(page, true);
    const typed = await walk(page, 1);
    const bytes = Buffer.concat([...(await leftBehind(page)).values()]);
    const found = typed.filter((text) => traces(text).some(([, trace]) => bytes.includes(trace)));
    assert.ok(found.length >= controls, `${found.length} of ${typed.length} found`);
    await context.close();
});
