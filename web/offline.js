// Asks the browser to keep the site, so that it opens without a network: web/worker.js. Never in the way of what the person waits for.

const patience = 4000; // ms after the first visit's own files have come

/** @returns {Promise<void>} at a quiet moment, after `patience` */
const quiet = () => new Promise((resolve) => setTimeout(() => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: patience });
    else resolve();
}, patience));

/** To be called once the first screen can be used. */
export async function keepOffline() {
    if (!('serviceWorker' in navigator)) return;
    try {
        await quiet();
        await navigator.serviceWorker.register(new URL('worker.js', document.baseURI), { updateViaCache: 'none' });
        const { active } = await navigator.serviceWorker.ready;
        await quiet();
        // The studio's files are as much again: not for those who pay for each byte.
        if (!/** @type {any} */ (navigator).connection?.saveData) active?.postMessage('keep the rest');
    } catch { /* not allowed here, or the line is gone: the site works as it does without */ }
}
