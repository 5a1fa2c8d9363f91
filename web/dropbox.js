// Brings finished sessions to the drop boxes of their studies, those of earlier visits too: docs/decisions/drop-box.md. What is to be sent is
// remembered beside the session (Box of web/storage.js), so that an offline phone or a killed browser only delays it. Sending is the worker's.

import { Store } from './storage.js';

const retryAfter = [5, 30, 120, 600]; // s; the last again and again
const magic = new TextEncoder().encode('ENSAIO1\n'); // of a session file: docs/formats/session.md

/** @typedef {import('./storage.js').Box} Box */
/** @typedef {'sent' | 'later' | 'refused'} Outcome  later: the line, or the folder for now; refused: the folder does not take it */
/** @typedef {(session: string, outcome: Outcome) => void} Told */

/** @param {Uint8Array[]} chunks @returns {Uint8Array} a session file */
function fileOf(chunks) {
    const parts = [magic, ...chunks];
    const file = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
        file.set(part, at);
        at += part.length;
    }
    return file;
}

class DropBoxes {
    /** @type {Map<string, {box: Box, file?: Uint8Array}>} */ #own = new Map(); // sessions of this page: sent even where the browser stores nothing
    /** @type {{session: string, end: (outcome: Outcome) => void} | null} */ #busy = null;
    /** @type {Promise<void> | null} */ #running = null;
    #again = false;
    #timer = 0;
    #turn = 0;

    store = new Store();
    /** @type {Told} how each session of this page fares */ told = () => {};

    constructor() {
        addEventListener('online', () => {
            this.#turn = 0;
            this.sweep();
        });
    }

    /** @param {string} session @param {Box} box that the store has been given with the session's end @param {Uint8Array} [file] nothing: as it is stored */
    send(session, box, file) {
        this.#own.set(session, { box, file });
        this.sweep();
    }

    /** Nothing more is sent of it. @param {string} session */
    stop(session) {
        this.#own.delete(session);
        if (this.#busy?.session === session) this.#busy.end('later');
    }

    /** Tries all that waits, and again after a while as long as something does. @returns {Promise<void>} */
    sweep() {
        clearTimeout(this.#timer);
        if (this.#running) {
            this.#again = true; // something may have come that it has passed by
            return this.#running;
        }
        this.#running = this.#all().catch(() => false).then((done) => {
            this.#running = null;
            if (this.#again) {
                this.#again = false;
                return this.sweep();
            }
            if (done) this.#turn = 0;
            else this.#timer = window.setTimeout(() => this.sweep(), 1000 * retryAfter[Math.min(this.#turn++, retryAfter.length - 1)]);
        });
        return this.#running;
    }

    /** @returns {Promise<boolean>} whether nothing waits any more that waiting could help */
    async #all() {
        const stored = new Map(await this.store.boxes().catch(() => []));
        const all = new Map([...[...this.#own].map(([session, { box }]) => /** @type {[string, Box]} */ ([session, box])), ...stored]);
        /** @type {Set<string>} */ const down = new Set(); // addresses: what holds one session up holds up all of them
        for (const [session, box] of all) {
            if (box.state === 'sent' && !this.#own.has(session)) continue;
            const outcome = box.state === 'sent' ? 'sent' : down.has(box.address) ? 'later' : await this.#one(session);
            if (outcome === 'later') down.add(box.address);
            if (outcome && this.#own.has(session)) this.told(session, outcome);
            if (outcome === 'sent') this.#own.delete(session);
        }
        return down.size === 0;
    }

    /** One session, as the only page that is at it. @param {string} session @returns {Promise<Outcome | null>} nothing: there is nothing to do */
    async #one(session) {
        const turn = async () => {
            const own = this.#own.get(session);
            if (!navigator.onLine) return 'later'; // not counted as tried: nothing of it can be anywhere
            await this.store.moveBox(session, 'waits', 'tried').catch(() => null);
            const { box, gone } = await this.store.boxOf(session).catch(() => ({ box: null, gone: false }));
            if (box?.state === 'sent') return 'sent';
            const known = box ?? (gone ? null : own?.box);
            if (!known) return null;
            const { state, ...where } = known;
            const file = state === 'erased' ? magic : own?.file ?? fileOf(await this.store.chunksOf(session));
            const outcome = await this.#put(session, where, file);
            if (outcome === 'sent' && own) own.box.state = 'sent'; // should the store get to it only now
            if (outcome === 'sent') await this.store.moveBox(session, state, state === 'erased' ? 'done' : 'sent').catch(() => {});
            return outcome;
        };
        if (!navigator.locks) return turn();
        return navigator.locks.request(`ensaio-box-${session}`, turn);
    }

    /** @param {string} session @param {{address: string, key: string, name: string}} where @param {Uint8Array} file @returns {Promise<Outcome>} */
    #put(session, where, file) {
        return new Promise((resolve) => {
            const worker = new Worker(new URL(`web/dropbox_worker.js?${SITE_VERSION}`, document.baseURI));
            /** @param {Outcome} outcome */
            const end = (outcome) => {
                worker.terminate();
                this.#busy = null;
                resolve(outcome);
            };
            this.#busy = { session, end };
            worker.onmessage = ({ data }) => end(data);
            worker.onerror = (event) => {
                event.preventDefault(); // its file did not come: no line
                end('later');
            };
            worker.postMessage({ ...where, file });
        });
    }
}

/** @type {DropBoxes | null} */ let ofThisPage = null;

/** The page's one. @param {Store} [store] whose sessions are sent as they end @param {Told} [told] */
export function dropBoxes(store, told) {
    ofThisPage ??= new DropBoxes();
    if (store) ofThisPage.store = store;
    if (told) ofThisPage.told = told;
    return ofThisPage;
}
