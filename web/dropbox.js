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
    /** @type {Map<string, {box: Box, file?: Uint8Array, over?: boolean}>} */ #own = new Map(); // sessions of this page: sent, and emptied, even where the browser stores nothing; over: there is nothing more to do
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

    /** Nothing more is sent of it but, where something of it may be, an empty file in its place. @param {string} session */
    stop(session) {
        const own = this.#own.get(session);
        if (own?.box.state === 'waits') this.#own.delete(session);
        else if (own) this.#own.set(session, { box: { ...own.box, state: 'erased' }, file: magic });
        if (this.#busy?.session === session) this.#busy.end('later');
        this.sweep();
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
        await this.store.eraseRest();
        const all = new Map(await this.store.boxes());
        for (const [session, { box }] of this.#own) if (box.state === 'erased' || !all.has(session)) all.set(session, box);
        /** @type {Set<string>} */ const down = new Set(); // addresses: what holds one session up holds up all of them
        for (const [session, box] of all) {
            const own = this.#own.get(session);
            if (own ? own.over : box.state === 'sent') continue;
            const outcome = box.state === 'sent' ? 'sent' : down.has(box.address) ? 'later' : await this.#one(session);
            if (outcome === 'later') down.add(box.address);
            const now = this.#own.get(session); // it may have been erased meanwhile
            if (outcome && now && now.box.state !== 'erased') this.told(session, outcome);
            if (outcome === 'sent' && now === own && own) own.over = true;
        }
        return down.size === 0;
    }

    /** One session, as the only page that is at it. @param {string} session @returns {Promise<Outcome | null>} nothing: there is nothing to do */
    async #one(session) {
        const turn = async () => {
            const own = this.#own.get(session);
            if (!navigator.onLine) return 'later'; // not counted as tried: nothing of it can be anywhere
            let { box, gone } = await this.store.boxOf(session);
            if (!gone) {
                if (own?.box.state === 'waits') own.box.state = 'tried'; // should the store get to it only now
                await this.store.moveBox(session, 'waits', 'tried').catch(() => null);
                ({ box, gone } = await this.store.boxOf(session));
            }
            if (box?.state === 'sent') return 'sent';
            const known = own?.box.state === 'erased' ? own.box : box ?? (gone ? null : own?.box);
            if (!known) return null;
            const { state, ...where } = known;
            const file = state === 'erased' ? magic : own?.file ?? fileOf(await this.store.chunksOf(session));
            if (own !== this.#own.get(session)) return 'later'; // erased since
            const outcome = await this.#put(session, where, file);
            if (outcome !== 'sent') return outcome;
            if (state === 'erased') this.store.emptied(session);
            else if (own) own.box.state = 'sent';
            await this.store.moveBox(session, state, state === 'erased' ? 'done' : 'sent').catch(() => {});
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
