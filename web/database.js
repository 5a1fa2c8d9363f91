// The database of this browser: one transaction after the other, tried again when it fails. It has one object store: docs/reliability.md.

const retryAfter = [100, 500, 2000, 5000]; // ms: on phones the connection dies in background tabs
const openPatience = 3000; // ms: an opening that waits for another tab must not wait for ever
const writePatience = 10_000; // ms
const lookPatience = 1000; // ms: a person waits for it

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

/**
 * A look into the database that leaves nothing behind where there is none.
 * @template T @param {(store: IDBObjectStore) => IDBRequest<T>} ask @returns {Promise<T | null>}
 */
export async function look(ask) {
    try {
        const database = await openDatabase(lookPatience, false);
        try {
            const request = ask(database.transaction('chunks').objectStore('chunks'));
            return await new Promise((resolve, reject) => {
                request.onsuccess = () => resolve(request.result);
                request.onerror = () => reject(request.error);
            });
        } finally {
            database.close();
        }
    } catch {
        return null; // a browser that stores nothing
    }
}

/**
 * Asks for what it wants in a transaction, and gives what is to be read off once all is committed. What throws within `careful` ends the transaction.
 * @template T
 * @typedef {(store: IDBObjectStore, careful: (step: () => void) => () => void) => (() => T) | void} Action
 */

export class Database {
    /** @type {IDBDatabase | null} */ #database = null;
    /** @type {Promise<unknown>} */ #last = Promise.resolve();

    /** @param {() => void} lost what was in it may be gone with the connection */
    constructor(lost) {
        this.lost = lost;
    }

    /**
     * One transaction, after those before it, tried again when it fails.
     * @template [T=void]
     * @param {IDBTransactionMode} mode
     * @param {'strict' | 'relaxed'} durability
     * @param {Action<T>} action
     * @param {number} [again] how often it is tried again
     * @returns {Promise<T>}
     */
    run(mode, durability, action, again = retryAfter.length) {
        const run = async () => {
            for (let turn = 0; ; ++turn) {
                try {
                    return await this.#transact(mode, durability, action);
                } catch (error) {
                    this.#leave(this.#database);
                    // No database at all (a private window): waiting does not help.
                    const hopeless = error instanceof DOMException && ['SecurityError', 'QuotaExceededError'].includes(error.name);
                    if (hopeless || turn >= again) throw error;
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
        this.lost();
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
