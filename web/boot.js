// What the address asks for: the start page "#/", a test "#/test/<study>" ("…/conduzir": set up by a facilitator), the studio "#/studio". Everything a program needs is fetched side by side.

import { say, showConsent } from './consent.js';
import { run } from './host.js';
import { hold } from './hold.js';
import { recordedHere, tabStorage } from './remembered.js';
import { Store, anythingToSend, unfinished } from './storage.js';
import { keepOffline } from './offline.js';
import { preferred, usual, wantedTheme, wear } from './theme.js';

/** @typedef {import('./consent.js').Choices} Choices */
/** @typedef {import('./host.js').Program} Program */
/** @typedef {'network' | 'unknown' | 'browser' | 'broken' | 'files'} Reason of a failure: the message of #failure that is shown */
/** @typedef {string | Uint8Array} Source  a JSON text; bytes: it is not in UTF-8, and the program says so */

class Failure extends Error {
    /** @param {Reason} reason */
    constructor(reason) {
        super(reason);
        this.reason = reason;
    }
}

let opened = false;

const validId = /^[a-z0-9_-]{1,64}$/;
const validSession = /^[0-9a-f]{32}$/;

const fontPatience = 100; // ms: a page that is shown in another font keeps it, so that no line jumps while it is read

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} path below the site's root @returns {string} of this version's file: an older one may lie in a cache of the browser */
const address = (path) => new URL(`${path}?${SITE_VERSION}`, document.baseURI).href;

/** @param {string} path @param {Reason} missing what it means when there is no such file @returns {Promise<Response>} */
async function get(path, missing = 'network') {
    const response = await fetch(address(path)).catch(() => {
        throw new Failure('network');
    });
    if (!response.ok) throw new Failure(response.status === 404 ? missing : 'network');
    return response;
}

/** @param {string} path @param {Reason} [missing] */
const text = async (path, missing) => words(await get(path, missing));
/** @param {Response} response @returns {Promise<string>} */
const words = (response) => response.text().catch(() => {
    throw new Failure('network');
});

/** @param {Response} response @returns {Promise<Source>} */
async function source(response) {
    const bytes = await response.arrayBuffer().catch(() => {
        throw new Failure('network');
    });
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
        return new Uint8Array(bytes);
    }
}

/** @param {Source} json @returns {Record<string, any> | null} nothing: it is none, or broken, which the program says */
function parsed(json) {
    try {
        const value = JSON.parse(`${json}`);
        return typeof value === 'object' ? value : null;
    } catch {
        return null;
    }
}

/** @param {unknown} id of a study's prototype @returns {Promise<{file: string, json: Source}>} no name: there is no such file, which the program says */
async function prototypeNamed(id) {
    const none = { file: '', json: '' };
    if (typeof id !== 'string' || !validId.test(id)) return none;
    const file = `prototypes/${id}.json`;
    return get(file, 'unknown').then(source).then((json) => ({ file, json }), (error) => {
        if (error.reason !== 'unknown') throw error;
        return none;
    });
}

/** @param {unknown} [own] the prototype's. A theme that is not there must not keep a person from a test. @returns {Promise<string>} */
const theme = (own) => text(`assets/themes/${wantedTheme(own)}.json`, 'unknown').catch((error) => {
    if (error.reason !== 'unknown') throw error;
    return text(`assets/themes/${usual}.json`);
});

/** @param {string} weight @param {string} path @returns {Promise<Uint8Array>} one request serves the canvas and the page's own text */
async function font(weight, path) {
    const bytes = await (await get(path)).arrayBuffer();
    const face = new FontFace('Ensaio', bytes.slice(0), { weight });
    document.fonts.add(face);
    await face.load().catch(() => {});
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
            canvas: element('canvas'),
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
    for (const part of ['start', 'loading', 'consent', 'failure']) element(part).hidden = part !== id;
    element('page').hidden = id !== 'page' && id !== 'player'; // which it stands in
    if (id !== 'consent') element('consent').replaceChildren(); // its ids are those of other pages too
}

/** @param {Reason} reason @param {string} [detail] @param {string} [language] of what is wrong with the files of a test: its file */
function fail(reason, detail = '', language = '') {
    reveal('failure');
    if (language) {
        /** @type {import('./consent.js').Words} */ const words = JSON.parse(language);
        document.documentElement.lang = words['language.tag'];
        document.title = element('failure-title').textContent = say(words, 'failure.title');
        element('failure-files').textContent = say(words, 'failure.text');
        element('retry').textContent = say(words, 'failure.again');
        element('failure-home').textContent = say(words, 'end.home');
    }
    document.documentElement.classList.remove('plain');
    for (const message of document.querySelectorAll('#failure [data-reason]')) {
        /** @type {HTMLElement} */ (message).hidden = message.getAttribute('data-reason') !== reason;
    }
    const details = element('failure-detail');
    details.textContent = detail;
    details.hidden = detail === '';
    element('failure-title').focus();
}

const mainLanguage = 'pt-BR';

/**
 * The language of assets/languages/ that stands nearest to that of a study's texts.
 * @param {Record<string, any> | null} about the study; nothing: none @returns {string}
 */
const languageOf = (about) => /^(en|es)\b/i.exec(about?.language)?.[1].toLowerCase() ?? mainLanguage;

/** @param {string} study its id; empty: the studio @param {boolean} [conduct] whether the facilitator sets the test up first @param {string} [session] that the studio opens */
async function open(study, conduct = false, session = '') {
    opened = true;
    reveal('loading');
    // What the consent needs is asked for first; everything else once the line has begun to bring it.
    const file = study && `prototypes/studies/${study}.json`;
    const studyFile = study ? get(file, 'unknown') : Promise.resolve(new Response());
    const studyText = studyFile.then(source);
    const studyRead = studyText.then(parsed);
    // The usual words come beside the study: only one in another language waits for its words.
    const usualWords = text(`assets/languages/${mainLanguage}${study && '.participant'}.json`);
    const tag = studyRead.then(languageOf);
    const language = tag.then((chosen) => (chosen === mainLanguage ? usualWords : text(`assets/languages/${chosen}.participant.json`)));
    for (const awaitedBelow of [usualWords, language]) awaitedBelow.catch(() => {});
    const bothFonts = fonts();
    let fontsAreThere = false;
    bothFonts.then(() => { fontsAreThere = true; }, () => {});

    const load = async () => {
        await studyFile;
        const prototype = studyRead.then((about) => prototypeNamed(about?.prototype));
        return Promise.all([program(study ? 'participant' : 'studio'), prototype.then(({ json }) => theme(parsed(json)?.theme)), prototype,
            bothFonts.catch(fonts), language, studyText]);
    };

    let ready = false;
    /** @type {Promise<Choices> | undefined} */ let choices;
    /** Shows the consent, once, and waits for the answer. */
    const ask = () => (choices ??= (async () => {
        const [about, texts] = await Promise.all([studyRead, language]);
        await Promise.race([bothFonts, new Promise((resolve) => setTimeout(resolve, fontPatience))]).catch(() => {});
        const page = showConsent(element('consent'), element('live'), /** @type {any} */ (about), JSON.parse(texts));
        element('consent').classList.toggle('late-font', !fontsAreThere);
        reveal('consent');
        element('title').focus({ preventScroll: true });
        const answer = await page.answer;
        if (!ready) page.wait();
        return answer;
    })());

    try {
        // A page that was loaded again, or come back to, goes on by itself: its place in the browser's history tells it.
        const isAgain = history.state?.depth > 0;
        const about = await studyRead; // nothing: there is nothing to be asked about it
        const store = new Store();
        await store.mergeTails().catch(() => {}); // else, where it is gone on with, it comes from there
        const facilitator = about && (conduct || tabStorage.used()) ? await import('./facilitator.js') : null;
        /** @type {import('./consent.js').Words} */ const facilitatorWords = facilitator && { ...JSON.parse(await language), ...JSON.parse(await text(`assets/languages/${await tag}.facilitator.json`)) };
        if (conduct && about && facilitator) {
            recordedHere.forget();
            reveal('consent');
            await facilitator.prepare(element('consent'), study, about.title ?? '', facilitatorWords);
            facilitator.handOver(`#/test/${study}`);
            shown = location.hash;
            reveal('loading');
        }
        const conducted = facilitator?.conducting(study);
        if (conducted) facilitator?.keepOnPage();
        const own = isAgain ? recordedHere.of(study) : null;
        let left = about ? own ?? await unfinished(study) : null;
        if (left && !(await hold(left))) left = null; // another tab is busy with it
        if (!left || left !== own) recordedHere.forget();
        if (left && left !== own) {
            const { askToGoOn } = await import('./resume.js');
            const answer = askToGoOn(element('consent'), about ?? {}, JSON.parse(await language));
            reveal('consent');
            element('title').focus({ preventScroll: true });
            if (!(await answer)) {
                await store.end(study, left);
                left = null;
            }
            reveal('loading');
        }
        if (about && !left) ask().catch(() => {}); // load() fails of the same, and says so
        const [loaded, look, prototype, twoFonts, participantWords, studyJson] = await load().catch(async (error) => {
            if (!choices || !(error instanceof Failure) || error.reason !== 'network') throw error;
            await choices; // a line that was lost while the consent is read may be back when it has been
            return load();
        });
        await run({
            program: loaded,
            study,
            left,
            participant: conducted?.participant,
            given: conducted?.given,
            takeNotes: facilitator && conducted ? (note) => facilitator.takeNotes(element('page'), facilitatorWords, address('web/notes.css'), note) : undefined,
            texts: {
                study: studyJson, studyFile: file, prototype: prototype.json, prototypeFile: prototype.file,
                language: participantWords, theme: look, fonts: twoFonts, open: session, build: SITE_VERSION,
            },
            theme: () => theme(parsed(prototype.json)?.theme),
            everyWord: async () => text(`assets/languages/${await tag}.json`),
            consent: () => {
                ready = true;
                return ask();
            },
            onPage: () => {
                wear(look);
                reveal('page');
            },
            onBroken: (detail, told) => fail(told ? 'files' : 'broken', detail, told),
        });
        atLeisure();
    } catch (error) {
        fail(error instanceof Failure ? error.reason : 'broken', error instanceof Failure ? '' : String(error));
    }
}

/** @param {string} session that is seen again */
async function review(session) {
    opened = true;
    reveal('loading');
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = address('web/player.css');
    document.head.append(style);
    /** @param {string} tag */
    const wordsOf = (tag) => text(`assets/languages/${tag}.json`);
    // What was erased is not looked at any more.
    const store = new Store({ refused() {}, recovered() {}, gone: (one) => { if (one === session) location.hash = '#/studio'; } });
    try {
        await store.mergeTails().catch(() => {});
        const [{ replay }, loaded, twoFonts, language, others, look, chunks] = await Promise.all([import('./player.js'), program('studio'), fonts(), wordsOf(mainLanguage),
            Promise.all(['en', 'es'].map(wordsOf)), theme(), store.chunksOf(session)]);
        const wrong = await replay({
            program: /** @type {import('./player.js').Program} */ (loaded),
            session, chunks, language, look,
            languages: [language, ...others],
            fonts: twoFonts,
            themeNames: [usual, ...preferred.map((one) => one.theme)],
            themes: async (names) => (await Promise.all(names.filter((name) => validId.test(name)).map((name) => text(`assets/themes/${name}.json`).catch(() => '')))).filter(Boolean),
            onPage: () => reveal('player'),
        });
        if (wrong) fail('broken', wrong);
        atLeisure().catch(() => {}); // the next visit tries again
    } catch (error) {
        fail(error instanceof Failure ? error.reason : 'broken', error instanceof Failure ? '' : String(error));
    }
}

/** What can wait until the page can be used. */
async function atLeisure() {
    keepOffline();
    try {
        if (await anythingToSend()) (await import('./dropbox.js')).dropBoxes().sweep();
    } catch { /* no line: the next visit tries again */ }
}

function route() {
    const [, room, study, wish] = location.hash.split('/');
    if (room === 'studio' && wish === 'rever' && validSession.test(study)) review(study);
    else if (room === 'studio') open('', false, validSession.test(study ?? '') ? study : '');
    else if (room === 'test' && validId.test(study ?? '')) open(study, wish === 'conduzir');
    else if (room === 'test') fail('unknown');
    else {
        reveal('start');
        fonts().catch(() => {}).finally(atLeisure);
    }
}

// Another address starts afresh: a program that was opened is never taken down by hand. Addresses inside of a page ("#errors") are not ours.
let shown = location.hash;
addEventListener('hashchange', () => {
    if (location.hash !== '' && !location.hash.startsWith('#/')) return;
    if (location.hash === shown) return;
    shown = location.hash;
    recordedHere.forget();
    if (opened) location.reload();
    else route();
});
element('retry').addEventListener('click', () => location.reload());
route();
