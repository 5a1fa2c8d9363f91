// Sessions in this browser: append-only chunks in IndexedDB under [session, sequence]. What was acknowledged survives a crash; what was not
// yet is kept in memory, tried again, and put into localStorage when the page may be going away. A session that was deleted or erased leaves
// a mark under the key "gone/SESSION", and nothing more is taken of it: docs/reliability.md.

const retryAfter = [100, 500, 2000, 5000]; // ms: on phones the connection dies in background tabs
const openPatience = 3000; // ms: an opening that waits for another tab must not wait for ever
const writePatience = 10_000; // ms
const lookPatience = 1000; // ms: a person waits for it
const againAfter = 10_000; // ms: when all was tried in vain
const tellAfter = 2000; // ms: what is not stored by then is called so, although it is still tried
const tailLimit = 64_000; // characters of localStorage: more may not be written in time
const usualFile = 30_000_000; // bytes: a file may have 32
const tailPrefix = 'ensaio.tail.';
/** Where the number of participants that this browser has seen is remembered. */
export const sampleCounter = 'ensaio.participants';
/** Where it stands when all sessions were last downloaded. */
export const lastCopy = 'ensaio.copied';
const sessionId = /^[0-9a-f]{32}$/;

// Keys that are texts stand before those that are lists, which the chunks have: the one never gets among the other, and a tab that was loaded
// before there were marks goes on storing.
const markPrefix = 'gone/';
const livePrefix = 'live/'; // and a study's id: its session that may be gone on with. localStorage is written too late for a browser that is killed
const marks = () => IDBKeyRange.bound(markPrefix, `${markPrefix}\uffff`);
const lives = () => IDBKeyRange.bound(livePrefix, `${livePrefix}\uffff`);
const allChunks = () => IDBKeyRange.lowerBound([]);

/** @typedef {{session: string, sequence: number, key: boolean, bytes: Uint8Array, study?: string}} Chunk  study: of the session's first chunk, from which on it may be gone on with */
/** @typedef {'deleted' | 'erased' | 'expired'} Why a session is gone: by the researcher, by the person whose it was, by the study's date */
/** @typedef {{why: Why, day: string}} Mark */

/** localStorage where it is allowed; elsewhere it forgets. */
export const remembered = {
    /** @param {string} key @returns {string | null} */
    get(key) {
        try { return localStorage.getItem(key); } catch { return null; }
    },
    /** @param {string} key @param {string} value */
    set(key, value) {
        try { localStorage.setItem(key, value); } catch { /* refused or full: what is stored here is a help, not the record */ }
    },
    /** @param {string} key */
    remove(key) {
        try { localStorage.removeItem(key); } catch { /* as above */ }
    },
    /** @param {string} prefix @returns {string[]} */
    keys(prefix) {
        try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; }
    },
};

/** sessionStorage, where it is allowed: what only this tab knows. */
export const tabStorage = {
    used() {
        try { return sessionStorage.length > 0; } catch { return false; }
    },
    /** @param {string} key @returns {string | null} */
    get(key) {
        try { return sessionStorage.getItem(key); } catch { return null; }
    },
    /** @param {string} key @param {string} value */
    set(key, value) {
        try { sessionStorage.setItem(key, value); } catch { /* then a reload forgets it */ }
    },
};

/** @type {Map<string, Promise<boolean>>} */
const held = new Map();

/**
 * Holds a session for this tab, until it closes: tells a running session from a crashed one.
 * @param {string} session
 * @returns {Promise<boolean>} false: another tab holds it
 */
export function hold(session) {
    if (!navigator.locks) return Promise.resolve(true);
    const known = held.get(session);
    if (known) return known;
    /** @type {Promise<boolean>} */
    const mine = new Promise((resolve) => {
        navigator.locks.request(`ensaio-session-${session}`, { ifAvailable: true }, (lock) => {
            resolve(lock !== null);
            return lock ? new Promise(() => {}) : undefined;
        }).catch(() => resolve(true));
    });
    held.set(session, mine);
    mine.then((got) => { if (!got) held.delete(session); });
    return mine;
}

/** @returns {Promise<string[]>} bytes used and bytes there are, whether the browser keeps them, when all was last downloaded; empty: not known */
export async function room() {
    const size = await navigator.storage?.estimate?.().catch(() => undefined);
    const kept = await navigator.storage?.persisted?.().catch(() => false);
    return [`${size?.usage ?? ''}`, `${size?.quota ?? ''}`, kept ? '1' : '', remembered.get(lastCopy) ?? ''];
}

/** @param {Uint8Array} bytes */
const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
/** @param {string} text */
const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/**
 * @template T @param {Promise<T>} work @param {number} ms @param {() => void} late what to do when it takes longer
 * @returns {Promise<T>}
 */
const within = (work, ms, late) => {
    let timer = 0;
    const limit = new Promise((_, reject) => {
        timer = window.setTimeout(() => {
            late();
            reject(new Error('late'));
        }, ms);
    });
    return /** @type {Promise<T>} */ (Promise.race([work, limit])).finally(() => clearTimeout(timer));
};

/** @param {number} patience ms @param {boolean} [make] otherwise no database is no connection @returns {Promise<IDBDatabase>} */
function openDatabase(patience, make = true) {
    let awaited = true;
    /** @type {Promise<IDBDatabase>} */
    const opened = new Promise((resolve, reject) => {
        const request = indexedDB.open('ensaio', 1);
        request.onupgradeneeded = () => {
            if (make) request.result.createObjectStore('chunks');
            else request.transaction?.abort();
        };
        request.onsuccess = () => {
            if (awaited) resolve(request.result);
            else request.result.close(); // a connection that nobody holds would be in the way of others
        };
        request.onerror = () => reject(request.error);
    });
    return within(opened, patience, () => { awaited = false; });
}

/** @param {string} study @returns {Promise<string | null>} its unfinished session in this browser. Leaves nothing behind where there is none. */
export async function unfinished(study) {
    try {
        const database = await openDatabase(lookPatience, false);
        try {
            const request = database.transaction('chunks').objectStore('chunks').get(livePrefix + study);
            const session = await new Promise((resolve, reject) => {
                request.onsuccess = () => resolve(request.result);
                request.onerror = () => reject(request.error);
            });
            return sessionId.test(session ?? '') ? session : null;
        } finally {
            database.close();
        }
    } catch {
        return null; // a browser that stores nothing
    }
}

/** @param {string} session every chunk of it */
const rangeOf = (session) => IDBKeyRange.bound([session, 0], [session, Infinity]);

/**
 * Asks for what it wants in a transaction, and gives what is to be read off once all is committed. What throws within `careful` ends the transaction.
 * @template T
 * @typedef {(store: IDBObjectStore, careful: (step: () => void) => () => void) => (() => T) | void} Action
 */

/**
 * What the host is told.
 * @typedef {object} Listener
 * @property {() => void} refused the browser does not store what it was given; it stays in memory and is tried again
 * @property {() => void} recovered all that was refused is stored now
 * @property {(session: string) => void} gone a session that is recorded here was deleted in another tab: nothing of it is stored any more
 */

export class Store {
    /** @type {IDBDatabase | null} */ #database = null;
    /** @type {Chunk[]} */ #waiting = []; // in order, not yet acknowledged
    /** @type {Map<string, Map<number, Uint8Array>>} */ #kept = new Map(); // acknowledged chunks of what is recorded here, should the database be lost
    /** @type {Set<string>} */ #unsure = new Set(); // sessions that may have been lost with a connection
    /** @type {Set<string>} */ #gone = new Set();
    /** @type {Promise<unknown>} */ #last = Promise.resolve();
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
        this.#waiting.push(chunk);
        if (!this.#writing) this.#writeAll();
    }

    /** Puts what is not yet acknowledged where it is safe at once. */
    saveTail() {
        /** @type {Map<string, [number, string][]>} */
        const tails = new Map();
        let size = 0;
        for (const { session, sequence, bytes } of this.#waiting) {
            size += bytes.length * 4 / 3;
            if (size > tailLimit) break;
            tails.set(session, [...(tails.get(session) ?? []), [sequence, toBase64(bytes)]]);
        }
        for (const [session, tail] of tails) remembered.set(tailPrefix + session, JSON.stringify(tail));
    }

    /** Brings what saveTail() put aside to the other chunks. */
    async mergeTails() {
        for (const key of remembered.keys(tailPrefix)) {
            const session = key.slice(tailPrefix.length);
            /** @type {Chunk[]} */
            let chunks = [];
            try {
                chunks = JSON.parse(remembered.get(key) ?? '[]').map((/** @type {any} */ [sequence, text]) =>
                    ({ session, sequence: Number(sequence), key: true, bytes: fromBase64(text) }));
            } catch { /* not ours, or cut: there is nothing to save in it */ }
            if (sessionId.test(session) && chunks.length > 0) await this.#put(chunks);
            remembered.remove(key);
        }
    }

    /** @param {string} session that this tab goes on with @returns {Promise<Uint8Array[]>} its chunks, in order */
    async adopt(session) {
        const [keys, chunks] = await this.#run('readonly', 'relaxed', (store) => {
            const keys = store.getAllKeys(rangeOf(session)), chunks = store.getAll(rangeOf(session));
            return () => /** @type {[[string, number][], Uint8Array[]]} */ ([keys.result, chunks.result]);
        });
        this.#kept.set(session, new Map(chunks.map((bytes, index) => [keys[index][1], bytes])));
        return chunks;
    }

    /** A session is over: another visit begins a new one. @param {string} study @param {string} session */
    async end(study, session) {
        await this.#run('readwrite', 'strict', (store, careful) => {
            const live = store.get(livePrefix + study);
            live.onsuccess = careful(() => {
                if (live.result === session) store.delete(livePrefix + study);
            });
        }).catch(() => {});
    }

    /** @returns {Promise<{files: Uint8Array[][], erased: string[]}>} the chunks of all sessions, as many together as a file may hold; and what was erased */
    async everything() {
        const { keys, chunks, erased } = await this.#run('readonly', 'relaxed', (store) => {
            const keys = store.getAllKeys(allChunks()), chunks = store.getAll(allChunks());
            const marked = store.getAllKeys(marks()), marksThere = store.getAll(marks());
            return () => ({
                keys: /** @type {[string, number][]} */ (keys.result), chunks: /** @type {Uint8Array[]} */ (chunks.result),
                erased: marked.result.filter((_, i) => marksThere.result[i].why === 'erased').map((key) => `${key}`.slice(markPrefix.length)),
            });
        });
        /** @type {Map<string, Uint8Array[]>} */ const sessions = new Map();
        chunks.forEach((bytes, i) => sessions.set(keys[i][0], [...(sessions.get(keys[i][0]) ?? []), bytes]));
        /** @type {Uint8Array[][]} */ const files = [[]];
        let size = 0;
        for (const one of sessions.values()) {
            const more = one.reduce((sum, bytes) => sum + bytes.length, 0);
            if (size > 0 && size + more > usualFile) {
                files.push([]);
                size = 0;
            }
            files[files.length - 1].push(...one);
            size += more;
        }
        return { files, erased };
    }

    /** Leaves nothing of a session but a mark that it was there. @param {string} session @param {Why} why */
    async remove(session, why) {
        await this.#run('readwrite', 'strict', (store, careful) => {
            store.delete(rangeOf(session));
            const studies = store.getAllKeys(lives()), sessions = store.getAll(lives());
            sessions.onsuccess = careful(() => studies.result.forEach((key, i) => { if (sessions.result[i] === session) store.delete(key); }));
            store.put(/** @type {Mark} */ ({ why, day: new Date().toISOString().slice(0, 10) }), markPrefix + session);
        });
        this.#waiting = this.#waiting.filter((chunk) => chunk.session !== session);
        this.#kept.delete(session);
        this.#gone.add(session);
        remembered.remove(tailPrefix + session);
        this.#others?.postMessage({ gone: session });
    }

    /** Sessions of an opened file: all of them are stored, or none. @param {[string, number, Uint8Array][]} chunks session, sequence and bytes */
    async importChunks(chunks) {
        await this.#run('readwrite', 'strict', (store) => {
            for (const session of new Set(chunks.map(([session]) => session))) store.delete(markPrefix + session);
            for (const [session, sequence, bytes] of chunks) store.put(bytes, [session, sequence]);
            store.transaction.commit?.();
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
                for (const { session, sequence, bytes } of batch) {
                    this.#kept.get(session)?.set(sequence, bytes);
                    this.#unsure.delete(session);
                    if (!this.#waiting.some((chunk) => chunk.session === session)) remembered.remove(tailPrefix + session);
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

    #refuse() {
        if (!this.#refused) this.listener.refused();
        this.#refused = true;
    }

    /** @param {string} session that was deleted elsewhere */
    #forget(session) {
        if (this.#gone.has(session)) return;
        this.#gone.add(session);
        this.#waiting = this.#waiting.filter((chunk) => chunk.session !== session);
        remembered.remove(tailPrefix + session);
        if (this.#kept.delete(session)) this.listener.gone(session);
    }

    /**
     * Stores chunks, but for those of sessions that are gone: both are seen and done in one transaction.
     * @param {Chunk[]} chunks
     * @returns {Promise<Set<string>>} the sessions that are gone
     */
    #put(chunks) {
        return this.#run('readwrite', chunks.some(({ key }) => key) ? 'strict' : 'relaxed', (store, careful) => {
            /** @type {Set<string>} */ const gone = new Set();
            const sessions = new Set(chunks.map(({ session }) => session));
            let open = sessions.size;
            for (const session of sessions) {
                const mark = store.getKey(markPrefix + session), count = store.count(rangeOf(session));
                count.onsuccess = careful(() => {
                    const kept = this.#kept.get(session);
                    if (mark.result !== undefined) {
                        gone.add(session);
                    } else {
                        if (kept && this.#unsure.has(session) && count.result < kept.size) {
                            for (const [sequence, bytes] of kept) store.put(bytes, [session, sequence]);
                        }
                        for (const { session: of, sequence, bytes, study } of chunks) {
                            if (of !== session) continue;
                            store.put(bytes, [of, sequence]);
                            if (study) store.put(of, livePrefix + study);
                        }
                    }
                    if (--open === 0) store.transaction.commit?.();
                });
            }
            return () => gone;
        });
    }

    /**
     * One transaction, after those before it, tried again when it fails.
     * @template [T=void]
     * @param {IDBTransactionMode} mode
     * @param {'strict' | 'relaxed'} durability
     * @param {Action<T>} action
     * @returns {Promise<T>}
     */
    #run(mode, durability, action) {
        const run = async () => {
            for (let turn = 0; ; ++turn) {
                try {
                    return await this.#transact(mode, durability, action);
                } catch (error) {
                    this.#leave(this.#database);
                    // No database at all (a private window): waiting does not help.
                    const hopeless = error instanceof DOMException && ['SecurityError', 'QuotaExceededError'].includes(error.name);
                    if (hopeless || turn >= retryAfter.length) throw error;
                    await new Promise((resolve) => setTimeout(resolve, retryAfter[turn]));
                }
            }
        };
        const result = this.#last.then(run, run);
        this.#last = result.catch(() => {});
        return result;
    }

    /** What was in the database may be gone with the connection. @param {IDBDatabase | null} database */
    #leave(database) {
        database?.close();
        if (this.#database !== database) return;
        this.#database = null;
        for (const session of this.#kept.keys()) this.#unsure.add(session);
    }

    /**
     * @template T
     * @param {IDBTransactionMode} mode @param {'strict' | 'relaxed'} durability @param {Action<T>} action
     * @returns {Promise<T>}
     */
    async #transact(mode, durability, action) {
        if (!this.#database) {
            const opened = await openDatabase(openPatience);
            opened.onclose = opened.onversionchange = () => this.#leave(opened);
            this.#database = opened;
        }
        const transaction = this.#database.transaction('chunks', mode, { durability });
        /** @type {Promise<T>} */
        const done = new Promise((resolve, reject) => {
            const result = action(transaction.objectStore('chunks'), (step) => () => {
                try {
                    step();
                } catch (error) {
                    reject(error);
                    transaction.abort();
                }
            });
            transaction.oncomplete = () => resolve(/** @type {T} */ (result?.()));
            transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('aborted'));
        });
        return within(done, writePatience, () => { try { transaction.abort(); } catch { /* it is over already */ } });
    }
}
