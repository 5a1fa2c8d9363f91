// The service worker: keeps the site of one version, whole, and answers from it. Every request of a page names the page's version
// (`?version`), so a page is never given a file of another: it stays with the version that it was started with, from that version's cache
// where a newer worker has come meanwhile. The newest whole version answers the next visit.

/**
 * What is used of ServiceWorkerGlobalScope; TypeScript knows either a page's names or a worker's.
 * @typedef {object} ServiceWorkerScope
 * @property {{scope: string}} registration
 * @property {{matchAll: (options: object) => Promise<unknown[]>}} clients
 * @property {() => Promise<void>} skipWaiting
 * @property {(name: string, listener: (event: any) => void) => void} addEventListener
 */
const worker = /** @type {ServiceWorkerScope} */ (/** @type {unknown} */ (self));

const root = new URL('./', location.href);
const family = `ensaio ${root.pathname} `; // several sites may stand in folders of one origin
const name = family + SITE_VERSION;
const hashes = { ...SITE_FILES.first, ...SITE_FILES.later };
const page = 'index.html';

/** @param {string} path @returns {string} under which a file is kept */
const keyOf = (path) => new URL(path, root).href;

/** @param {ArrayBuffer} bytes */
async function hashOf(bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return btoa(String.fromCharCode(...digest));
}

/** @returns {Promise<Cache[]>} of this site, older versions too */
async function ownCaches() {
    const names = (await caches.keys()).filter((one) => one.startsWith(family));
    return Promise.all(names.map((one) => caches.open(one)));
}

/**
 * A file of this very version, or nothing: from an older version's cache when it did not change, else from the network, where another
 * version may already stand.
 * @param {string} path @returns {Promise<Response>}
 */
async function genuine(path) {
    const address = path === page ? root.href : `${keyOf(path)}?${SITE_VERSION}`;
    const sources = [
        ...(await ownCaches()).map((cache) => () => cache.match(keyOf(path))),
        () => fetch(address, { cache: 'force-cache' }), // the page itself has just brought it
        () => fetch(address, { cache: 'reload' }),
    ];
    for (const source of sources) {
        const response = await source();
        if (!response?.ok) continue;
        const bytes = await response.arrayBuffer();
        if (await hashOf(bytes) !== hashes[path]) continue;
        return new Response(bytes, { headers: { 'content-type': response.headers.get('content-type') ?? '' } });
    }
    throw new Error(`${path} is of another version`);
}

/** @param {string} path @param {string} [version] @returns {Promise<Response | undefined>} */
const kept = (path, version = SITE_VERSION) => caches.match(keyOf(path), { cacheName: family + version });

/** Keeps all of these files or none. @param {string[]} paths */
async function keep(paths) {
    /** @type {[string, Response][]} */ const files = [];
    for (const path of paths) files.push([path, await genuine(path)]);
    const cache = await caches.open(name);
    for (const [path, file] of files) await cache.put(keyOf(path), file);
}

async function install() {
    try {
        await keep(Object.keys(SITE_FILES.first));
    } catch (error) {
        await caches.delete(name);
        throw error;
    }
    await worker.skipWaiting();
}

async function keepTheRest() {
    const paths = Object.keys(SITE_FILES.later);
    const there = await Promise.all(paths.map((path) => kept(path)));
    if (there.some((file) => !file)) await keep(paths);
}

/** Nobody else is here: no page can miss an older version. */
async function removeOlder() {
    if ((await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })).length > 0) return;
    for (const one of await caches.keys()) if (one.startsWith(family) && one !== name) await caches.delete(one);
}

/** @param {Request} request of a visit; where the browser has thrown the cache away it is a first visit again */
const visit = async (request) => await kept(page) ?? fetch(request);

/** @param {string} path @param {string} version of the page that asks; empty: the file's name says it @param {Request} request */
async function answer(path, version, request) {
    const found = version ? await kept(path, version) : await kept(path) ?? await caches.match(keyOf(path));
    if (found) return found;
    if (path in hashes && version === SITE_VERSION) return genuine(path).catch(() => Response.error());
    return version && await kept(page) ? Response.error() : fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('message', (event) => {
    if (event.data === 'keep the rest') event.waitUntil(keepTheRest().catch(() => {}));
});
worker.addEventListener('fetch', (event) => {
    const { request } = event;
    const { origin, pathname, search } = new URL(request.url);
    if (request.method !== 'GET' || origin !== root.origin || !pathname.startsWith(root.pathname)) return;
    const path = decodeURI(pathname.slice(root.pathname.length));
    if (request.mode === 'navigate') {
        if (path !== '' && path !== page) return;
        event.waitUntil(removeOlder());
        event.respondWith(visit(request));
    } else {
        event.respondWith(answer(path, search.slice(1), request));
    }
});

export {};
