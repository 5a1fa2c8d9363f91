// What a person types is written nowhere: known texts go through every control that takes text, and are looked for, with their hashes, in every
// byte that is left behind: the database, the tail in localStorage, the tab's storage, the caches, the file.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { giveUp, heading, press, taskCard } from './citizen.mjs';
import { launch, serve, sizes, visit } from './harness.mjs';
import { secondReading, unpacked } from './sessions.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); });
after(async () => { await browser?.close(); await server?.close(); rmSync(folder, { recursive: true }); });
const folder = mkdtempSync(join(tmpdir(), 'ensaio-private-'));

const kinds = ['text', 'long_text', 'number', 'money', 'date', 'address', 'map_point', 'cpf', 'cnpj', 'cep', 'phone', 'email', 'plate', 'rg', 'select', 'file'];
const controls = 22; // that take text on that screen, at least: fewer, and this test looks at too little

/** @param {boolean} madeUp */
const study = (madeUp) => ({
    format: 1, id: 'segredo', title: 'Estudo', prototype: 'segredo', made_up_data: madeUp,
    consent: { version: '1', who: 'a', why: 'b', recorded: 'c', use: 'd', duration: 'e', rights: 'f', contact: 'g' },
    tasks: [{ id: 'tarefa', title: 'A tarefa', scenario: 'Peça.', success: 'Chega ao fim.', goal_screen: 'fim' }],
});
const deadClick = 1; // kind of record
/** @param {number} count */
const options = (count) => Array.from({ length: count }, (_, i) => ({ id: `o${i}`, label: `Opção ${i}` }));
const picture = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAADklEQVQI12P4jwYYRiQfAKmk/wG5yPTyAAAAAElFTkSuQmCC';
const prototype = {
    format: 1, id: 'segredo', title: 'Serviço', images: [{ id: 'mapa', alt: 'Um mapa', width: 16, height: 16, source: picture }],
    screens: [
        {
            id: 'tudo', kind: 'question', title: 'Tudo', next: 'conferir',
            fields: kinds.map((kind) => ({
                id: `campo_${kind}`, kind, label: `Campo ${kind}`, optional: true, privacy: 'personal', ...(kind === 'map_point' && { image: 'mapa' }),
                ...(kind === 'select' && { options: options(60) }),
            })),
        },
        { id: 'conferir', kind: 'check', title: 'Confira', next: 'fim' },
        { id: 'fim', kind: 'confirmation', title: 'Recebemos o pedido' },
    ],
};

/** The same service, but that all is chosen. */
const choices = {
    ...prototype,
    screens: [
        {
            id: 'tudo', kind: 'question', title: 'Tudo', next: 'fim',
            fields: /** @type {[string, object?][]} */ ([
                ['radios', { options: options(5) }], ['checkboxes', { options: options(5) }], ['yes_no'], ['select', { options: options(60) }],
                ['scale', { min: 1, max: 7 }], ['stars'], ['map_point', { image: 'mapa' }], ['terms', { text: 'O que vale.' }],
            ]).map(([kind, more]) => ({
                id: `campo_${kind}`, kind, label: `Campo ${kind}`, optional: true, privacy: 'sensitive', ...more,
            })),
        },
        prototype.screens[2],
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

/** @param {Page} page @param {boolean} madeUp @param {object} [service] */
async function stock(page, madeUp, service = prototype) {
    await page.context().route('**/prototypes/studies/segredo.json*', (route) => route.fulfill({ json: study(madeUp) }));
    await page.context().route('**/prototypes/segredo.json*', (route) => route.fulfill({ json: service }));
}

/** Gives up, and takes the record along. @param {Page} page @param {string} button */
async function record(page, button) {
    await giveUp(page);
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

/**
 * Chooses in every kind of field that is answered so, by pointer, and presses between the choices as well.
 * @param {boolean} madeUp @param {boolean} first whether the first of all choices is taken, or the last
 * @returns {Promise<Set<string>>} where something was done according to what was recorded
 */
async function choose(madeUp, first) {
    const { context, page } = await visit(browser, { width: 1000, height: 4000 }); // nothing has to be scrolled
    await stock(page, madeUp, choices);
    await page.goto(`${server.origin}/#/test/segredo`);
    await press(page, 'Aceito participar');
    await taskCard(page, 'A tarefa', async () => {});
    await heading(page, 'Tudo');
    for (const { id } of choices.screens[0].fields ?? []) {
        const all = page.locator(`[id^="field:${id}="]`), many = await all.count();
        if (many > 0) await all.nth(first ? 0 : many - 1).click();
    }
    const map = page.getByRole('button', { name: /Um mapa/ }), place = first ? { x: 2, y: 2 } : { x: 12, y: 13 };
    for (let i = 0; i < 2; ++i) {
        await map.click({ position: place });
        await page.waitForTimeout(500); // not a double press
    }
    for (let i = 0; i < 20; ++i) await press(page, first ? '← Mover a marca para a esquerda' : '→ Mover a marca para a direita');
    await page.locator('[id="field:campo_terms"]').check();
    const row = await page.locator('[id="row:campo_yes_no"]').boundingBox();
    assert.ok(row);
    await page.mouse.click(row.x + row.width - (first ? 20 : 200), row.y + row.height / 2); // beside the choices
    await page.waitForTimeout(1200);
    const path = join(folder, `${madeUp} ${first}.ensaio`);
    writeFileSync(path, await record(page, 'Guardar um arquivo'));
    await context.close();
    const [{ trace, boxes, records }] = secondReading(path);
    /** @type {Set<string>} */ const places = new Set();
    for (const [, kind, x, y, box] of trace) {
        const name = box > 0 ? boxes[box - 1].flat().join(' ') : 'nothing';
        if (kind <= 4) places.add(`${kind <= 1 ? 'moved' : 'pressed'}: ${x}, ${y} on ${name}`);
        if (kind === 8) places.add(`${name} is edited`);
    }
    for (const [, [kind, at, name]] of records) if (kind === deadClick) places.add(`dead: ${at.join(', ')} on ${name}`);
    return places;
}

test('where a private choice was pressed is not recorded: whoever chooses otherwise leaves the same places', async () => {
    const [one, other] = [await choose(false, true), await choose(false, false)];
    // Whether the pointer was seen on its way to a press is a matter of time.
    const [once, otherwise] = [one, other].map((places) => [...places].filter((place) => !place.startsWith('moved')).sort());
    assert.deepEqual(once, otherwise);
    const told = [...one].join('\n'), seen = new Set(once.map((place) => place.replace(/^\w+: /, '')));
    for (const place of [...one, ...other]) assert.ok(!/^moved: .* on (?!nothing)/.test(place) || seen.has(place.slice(7)), place);
    for (const { id, kind } of choices.screens[0].fields ?? []) assert.match(told, new RegExp(`^pressed: .* on ${kind === 'terms' ? 'terms' : 'label'}:${id} `, 'm'));
    assert.match(told, /^dead: .* on label:campo_yes_no$/m);
    assert.doesNotMatch(told, /field:|block:|set:|row:/);
    assert.match([...await choose(true, true)].join('\n'), /^pressed: .* on field:campo_radios=o0 /m);
});
