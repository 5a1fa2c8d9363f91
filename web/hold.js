// Which tab a session is with.

const closingPatience = 1500; // ms: a tab that was closed just now, or has crashed, lets go of its session a moment later

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
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(), closingPatience);
    /** @type {Promise<boolean>} */
    const mine = new Promise((resolve) => {
        navigator.locks.request(`ensaio-session-${session}`, { signal: waiting.signal }, () => {
            clearTimeout(timer);
            resolve(true);
            return new Promise(() => {});
        }).catch((error) => resolve(error?.name !== 'AbortError')); // where locks are refused everything is ours
    });
    held.set(session, mine);
    mine.then((got) => { if (!got) held.delete(session); });
    return mine;
}
