// Sessions in this browser: append-only chunks in IndexedDB under [session, sequence]. What was acknowledged survives a crash; what was not
// yet is kept in memory, tried again, and put into localStorage when the page may be going away. Chunks give way to packs of them while the
// session goes on. One that was deleted or erased leaves a mark under the key "gone/SESSION", and nothing more is taken of it: docs/reliability.md.

import { Database, look } from './database.js';
import { goesOn, isPack, pack, packMost } from './pack.js';
import { remembered } from './remembered.js';

const againAfter = 10_000; // ms: when all was tried in vain
const tellAfter = 2000; // ms: what is not stored, or erased, by then is called so, although it is still tried
const eraseAgainAfter = 3000; // ms
const tailLimit = 500_000; // characters of localStorage: of a session of which nothing is stored yet study and prototype are among them
// Bytes that go to the studio at once, a byte of a pack for as many as it may unfold to: a reader takes so many records of a file (core/limits.hpp).
const usualFile = 6_000_000, packUnfolds = 20;
const packEach = 8_000; // bytes of chunks, which are then packed with those before them, up to packMost
const tailPrefix = 'ensaio.tail.';
const erasePrefix = 'ensaio.erase.'; // and a session that its person has erased, and that the database did not let go yet; its value: the Box that is to be emptied, as JSON, or nothing
const sessionId = /^[0-9a-f]{32}$/;

// Keys that are texts stand before those that are lists, which the chunks have: the one never gets among the other, and a tab that was loaded
// before there were marks goes on storing.
const markPrefix = 'gone/';
const livePrefix = 'live/'; // and a study's id: its session that may be gone on with. localStorage is written too late for a browser that is killed
const boxPrefix = 'box/'; // and a session: what is to be done with it at its study's drop box
/** @param {string} prefix */
const under = (prefix) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);
/** The worksheet that the researcher has edited. @typedef {{name: string, bytes?: Uint8Array}} EditedWorksheet  no bytes: they went with a session */
export const editedWorksheet = 'worksheet/edited';
/** What the studio remembers of the sessions: lines of src/studio/notes.hpp. */
export const notes = 'studio/notes';
const allChunks = () => IDBKeyRange.lowerBound([]);
/** @typedef {[string, number] | [string, number, number]} Place  session and number of a chunk; of a pack its first and its last: never that of another chunk */

/** @typedef {{session: string, sequence: number, key: boolean, bytes: Uint8Array, study?: string, end?: End}} Chunk  study: of the session's first chunk, from which on it may be gone on with; end: it stands in line behind the last one, and has no bytes */
/** @typedef {{study: string, box?: Box}} End */
/**
 * A session that is to be put into a drop box, or has been: web/dropbox.js.
 * @typedef {object} Box
 * @property {string} address of the folder
 * @property {string} key public key of the study
 * @property {string} name of the file there: random, and the same each time it is tried
 * @property {'waits' | 'tried' | 'sent' | 'erased'} state tried: something of it may be there already; erased: what may be there is to be replaced by nothing
 */
/** @typedef {'deleted' | 'erased' | 'expired'} Why a session is gone: by the researcher, by the person whose it was, by the study's date */
/** @typedef {{why: Why, day: string}} Mark */

/** @param {Uint8Array} bytes */
const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
/** @param {string} text */
const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** What a page has put aside of a session; what cannot be read of it is left out. @param {string} session @returns {Chunk[]} */
function tailOf(session) {
    /** @type {unknown} */ let tail = [];
    try {
        tail = JSON.parse(remembered.get(tailPrefix + session) ?? '[]');
    } catch { /* not ours, or cut: there is nothing to save in it */ }
    if (!sessionId.test(session) || !Array.isArray(tail)) return [];
    return tail.flatMap((entry) => {
        const [sequence, text, end, study] = Array.isArray(entry) ? entry : [];
        if (!Number.isInteger(sequence)) return [];
        try {
            return [{ session, sequence, key: true, bytes: fromBase64(text), ...(end && { end }), ...(study && { study: `${study}` }) }];
        } catch {
            return [];
        }
    });
}

/** @returns {string[]} sessions that are still to be erased: nothing of them is shown, offered or sent */
const toErase = () => remembered.keys(erasePrefix).map((key) => key.slice(erasePrefix.length)).filter((session) => sessionId.test(session));
/** @param {string} session */
const isToErase = (session) => remembered.get(erasePrefix + session) !== null;

/** @param {string} session that is to be erased @returns {Box | null} where something of it may be */
function boxToEmpty(session) {
    try {
        const { address, key, name } = JSON.parse(remembered.get(erasePrefix + session) ?? '');
        return { address: `${address}`, key: `${key}`, name: `${name}`, state: 'erased' };
    } catch {
        return null;
    }
}

/** @param {string} study @returns {Promise<string | null>} its unfinished session in this browser */
export async function unfinished(study) {
    const session = await look((store) => store.get(livePrefix + study));
    return sessionId.test(session ?? '') && !isToErase(session) ? session : null;
}

/** @returns {Promise<boolean>} whether something in this browser is still on its way to a drop box, or to be erased */
export const anythingToSend = async () => toErase().length > 0 || (await look((store) => store.getAll(under(boxPrefix))) ?? []).some(({ state }) => state !== 'sent');

/** @returns {Promise<string[]>} bytes used and bytes there are, whether the browser keeps them; empty: not known */
export async function room() {
    const size = await navigator.storage?.estimate?.().catch(() => undefined);
    const kept = await navigator.storage?.persisted?.().catch(() => false);
    return [`${size?.usage ?? ''}`, `${size?.quota ?? ''}`, kept ? '1' : ''];
}

/** @param {string} session every chunk of it @param {number} [first] only from here @param {number} [last] to here */
const rangeOf = (session, first = 0, last = Infinity) => IDBKeyRange.bound([session, first], [session, last, Infinity]);

/** @param {Chunk[]} chunks @param {Place[]} places of what is stored @returns {Chunk[]} that are not among them, alone or in a pack */
const withoutStored = (chunks, places) => chunks.filter(({ sequence, end }) => end || !places.some(([, first, last = first]) => sequence >= first && sequence <= last));

/** @template T @param {T[]} all @param {(one: T, i: number) => string} sessionOf @returns {Map<string, T[]>} */
function bySession(all, sessionOf) {
    /** @type {Map<string, T[]>} */ const sessions = new Map();
    all.forEach((one, i) => {
        const session = sessionOf(one, i), known = sessions.get(session);
        if (known) known.push(one);
        else sessions.set(session, [one]);
    });
    return sessions;
}

/** Chunks of a session that give way to one pack, from number `first` on; and their bytes. @typedef {{first: number, chunks: Uint8Array[], size: number, packedSize: number}} Group  packedSize: of those that have already */

/**
 * What the host is told.
 * @typedef {object} Listener
 * @property {() => void} refused the browser does not store what it was given; it stays in memory and is tried again
 * @property {() => void} recovered all that was refused is stored now
 * @property {(session: string, ours: boolean) => void} gone a session was erased or deleted in another tab; ours: it is recorded here, and nothing more of it is stored
 */

export class Store {
    #database = new Database(() => { for (const session of this.#kept.keys()) this.#unsure.add(session); });
    /** @type {Chunk[]} */ #waiting = []; // in order, not yet acknowledged
    /** @type {Map<string, Map<string, [Place, Uint8Array]>>} */ #kept = new Map(); // what is stored of the sessions that are recorded here, should the database be lost
    /** @type {Map<string, Group>} */ #groups = new Map(); // the latest of each of these sessions
    /** @type {Promise<unknown>} */ #packing = Promise.resolve();
    #packs = true; // until it fails: what is stored must not wait for it
    /** @type {Map<string, string>} */ #live = new Map(); // the study of each of them that may be gone on with
    /** @type {Set<string>} */ #unsure = new Set(); // sessions that may have been lost with a connection
    /** @type {Set<string>} */ #gone = new Set();
    /** @type {Map<string, Box>} */ #boxes = new Map(); // of the sessions that ended here: web/dropbox.js brings them up to date
    /** @type {Map<string, Promise<void>>} */ #erasing = new Map();
    /** @type {Set<string>} */ #tails = new Set(); // sessions of which this page has put something aside
    /** @type {BroadcastChannel | null} */ #others = typeof BroadcastChannel === 'function' ? new BroadcastChannel('ensaio') : null;
    #writing = false;
    #refused = false;
    #timer = 0;
    #slow = 0;

    /** @param {Listener} [listener] */
    constructor(listener = { refused() {}, recovered() {}, gone() {} }) {
        this.listener = listener;
        if (this.#others) {
            this.#others.onmessage = ({ data }) => { if (typeof data?.gone === 'string') this.#forget(data.gone); };
        }
    }

    /** @param {Chunk} chunk */
    append(chunk) {
        if (this.#gone.has(chunk.session)) return;
        if (!this.#kept.has(chunk.session)) this.#kept.set(chunk.session, new Map());
        if (chunk.study) this.#live.set(chunk.session, chunk.study);
        if (chunk.end) this.#live.delete(chunk.session);
        this.#waiting.push(chunk);
        if (this.#writing) return;
        this.#writing = true;
        queueMicrotask(() => this.#writeAll()); // in one transaction what comes in one turn: the last chunk, and that it was the last
    }

    /** Puts what is not yet acknowledged where it is safe at once. */
    saveTail() {
        /** @type {Map<string, [number, string, End?, string?][]>} */
        const tails = new Map();
        let size = 0;
        for (const { session, sequence, bytes, end, study } of this.#waiting) {
            size += bytes.length * 4 / 3;
            if (size > tailLimit) break;
            tails.set(session, [...(tails.get(session) ?? []), [sequence, toBase64(bytes), end, study]]);
        }
        for (const [session, tail] of tails) {
            remembered.set(tailPrefix + session, JSON.stringify(tail));
            this.#tails.add(session);
        }
    }

    /** Brings what saveTail() put aside to the other chunks, after what was to be erased. */
    async mergeTails() {
        await this.eraseRest();
        for (const key of remembered.keys(tailPrefix)) {
            const session = key.slice(tailPrefix.length);
            const tail = remembered.get(key);
            const chunks = await this.#notStored(session, tailOf(session));
            // Where nothing had been stored before, the tail alone knows that it may be gone on with; what was begun since then comes first.
            const over = chunks.some(({ end }) => end);
            for (const chunk of chunks) if (chunk.study && (over || (await unfinished(chunk.study)))) delete chunk.study;
            if (chunks.length > 0) await this.#put(chunks);
            if (remembered.get(key) === tail) remembered.remove(key); // else a page that goes away has left more meanwhile
        }
    }

    /** @param {string} study @param {string} session that this tab goes on with @returns {Promise<Uint8Array[]>} its chunks, in order; none: there is no such session here */
    async adopt(study, session) {
        const [places, chunks] = await this.#database.run('readonly', 'relaxed', (store) => {
            const places = store.getAllKeys(rangeOf(session)), chunks = store.getAll(rangeOf(session));
            return () => /** @type {[Place[], Uint8Array[]]} */ ([places.result, chunks.result]);
        });
        this.#kept.set(session, new Map(chunks.map((bytes, i) => [places[i].join(), [places[i], bytes]])));
        this.#live.set(session, study);
        // What was not packed yet is packed with what comes.
        chunks.forEach((bytes, i) => { if (!isPack(bytes)) this.#join(session, /** @type {number} */ (places[i][1]), bytes); });
        // What the database has not taken yet is part of the session all the same: what comes next goes on behind it.
        const rest = withoutStored(tailOf(session), places);
        if (rest.length > 0) this.#tails.add(session);
        for (const chunk of rest) this.append(chunk);
        return [...chunks, ...rest.filter(({ end }) => !end).map(({ bytes }) => bytes)];
    }

    /** @param {string} session @param {Chunk[]} chunks @returns {Promise<Chunk[]>} those that the database does not have */
    async #notStored(session, chunks) {
        if (chunks.length === 0) return [];
        return withoutStored(chunks, await this.#database.run('readonly', 'relaxed', (store) => {
            const places = store.getAllKeys(rangeOf(session));
            return () => /** @type {Place[]} */ (places.result);
        }));
    }

    /** A session is over, as soon as its last chunk is stored: another visit begins a new one. @param {string} session @param {End} end */
    finish(session, end) {
        if (end.box) this.#boxes.set(session, end.box);
        this.append({ session, sequence: -1, key: true, bytes: new Uint8Array(), end });
    }

    /** What is stored beside the sessions. @template T @param {string} prefix of its keys @returns {Promise<[string, T][]>} what follows the prefix, and the value */
    async notes(prefix) {
        return this.#database.run('readonly', 'relaxed', (store) => {
            const keys = store.getAllKeys(under(prefix)), there = store.getAll(under(prefix));
            return () => keys.result.map((key, i) => /** @type {[string, T]} */ ([`${key}`.slice(prefix.length), there.result[i]]));
        });
    }

    /** @param {string} key @param {unknown} [value] nothing: it is removed */
    async note(key, value) {
        await this.#database.run('readwrite', 'strict', (store) => void (value === undefined ? store.delete(key) : store.put(value, key)));
    }

    /** @returns {Promise<[string, Box][]>} what is to be done, or was, at drop boxes, by session */
    async boxes() {
        const boxes = new Map(/** @type {[string, Box][]} */ (await this.notes(boxPrefix).catch(() => [])));
        for (const session of toErase()) {
            const box = boxToEmpty(session);
            if (box) boxes.set(session, box);
        }
        return [...boxes];
    }

    /**
     * What is known of one session's box changes, unless the session has been erased or deleted meanwhile.
     * @param {string} session @param {Box['state']} from @param {Box['state'] | 'done'} to done: nothing of it is remembered
     * @returns {Promise<Box | null>} nothing: it was in another state, and stays there
     */
    async moveBox(session, from, to) {
        return this.#database.run('readwrite', 'strict', (store, careful) => {
            const key = boxPrefix + session, there = store.get(key);
            /** @type {Box | null} */ let moved = null;
            there.onsuccess = careful(() => {
                if (there.result?.state !== from) return;
                moved = { ...there.result, ...(to !== 'done' && { state: to }) };
                if (to === 'done') store.delete(key);
                else store.put(moved, key);
            });
            return () => moved;
        });
    }

    /** @param {string} session @returns {Promise<{box: Box | null, gone: boolean}>} gone: erased, or deleted. An erased session has no box but one that is to be emptied. */
    async boxOf(session) {
        const { box, gone } = await this.#database.run('readonly', 'relaxed', (store) => {
            const box = store.get(boxPrefix + session), mark = store.getKey(markPrefix + session);
            return () => ({ box: /** @type {Box | undefined} */ (box.result) ?? null, gone: mark.result !== undefined });
        }).catch(() => ({ box: null, gone: false }));
        if (!this.#gone.has(session) && !isToErase(session)) return { box, gone };
        const there = boxToEmpty(session) ?? (box?.state === 'waits' ? null : box);
        return { box: there && { ...there, state: 'erased' }, gone: true };
    }

    /** What was at a drop box of a session that is still to be erased here is emptied. @param {string} session */
    emptied(session) {
        if (isToErase(session)) remembered.set(erasePrefix + session, '');
    }

    /** @param {string} session @returns {Promise<Uint8Array[]>} its chunks, in order; none: there is no such session here */
    async chunksOf(session) {
        return isToErase(session) ? [] : this.#database.run('readonly', 'relaxed', (store) => {
            const chunks = store.getAll(rangeOf(session));
            return () => /** @type {Uint8Array[]} */ (chunks.result);
        });
    }

    /** A session is over, though it was not finished: another visit begins a new one. @param {string} study @param {string} session */
    async end(study, session) {
        await this.#database.run('readwrite', 'strict', (store, careful) => {
            const live = store.get(livePrefix + study);
            live.onsuccess = careful(() => {
                if (live.result === session) store.delete(livePrefix + study);
            });
        }).catch(() => {});
    }

    /** @returns {Promise<{files: Uint8Array[][], gone: string[], noted: string[]}>} the chunks of all sessions, as many together as a file may hold; what is gone, as "WHY/SESSION"; and the studio's notes */
    async everything() {
        const { places, chunks, gone, noted } = await this.#database.run('readonly', 'relaxed', (store) => {
            const places = store.getAllKeys(allChunks()), chunks = store.getAll(allChunks());
            const marked = store.getAllKeys(under(markPrefix)), marksThere = store.getAll(under(markPrefix));
            const lines = store.get(notes);
            return () => ({
                noted: /** @type {string[] | undefined} */ (lines.result) ?? [],
                places: /** @type {Place[]} */ (places.result), chunks: /** @type {Uint8Array[]} */ (chunks.result),
                gone: marked.result.map((key, i) => `${marksThere.result[i].why}/${`${key}`.slice(markPrefix.length)}`),
            });
        });
        const sessions = bySession(chunks, (_, i) => places[i][0]);
        for (const session of toErase()) sessions.delete(session);
        /** @type {Uint8Array[][]} */ const files = [[]];
        let size = 0;
        for (const one of sessions.values()) {
            const more = one.reduce((sum, bytes) => sum + bytes.length * (isPack(bytes) ? packUnfolds : 1), 0);
            if (size > 0 && size + more > usualFile) {
                files.push([]);
                size = 0;
            }
            files[files.length - 1].push(...one);
            size += more;
        }
        return { files, gone, noted };
    }

    /**
     * Leaves nothing of a session but a mark that it was there. The edited worksheet may have rows of it: its name is left, and a studio that
     * stands open makes it anew without them.
     * @param {string} session @param {Why} why
     */
    async remove(session, why) {
        await this.#remove(session, why);
        this.#letGo(session);
        this.#others?.postMessage({ gone: session });
    }

    /**
     * The person erases what was recorded of her. From now on nothing more of it is stored, shown or sent, whatever the browser does; it is tried
     * until it is done, by the next pages too.
     * @param {string} session @param {(noted: boolean) => void} late it is not done yet; noted: the next page knows of it
     * @returns {Promise<void>} once nothing of it is stored here
     */
    erase(session, late) {
        const box = this.#boxes.get(session), stored = (this.#kept.get(session)?.size ?? 0) > 0;
        this.#letGo(session);
        if (!isToErase(session)) remembered.set(erasePrefix + session, box && box.state !== 'waits' ? JSON.stringify(box) : '');
        return new Promise((resolve) => {
            // Of what was never stored nothing is there, whether the database answers or not.
            const tell = () => {
                if (!stored) return resolve();
                this.#others?.postMessage({ gone: session });
                late(isToErase(session));
            };
            const slow = window.setTimeout(tell, tellAfter);
            this.#eraseAtLast(session).then(() => {
                clearTimeout(slow);
                resolve();
            });
        });
    }

    /** What earlier pages could not erase: tried once now, and on and on in the meantime. */
    async eraseRest() {
        await Promise.all(toErase().map((session) => {
            this.#letGo(session);
            return Promise.race([this.#eraseAtLast(session), new Promise((resolve) => setTimeout(resolve, tellAfter))]);
        }));
    }

    /** @param {string} session */
    #eraseAtLast(session) {
        const work = async () => {
            while (!await this.#eraseNow(session)) await new Promise((resolve) => setTimeout(resolve, eraseAgainAfter));
            this.#others?.postMessage({ gone: session });
        };
        const done = this.#erasing.get(session) ?? work();
        this.#erasing.set(session, done);
        return done;
    }

    /** @param {string} session @returns {Promise<boolean>} whether nothing of it is stored any more */
    async #eraseNow(session) {
        try {
            await this.#remove(session, 'erased');
            remembered.remove(erasePrefix + session);
            return true;
        } catch {
            // A full disk has no room for the mark that it was there, which then waits in localStorage.
            return isToErase(session) && this.#remove(session, null).then(() => true, () => false);
        }
    }

    /** @param {string} session @param {Why | null} why nothing: no mark is left, and nothing is written that takes room */
    #remove(session, why) {
        return this.#database.run('readwrite', 'strict', (store, careful) => {
            store.delete(rangeOf(session));
            const studies = store.getAllKeys(under(livePrefix)), sessions = store.getAll(under(livePrefix));
            sessions.onsuccess = careful(() => studies.result.forEach((key, i) => { if (sessions.result[i] === session) store.delete(key); }));
            const box = store.get(boxPrefix + session);
            box.onsuccess = careful(() => {
                const there = boxToEmpty(session) ?? box.result;
                if (there && there.state !== 'waits' && why === 'erased') store.put(/** @type {Box} */ ({ ...there, state: 'erased' }), boxPrefix + session);
                else if (why || box.result?.state === 'waits') store.delete(boxPrefix + session);
            });
            if (!why) return void store.delete(editedWorksheet);
            const worksheet = store.get(editedWorksheet);
            worksheet.onsuccess = careful(() => { if (worksheet.result) store.put(/** @type {EditedWorksheet} */ ({ name: worksheet.result.name }), editedWorksheet); });
            store.put(/** @type {Mark} */ ({ why, day: new Date().toISOString().slice(0, 10) }), markPrefix + session);
        }, why ? undefined : 0);
    }

    /** Nothing of a session is kept in memory or put aside any more, and what comes of it is not taken. @param {string} session @returns {boolean} whether it was recorded here */
    #letGo(session) {
        this.#gone.add(session);
        this.#waiting = this.#waiting.filter((chunk) => chunk.session !== session);
        this.#groups.delete(session);
        this.#tails.delete(session);
        this.#unsure.delete(session);
        this.#live.delete(session);
        remembered.remove(tailPrefix + session);
        return this.#kept.delete(session);
    }

    /** Sessions of an opened file: all of them are stored, or none, but for those that were erased: what the studio knew of them may be old. @param {[string, number, Uint8Array][]} chunks session, sequence and bytes */
    async importChunks(chunks) {
        await this.#database.run('readwrite', 'strict', (store, careful) => {
            for (const [session, its] of bySession(chunks, ([of]) => of)) {
                const mark = store.get(markPrefix + session);
                mark.onsuccess = careful(() => {
                    if (/** @type {Mark | undefined} */ (mark.result)?.why === 'erased' || isToErase(session)) return;
                    store.delete(markPrefix + session);
                    for (const [, sequence, bytes] of its) store.put(bytes, [session, sequence]);
                });
            }
        });
    }

    async #writeAll() {
        this.#writing = true;
        clearTimeout(this.#timer);
        try {
            while (this.#waiting.length > 0) {
                const batch = new Set(this.#waiting);
                clearTimeout(this.#slow);
                this.#slow = window.setTimeout(() => this.#refuse(), tellAfter);
                const gone = await this.#put([...batch]);
                this.#waiting = this.#waiting.filter((chunk) => !batch.has(chunk));
                for (const chunk of batch) {
                    const { session } = chunk;
                    this.#acknowledge(chunk);
                    this.#unsure.delete(session);
                    if (this.#tails.has(session) && !this.#waiting.some((chunk) => chunk.session === session)) {
                        remembered.remove(tailPrefix + session);
                        this.#tails.delete(session);
                    }
                }
                for (const session of gone) this.#forget(session);
            }
            if (this.#refused) this.listener.recovered();
            this.#refused = false;
        } catch {
            this.#refuse(); // all of it stays in memory; the next chunk tries again, or the time
            this.#timer = window.setTimeout(() => this.#writeAll(), againAfter);
        } finally {
            clearTimeout(this.#slow);
            this.#writing = false;
        }
    }

    /** @param {Chunk} chunk that is stored now */
    #acknowledge({ session, sequence, bytes, end }) {
        const kept = this.#kept.get(session);
        if (!kept) return;
        if (end) {
            const group = this.#groups.get(session);
            if (group) this.#pack(session, group);
            return;
        }
        kept.set([session, sequence].join(), [[session, sequence], bytes]);
        this.#join(session, sequence, bytes);
    }

    /** @param {string} session @param {number} sequence @param {Uint8Array} bytes of a chunk that is stored, behind those before it */
    #join(session, sequence, bytes) {
        let group = this.#groups.get(session);
        if (!group || !goesOn(group, sequence, bytes) || group.packedSize >= packMost) {
            if (group) this.#pack(session, group);
            group = { first: sequence, chunks: [], size: 0, packedSize: 0 };
            this.#groups.set(session, group);
        }
        group.chunks.push(bytes);
        group.size += bytes.length;
        if (group.size - group.packedSize >= packEach) this.#pack(session, group);
    }

    /**
     * Chunks that are stored give way to a pack of them, in one transaction: at no time is one of them missing. Where that fails they stay as they are.
     * @param {string} session @param {Group} group
     */
    #pack(session, group) {
        const { first, size, packedSize, chunks } = group, length = chunks.length, last = first + length - 1;
        if (length < 2 || size === packedSize) return;
        group.packedSize = size;
        const work = async () => {
            if (!this.#packs) return;
            const bytes = await pack(chunks.slice(0, length));
            /** @type {[string, number, number]} */ const place = [session, first, last];
            const there = [...this.#kept.get(session)?.entries() ?? []].filter(([, [[, number]]]) => number >= first && number <= last);
            const replaced = await this.replace(place, there.length, bytes);
            const kept = this.#kept.get(session);
            if (!replaced || !kept) return;
            for (const [name] of there) kept.delete(name);
            kept.set(place.join(), [place, bytes]);
        };
        this.#packing = this.#packing.then(work).catch(() => { this.#packs = false; });
    }

    /** Chunks give way to a pack. @param {[string, number, number]} place @param {number} count of what stands there, otherwise it stays @param {Uint8Array} bytes @returns {Promise<boolean>} */
    replace([session, first, last], count, bytes) {
        return this.#database.run('readwrite', 'relaxed', (store, careful) => {
            let whole = false;
            const mark = store.getKey(markPrefix + session), there = store.count(rangeOf(session, first, last));
            there.onsuccess = careful(() => {
                whole = mark.result === undefined && !this.#gone.has(session) && there.result === count;
                if (!whole) return;
                store.delete(rangeOf(session, first, last));
                store.put(bytes, [session, first, last]);
            });
            return () => whole;
        }, 0);
    }

    #refuse() {
        if (!this.#refused) this.listener.refused();
        this.#refused = true;
    }

    /** @param {string} session that was deleted elsewhere */
    #forget(session) {
        this.listener.gone(session, this.#letGo(session));
    }

    /**
     * Stores chunks, but for those of sessions that are gone: both are seen and done in one transaction.
     * @param {Chunk[]} chunks
     * @returns {Promise<Set<string>>} the sessions that are gone
     */
    #put(chunks) {
        return this.#database.run('readwrite', chunks.some(({ key }) => key) ? 'strict' : 'relaxed', (store, careful) => {
            /** @type {Set<string>} */ const gone = new Set();
            const sessions = new Set(chunks.map(({ session }) => session));
            let open = sessions.size;
            for (const session of sessions) {
                const end = chunks.find((chunk) => chunk.session === session && chunk.end)?.end;
                const live = end && store.get(livePrefix + end.study);
                const mark = store.getKey(markPrefix + session), count = this.#unsure.has(session) ? store.count(rangeOf(session)) : undefined;
                (count ?? mark).onsuccess = careful(() => {
                    const kept = this.#kept.get(session);
                    if (mark.result !== undefined) {
                        gone.add(session);
                    } else if (this.#gone.has(session)) {
                        // erased since it was handed over
                    } else {
                        if (kept && count && count.result < kept.size) {
                            for (const [place, bytes] of kept.values()) store.put(bytes, place);
                            const study = this.#live.get(session);
                            if (study) store.put(session, livePrefix + study);
                        }
                        for (const { session: of, sequence, bytes, study, end: last } of chunks) {
                            if (of !== session || last) continue;
                            store.put(bytes, [of, sequence]);
                            if (study) store.put(of, livePrefix + study);
                        }
                        if (end && live?.result === session) store.delete(livePrefix + end.study);
                        if (end?.box) store.put(end.box, boxPrefix + session);
                    }
                    if (--open === 0) store.transaction.commit?.();
                });
            }
            return () => gone;
        });
    }
}
