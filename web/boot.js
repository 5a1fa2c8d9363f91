// What the address asks for: the start page "#/", a test "#/test/<study>", the studio "#/studio". Everything a program needs is fetched side by side.

/** @typedef {import('./host.js').Program} Program */
/** @typedef {'network' | 'unknown' | 'browser' | 'broken'} Reason of a failure: the message of #failure that is shown */

class Failure extends Error {
    /** @param {Reason} reason */
    constructor(reason) {
        super(reason);
        this.reason = reason;
    }
}

let opened = false;

const validId = /^[a-z0-9_-]{1,64}$/;

/** @param {string} path below the site's root @returns {string} */
const address = (path) => new URL(path, document.baseURI).href;

/** @param {string} path @param {Reason} missing what it means when there is no such file @returns {Promise<Response>} */
async function get(path, missing = 'network') {
    const response = await fetch(address(path)).catch(() => {
        throw new Failure('network');
    });
    if (!response.ok) throw new Failure(response.status === 404 ? missing : 'network');
    return response;
}

/** @param {string} path @param {Reason} [missing] */
const text = async (path, missing) => (await get(path, missing)).text();

/** @param {string} weight @param {string} path @returns {Promise<Uint8Array>} one request serves the canvas and the page's own text */
async function font(weight, path) {
    const bytes = await (await get(path)).arrayBuffer();
    const face = new FontFace('Ensaio', bytes.slice(0), { weight });
    document.fonts.add(face);
    face.load().catch(() => {});
    return new Uint8Array(bytes);
}

const fonts = () => Promise.all([font('400', 'fonts/ensaio-regular.ttf'), font('600', 'fonts/ensaio-semibold.ttf')]);

/** @param {'participant' | 'studio'} name @returns {Promise<Program>} */
async function program(name) {
    if (typeof WebAssembly !== 'object') throw new Failure('browser');
    const code = get(`${name}.wasm`).then(async (response) => {
        const streams = response.headers.get('content-type') === 'application/wasm' && 'compileStreaming' in WebAssembly;
        const compiled = streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
        return compiled.catch((error) => {
            throw new Failure(error instanceof WebAssembly.CompileError ? 'browser' : 'network');
        });
    });
    code.catch(() => {}); // awaited below
    const { default: create } = await import(address(`${name}.js`)).catch(() => {
        throw new Failure('network');
    });
    return new Promise((resolve, reject) => {
        code.catch(reject);
        create({
            canvas: document.getElementById('canvas'),
            /** @param {WebAssembly.Imports} imports @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} done */
            instantiateWasm(imports, done) {
                code.then(async (module) => done(await WebAssembly.instantiate(module, imports), module)).catch(reject);
                return {};
            },
        }).then(resolve, reject);
    });
}

/** @param {string} id of an element of shell.html; the others of its kind are hidden */
function reveal(id) {
    for (const part of ['start', 'loading', 'failure', 'page']) {
        /** @type {HTMLElement} */ (document.getElementById(part)).hidden = part !== id;
    }
}

/** @param {Reason} reason @param {string} [detail] */
function fail(reason, detail = '') {
    reveal('failure');
    document.documentElement.classList.remove('plain');
    for (const message of document.querySelectorAll('#failure [data-reason]')) {
        /** @type {HTMLElement} */ (message).hidden = message.getAttribute('data-reason') !== reason;
    }
    const details = /** @type {HTMLElement} */ (document.getElementById('failure-detail'));
    details.textContent = detail;
    details.hidden = detail === '';
    document.getElementById('failure-title')?.focus();
}

/** @param {string} study its id; empty: the studio */
async function open(study) {
    opened = true;
    reveal('loading');
    try {
        const studyText = study ? text(`prototypes/studies/${study}.json`, 'unknown') : Promise.resolve('');
        const prototypeText = studyText.then((json) => {
            if (!study) return '';
            const { prototype } = JSON.parse(json);
            if (typeof prototype !== 'string' || !validId.test(prototype)) throw new Failure('unknown');
            return text(`prototypes/${prototype}.json`, 'unknown');
        });
        const [{ run }, loaded, twoFonts, language, theme, studyJson, prototypeJson] = await Promise.all([
            import('./host.js'),
            program(study ? 'participant' : 'studio'),
            fonts(),
            text('assets/languages/pt-BR.json'),
            text('assets/themes/govbr.json'),
            studyText,
            prototypeText,
        ]);
        reveal('page');
        await run({
            program: loaded,
            study,
            texts: { study: studyJson, prototype: prototypeJson, language, theme, fonts: twoFonts },
            onBroken: (detail) => fail('broken', detail),
        });
    } catch (error) {
        fail(error instanceof Failure ? error.reason : 'broken', error instanceof Failure ? '' : String(error));
    }
}

function route() {
    const [, room, study] = location.hash.split('/');
    if (room === 'studio') open('');
    else if (room === 'test' && validId.test(study ?? '')) open(study);
    else if (room === 'test') fail('unknown');
    else {
        reveal('start');
        fonts().catch(() => {});
    }
}

// Another address starts afresh: a program that was opened is never taken down by hand. Addresses inside of a page ("#errors") are not ours.
let shown = location.hash;
addEventListener('hashchange', () => {
    if (location.hash !== '' && !location.hash.startsWith('#/')) return;
    if (location.hash === shown) return;
    shown = location.hash;
    if (opened) location.reload();
    else route();
});
document.getElementById('retry')?.addEventListener('click', () => location.reload());
route();
