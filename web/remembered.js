// What this browser, or this tab, remembers beside the sessions.

/** Where the number of participants that this browser has seen is remembered. */
export const sampleCounter = 'ensaio.participants';

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
    /** @param {string} key */
    remove(key) {
        try { sessionStorage.removeItem(key); } catch { /* as above */ }
    },
};

const hereKey = 'ensaio.session';
/** The session that is recorded in this tab, or was last: a reload goes on with it, or shows its thanks again, whatever was begun in other tabs. Forgotten as soon as somebody else may have come: on the way to another address. */
export const recordedHere = {
    /** @param {string} study @returns {string | null} */
    of(study) {
        const [ofStudy, session] = (tabStorage.get(hereKey) ?? '').split('/');
        return ofStudy === study && session ? session : null;
    },
    /** @param {string} study @param {string} session */
    keep: (study, session) => tabStorage.set(hereKey, `${study}/${session}`),
    forget: () => tabStorage.remove(hereKey),
};
