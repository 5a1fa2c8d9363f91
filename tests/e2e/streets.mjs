// A service of a few questions after the names of streets, in the place of one of the site's, for tests of what is stored.

import { endTask, heading, press, taskCard } from './citizen.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */

const nothing = async () => {};

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
export async function stock(to, count = 4) {
    await to.route('**/prototypes/studies/firme.json*', (route) => route.fulfill({ json: study }));
    await to.route('**/prototypes/firme.json*', (route) => route.fulfill({ json: prototypeOf(count) }));
}

/** From the address to the first question. @param {Page} page @param {string} origin */
export async function begin(page, origin) {
    await page.goto(`${origin}/#/test/firme`);
    await press(page, 'Aceito participar');
    await taskCard(page, 'A tarefa', nothing);
    await heading(page, 'Pergunta 1');
}

/** @param {Page} page */
export const street = (page) => page.getByRole('textbox', { name: 'Nome da rua' });

/** From the first question to the thanks. @param {Page} page @param {(question: number) => Promise<void>} [on] */
export async function toTheEnd(page, on = nothing) {
    for (let i = 1; i <= 4; ++i) {
        await heading(page, `Pergunta ${i}`);
        await street(page).fill(`Rua ${i}`);
        await on(i);
        await press(page, 'Continuar');
    }
    await heading(page, 'Recebemos o pedido');
    await endTask(page);
    await heading(page, 'Muito obrigado!');
}

/** What is stored under a key that is a text; undefined: nothing. @param {Page} page @param {string} key @returns {Promise<any>} */
export const storedUnder = (page, key) => page.evaluate((wanted) => new Promise((resolve) => {
    indexedDB.open('ensaio', 1).onsuccess = (event) => {
        const database = /** @type {any} */ (event.target).result;
        database.transaction('chunks').objectStore('chunks').get(wanted).onsuccess = (/** @type {any} */ found) => {
            database.close();
            resolve(found.target.result);
        };
    };
}), key);

/** The keys of what is stored of sessions. @param {Page} page @returns {Promise<[string, number, number?][]>} */
export const places = (page) => page.evaluate(() => new Promise((resolve) => {
    indexedDB.open('ensaio', 1).onsuccess = (event) => {
        const database = /** @type {any} */ (event.target).result;
        database.transaction('chunks').objectStore('chunks').getAllKeys(IDBKeyRange.lowerBound([])).onsuccess = (/** @type {any} */ found) => {
            database.close();
            resolve(found.target.result);
        };
    };
}));

/** The sequence numbers that are stored, of a pack all that is in it. @param {Page} page @returns {Promise<number[]>} */
export const stored = async (page) => (await places(page)).flatMap(([, first, last = first]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));

/** In the page: writes to the database fail as long as failWrites() says so. */
export function maybeFailing() {
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (/** @type {string[]} */ stores, /** @type {IDBTransactionMode | undefined} */ mode, /** @type {IDBTransactionOptions | undefined} */ options) {
        const made = transaction.call(this, stores, mode, options);
        if (mode === 'readwrite' && localStorage.getItem('failing')) queueMicrotask(() => { try { made.abort(); } catch { /* it is over */ } });
        return made;
    };
}

/** @param {Page} page with maybeFailing() @param {boolean} fail in all pages of its context */
export const failWrites = (page, fail) => page.evaluate((on) => (on ? localStorage.setItem('failing', '1') : localStorage.removeItem('failing')), fail);
