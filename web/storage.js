// Sessions in this browser: append-only chunks in IndexedDB under [session, sequence]. What was acknowledged survives a crash; what was not
// yet is kept in memory, tried again, and put into localStorage when the page may be going away.

const retryAfter = [100, 500, 2000, 5000]; // ms: on phones the connection dies in background tabs
const tailLimit = 64_000; // characters of localStorage: more may not be written in time
const tailPrefix = 'ensaio.tail.';
const livePrefix = 'ensaio.live.';
/** Where the number of participants that this browser has seen is remembered. */
export const sampleCounter = 'ensaio.participants';
const sessionId = /^[0-9a-f]{32}$/;

/** @typedef {{session: string, sequence: number, key: boolean, bytes: Uint8Array}} Chunk */

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

/** The unfinished session of a study in this browser. */
export const live = {
    /** @param {string} study @returns {string | null} */
    of(study) {
        const session = remembered.get(livePrefix + study);
        return session && sessionId.test(session) ? session : null;
    },
    /** @param {string} study @param {string} session */
    begin(study, session) { remembered.set(livePrefix + study, session); },
    /** @param {string} session */
    end(session) {
        for (const key of remembered.keys(livePrefix)) if (remembered.get(key) === session) remembered.remove(key);
    },
};

/**
 * Holds a session for this tab, until it closes: tells a running session from a crashed one.
 * @param {string} session
 * @returns {Promise<boolean>} false: another tab holds it
 */
export function hold(session) {
    if (!navigator.locks) return Promise.resolve(true);
    return new Promise((resolve) => {
        navigator.locks.request(`ensaio-session-${session}`, { ifAvailable: true }, (lock) => {
            resolve(lock !== null);
            return lock ? new Promise(() => {}) : undefined;
        }).catch(() => resolve(true));
    });
}

/** @param {Uint8Array} bytes */
const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
/** @param {string} text */
const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
    return new Promise((resolve, reject) => {
        const request = indexedDB.open('ensaio', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('chunks');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
        request.onblocked = () => reject(new Error('blocked'));
    });
}

/** @param {string} session every chunk of it */
const rangeOf = (session) => IDBKeyRange.bound([session, 0], [session, Infinity]);

export class Store {
    /** @type {IDBDatabase | null} */ #database = null;
    /** @type {Chunk[]} */ #waiting = []; // in order, not yet acknowledged
    /** @type {Promise<unknown>} */ #last = Promise.resolve();
    #writing = false;

    /** @param {() => void} onRefused called when the browser does not store what it was given, after all tries */
    constructor(onRefused) {
        this.onRefused = onRefused;
    }

    /** @param {Chunk} chunk */
    append(chunk) {
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
            /** @type {[number, Uint8Array][]} */
            let chunks = [];
            try {
                chunks = JSON.parse(remembered.get(key) ?? '[]').map((/** @type {any} */ [sequence, text]) => [Number(sequence), fromBase64(text)]);
            } catch { /* not ours, or cut: there is nothing to save in it */ }
            if (sessionId.test(session) && chunks.length > 0) await this.importSession(session, chunks);
            remembered.remove(key);
        }
    }

    /** @param {string} [session] of all sessions when left out @returns {Promise<Uint8Array[]>} in order */
    async chunks(session) {
        const found = await this.#run('readonly', 'relaxed', (store) => store.getAll(session === undefined ? undefined : rangeOf(session)));
        return /** @type {Uint8Array[]} */ (found);
    }

    /** @param {string} session */
    async remove(session) {
        live.end(session);
        remembered.remove(tailPrefix + session);
        await this.#run('readwrite', 'strict', (store) => store.delete(rangeOf(session)));
    }

    /** @param {string} session @param {[number, Uint8Array][]} chunks sequence and bytes */
    async importSession(session, chunks) {
        await this.#run('readwrite', 'strict', (store) => {
            for (const [sequence, bytes] of chunks) store.put(bytes, [session, sequence]);
        });
    }

    async #writeAll() {
        this.#writing = true;
        try {
            while (this.#waiting.length > 0) {
                const batch = [...this.#waiting];
                await this.#run('readwrite', batch.some(({ key }) => key) ? 'strict' : 'relaxed', (store) => {
                    for (const { session, sequence, bytes } of batch) store.put(bytes, [session, sequence]);
                });
                this.#waiting.splice(0, batch.length);
                for (const { session } of batch) remembered.remove(tailPrefix + session);
            }
        } catch {
            this.onRefused(); // all of it stays in memory; the next chunk tries again
        } finally {
            this.#writing = false;
        }
    }

    /**
     * One transaction, after those before it, tried again when it fails.
     * @param {IDBTransactionMode} mode
     * @param {'strict' | 'relaxed'} durability
     * @param {(store: IDBObjectStore) => IDBRequest | void} action
     * @returns {Promise<unknown>} the request's result, once all is committed
     */
    #run(mode, durability, action) {
        const run = async () => {
            for (let turn = 0; ; ++turn) {
                try {
                    return await this.#transact(mode, durability, action);
                } catch (error) {
                    this.#database?.close();
                    this.#database = null;
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

    /** @param {IDBTransactionMode} mode @param {'strict' | 'relaxed'} durability @param {(store: IDBObjectStore) => IDBRequest | void} action */
    async #transact(mode, durability, action) {
        if (!this.#database) {
            const opened = await openDatabase();
            opened.onclose = () => { if (this.#database === opened) this.#database = null; };
            opened.onversionchange = () => opened.close();
            this.#database = opened;
        }
        const transaction = this.#database.transaction('chunks', mode, { durability });
        return new Promise((resolve, reject) => {
            const request = action(transaction.objectStore('chunks'));
            transaction.oncomplete = () => resolve(request ? request.result : undefined);
            transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('aborted'));
            transaction.commit?.();
        });
    }
}
