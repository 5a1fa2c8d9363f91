// The browser's side of the bridge: ties a program (WebAssembly) to the canvas, the accessible page, the store and the address bar.

import { AccessiblePage } from './dom.js';
import { Pictures, openCanvas, reduced } from './pictures.js';
import { askForFiles, copyText, handOver } from './files.js';
import { hold } from './hold.js';
import { goesOn, isPack, isWhole, pack, packMost } from './pack.js';
import { recordedHere, remembered, sampleCounter } from './remembered.js';
import { Store, editedWorksheet, notes, room } from './storage.js';
import { watchPreferences, wear } from './theme.js';
import { watchTrace } from './trace.js';
import { device, watchWindow } from './viewport.js';

/**
 * What src/platform/host.hpp and the mains expose.
 * @typedef {object} Program
 * @property {(setup: object, browser: Browser) => string} start what is wrong, in words; empty: nothing
 * @property {() => boolean} paints
 * @property {(kind: string, id: string, values: string[], x: number, y: number, bytes: Uint8Array | Uint8Array[] | undefined) => void} input
 * @property {(width: number, height: number, density: number, textScale: number) => void} resize
 * @property {(theme: string) => void} dress
 * @property {(pixels: number) => void} sharpen
 * @property {(top: number) => void} scroll
 * @property {() => void} wake a frame is wanted
 * @property {() => void} paint
 * @property {(focused: string, focusVisible: boolean, editing: boolean, hovered: string, pressed: string) => void} attend
 * @property {(id: string) => void} picture leaves a texture bound that the picture is to be put into
 * @property {(id: string) => void} refusePicture
 * @property {(id: string) => void} dropPicture
 * @property {() => void} loseContext
 * @property {() => void} restoreContext
 */

/**
 * What the program calls: src/platform/browser.cpp and host.hpp.
 * @typedef {object} Browser
 * @property {(json: string) => void} show
 * @property {(id: string, value: string) => void} retype nothing but the text in this field is another one
 * @property {() => void} frame paint() is to be called with the next one
 * @property {(top: number, width: number, height: number, pixelWidth: number, pixelHeight: number) => void} place a frame is about to be painted
 * @property {(session: string, sequence: number, key: boolean, bytes: Uint8Array) => void} store
 * @property {(session: string, address: string, key: string, file: Uint8Array) => void} end address of the drop box for the file; empty: none
 * @property {(ms: number) => void} flushAfter
 * @property {() => void} nextTurn
 * @property {() => void} load
 * @property {(session: string, expired: boolean) => void} remove
 * @property {(chunks: [string, number, Uint8Array][]) => void} importChunks session, sequence and bytes
 * @property {(lines: string[]) => void} keepNotes
 * @property {(name: string, mime: string, bytes: Uint8Array, share: boolean) => void} download
 * @property {(accept: string, many: boolean) => void} pick
 * @property {(action: string, key: string) => void} keys of drop boxes: KeyRing of src/view/host.hpp
 * @property {(wish: string, name: string, bytes: Uint8Array) => void} worksheet view::EditedWorksheet
 * @property {(text: string) => void} copy
 */

/**
 * @typedef {object} Setup
 * @property {Program} program
 * @property {string} study its id; empty in the studio
 * @property {Record<string, unknown>} texts the JSON files and fonts, under the names the program's start() knows
 * @property {() => Promise<string>} everyWord the whole language file: `texts.language` may lack the sentences of mistakes in a prototype or a study
 * @property {() => Promise<import('./consent.js').Choices>} consent shows the consent, if it is not shown yet, and waits for the answer
 * @property {string | null} left the session that is gone on with
 * @property {() => Promise<string>} theme the file of the theme that is wanted now
 * @property {() => void} onPage before the program's first page is shown
 * @property {(detail: string, language?: string) => void} onBroken the program cannot go on; language: there is a mistake in the test's files, and these are its words
 * @property {string} [given] how the facilitator got the consent: "spoken", "guardian"; empty: the person presses
 * @property {string} [participant] code given by a facilitator, who sits beside the person
 * @property {(note: (code: string) => void) => (recording: boolean) => void} [takeNotes] the facilitator's, as web/notes.js does
 */

const lossPatience = 1000; // ms: most pictures that are lost come back at once

const consentKey = '0/', questions = /^[45]\//; // how the keys of Phase::consent begin, and those of after_task and after_test: page_key of src/participant/pages.cpp

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @returns {string} 32 hexadecimal digits */
const randomId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const randomSeed = () => crypto.getRandomValues(new Uint32Array(1))[0];

/** @param {Setup} setup @returns {Promise<void>} once the first page is shown */
export async function run({ program, study, left, texts, everyWord, consent, theme, onPage, onBroken, takeNotes, participant = '', given = '' }) {
    const canvas = /** @type {HTMLCanvasElement} */ (element('canvas'));
    let breaking = false, broken = false, unpainted = false;

    // The program is never entered while it is in the middle of something: showing a page may move the focus, which is an input again.
    /** @type {(() => void)[]} */
    const turns = [];
    /** @param {() => void} turn */
    const enter = (turn) => {
        if (broken) return;
        turns.push(turn);
        if (turns.length > 1) return;
        try {
            while (turns.length > 0) {
                turns[0]();
                turns.shift();
            }
        } catch (error) {
            turns.length = 0;
            broken = breaking;
            if (broken) return;
            breaking = true;
            try {
                trace?.failed(error);
                keep(); // what led to it too, as far as the program still takes it
            } finally {
                broken = true;
                onBroken(String(error));
            }
        }
    };
    /** @param {string} kind @param {string} [id] @param {string[]} [values] @param {number} [x] @param {number} [y] @param {Uint8Array | Uint8Array[]} [bytes] */
    const tell = (kind, id = '', values = [], x = 0, y = 0, bytes = undefined) =>
        enter(() => {
            program.input(kind, id, values, x, y, bytes);
            page.restate(id);
        });

    const store = new Store({
        refused: () => tell('failed', 'store', ['storage']),
        recovered: () => tell('stored', 'store'),
        gone(session, ours) {
            if (ours) {
                boxes?.then((all) => all.stop(session));
                tell('failed', 'store', ['gone']);
            } else if (!study) tell('stored', 'gone');
        },
    });
    /** @type {Promise<ReturnType<import('./dropbox.js').dropBoxes>> | null} only where something is to be sent */ let boxes = null;
    /** @param {string} session @param {import('./storage.js').Box} box @param {Uint8Array} [file] */
    const send = (session, box, file) => {
        boxes = import('./dropbox.js').then(({ dropBoxes }) => dropBoxes(store, (_, outcome) => tell(outcome === 'sent' ? 'stored' : 'failed', 'send', [outcome])));
        boxes.then((all) => all.send(session, box, file), () => tell('failed', 'send', ['later']));
    };
    /** What happened so far is safe at once. */
    const keep = () => {
        trace?.flush();
        tell('flush');
        store.saveTail();
    };
    const page = new AccessiblePage(element('nodes'), element('live'), {
        activate(id, values, x, y) {
            if (mayEnd(id)) trace?.flush();
            tell('activate', id, values, x, y);
        },
        set: (id, values) => tell('set', id, values),
        focus: (id) => tell('focus', id),
        deadClick: (x, y) => tell('dead_click', '', [], x, y),
        wake: () => enter(() => program.wake()),
        showPicture: (image, node) => void pictures.show(image, node),
        hidePicture: (image) => pictures.hide(image),
    });
    const pictures = new Pictures(`${texts.prototype ?? ''}`, {
        arrived: (id, image) => enter(() => {
            const gl = program.paints() ? canvas.getContext('webgl') : null;
            if (!gl || gl.isContextLost()) return;
            program.picture(id);
            gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, reduced(image, devicePixelRatio));
        }),
        refused: (id) => enter(() => program.refusePicture(id)),
        gone: (id) => enter(() => program.dropPicture(id)),
    });

    const offerNotes = takeNotes?.((code) => tell('note', code));

    // ---------------------------------------------------------------- the address bar

    let key = '';
    /** Whether a press may be the last of its session, which takes nothing more then: what led to it comes first. @param {string} id */
    const mayEnd = (id) => id.startsWith('do:') && (questions.test(key) || /^do:(done|gave_up)/.test(id));
    let depth = Number(history.state?.depth ?? 0); // a page that was loaded again is where it was
    let returning = false;
    const here = location.hash;
    let shows = 0; // how many times the page was shown
    addEventListener('popstate', (event) => {
        if (location.hash !== here) return;
        const place = Number(event.state?.depth ?? 0);
        if (place === depth) return;
        enter(() => {
            const screen = key, before = shows;
            returning = true;
            program.input(place < depth ? 'back' : 'forward', '', [], 0, 0, undefined);
            returning = false;
            // A question on the screen was closed, and the screen is the same: its step is not used up.
            if (place < depth && key === screen && shows !== before) history.go(depth - place);
            else depth = place;
        });
    });

    // ---------------------------------------------------------------- what the program asks for

    let onStage = false;
    // The page of the consent is not the program's: it may stand there before the program does.
    const askForConsent = () =>
        consent().then(({ agreed, options, how }) => {
            options.forEach((ticked, index) => { if (ticked) tell('activate', `option:${index}`, ['true']); });
            tell('activate', agreed ? 'do:agree' : 'do:refuse', [given || how]);
        }, (error) => onBroken(String(error)));

    let timer = 0; // of the next flush
    let attended = page.attention, placed = '';
    let recording = '';
    const trace = study ? watchTrace((event) => page.boxOf(event), (bytes, began) => tell('trace', '', [], began, 0, bytes)) : undefined;
    /** @param {string} session that is recorded from now on @param {boolean} again it was begun before */
    const beginToRecord = (session, again) => {
        recording = session;
        recordedHere.keep(study, session);
        offerNotes?.(true);
        trace?.anew(again);
    };
    /** @param {Promise<unknown>} work @param {string} id */
    const answer = (work, id) => work.then(() => tell('stored', id), () => tell('failed', id, ['storage']));

    /** @param {string} accept @param {boolean} many @param {(files: File[]) => Promise<void>} take */
    const pickFiles = (accept, many, take) => askForFiles(accept, many, take, (reason) => tell('failed', 'file', [reason]));

    /** @type {Browser} */
    const browser = {
        show(json) {
            /** @type {import('./dom.js').Page} */
            const shown = JSON.parse(json);
            const next = shown.key ?? '';
            ++shows;
            if (study && next.startsWith(consentKey)) {
                if (key === '') askForConsent();
                key = next;
                return;
            }
            if (breaking) return;
            if (!onStage) onPage();
            onStage = true;
            page.show(shown);
            // Each screen is a step of the browser's own history, so that its "back" is the service's.
            if (key !== '' && next !== key && !returning) history.pushState({ depth: ++depth }, '');
            key = next;
        },
        retype: (id, value) => page.retype(id, value),
        frame: () => requestAnimationFrame(() => {
            try {
                if (!unpainted) program.paint();
            } catch (error) { // what stands under the picture is the same page
                unpainted = true;
                trace?.failed(error);
                choosePicture();
            }
        }),
        place(top, width, height, pixelWidth, pixelHeight) {
            if (attended !== page.attention) program.attend(...page.attention);
            attended = page.attention;
            if (canvas.width !== pixelWidth) canvas.width = pixelWidth;
            if (canvas.height !== pixelHeight) canvas.height = pixelHeight;
            const place = `top:${top}px;width:${width}px;height:${height}px`;
            if (placed !== place) Object.assign(canvas.style, { top: `${top}px`, width: `${width}px`, height: `${height}px` });
            placed = place;
        },
        store(session, sequence, isKey, bytes) {
            if (recording !== session) {
                beginToRecord(session, sequence > 0);
                if (sequence === 0) {
                    hold(session);
                    remembered.set(sampleCounter, `${1 + Number(remembered.get(sampleCounter) ?? 0)}`);
                    navigator.storage?.persist?.();
                }
            }
            store.append({ session, sequence, key: isKey, bytes, ...(sequence === 0 && { study }) });
        },
        end(session, address, key, file) {
            /** @type {import('./storage.js').Box | undefined} */
            const box = address ? { address, key, name: `${randomId()}.ensaio.age`, state: 'waits' } : undefined;
            offerNotes?.(false);
            store.finish(session, { study, box });
            if (box) send(session, box, file);
        },
        flushAfter(ms) {
            timer ||= window.setTimeout(() => {
                timer = 0;
                tell('flush');
            }, ms);
        },
        nextTurn: () => void setTimeout(tell, 0, 'turn'),
        load() {
            Promise.all([store.everything(), room()]).then(([{ files, gone, noted }, words]) => {
                import('./packing.js').then(({ packLoose }) => packLoose(store, files.flat(), { goesOn, isPack, isWhole, pack, packMost })).catch(() => {});
                files.forEach((chunks, i) => tell('bytes', i === 0 ? 'sessions' : 'more_sessions', i === 0 ? [...words, ...gone, ...noted.map((line) => `note/${line}`)] : [], files.length - 1 - i, 0, chunks));
            }, () => tell('failed', 'sessions', ['storage']));
        },
        remove(session, expired) {
            if (!study) return void answer(store.remove(session, expired ? 'expired' : 'deleted'), expired ? 'expire' : 'delete');
            const erased = store.erase(session, (noted) => tell('failed', 'delete', [noted ? 'later' : 'here']));
            boxes?.then((all) => all.stop(session));
            erased.then(() => {
                recordedHere.forget();
                tell('stored', 'delete');
                boxes?.then((all) => all.sweep());
            });
        },
        importChunks: (chunks) => void answer(store.importChunks(chunks), 'import'),
        keepNotes: (lines) => void store.note(notes, lines).catch(() => {}), // then it warns once more
        download: (name, mime, bytes, share) => void handOver(new File([/** @type {BlobPart} */ (bytes)], name, { type: mime }), share),
        copy: (text) => void copyText(text).then(() => tell('stored', 'copy'), () => tell('failed', 'copy', ['copy'])),
        keys: (action, key) => void import('./key_ring.js').then(({ keyRing }) => keyRing(store, action, key))
            .then((values) => tell('stored', 'keys', values), () => tell('failed', 'keys', ['storage'])),
        worksheet(wish, name, bytes) {
            if (wish === 'keep') answer(store.note(editedWorksheet, { name, bytes }), 'worksheet');
            if (wish === 'forget') answer(store.note(editedWorksheet), 'worksheet');
            if (wish === 'load') {
                store.notes(editedWorksheet).then(([kept]) => {
                    const file = /** @type {import('./storage.js').EditedWorksheet | undefined} */ (kept?.[1]);
                    if (file) tell('bytes', 'worksheet', [file.name, file.bytes ? 'kept' : 'gone'], 0, 0, file.bytes);
                }, () => {}); // then there are no sessions either, and that is told
            }
            if (wish === 'pick') pickFiles('.xlsx', false, async ([file]) => tell('bytes', 'worksheet', [file.name], 0, 0, new Uint8Array(await file.arrayBuffer())));
        },
        pick(accept, many) {
            pickFiles(accept, many, async (files) => {
                const { openFiles } = await import('./opening.js');
                for (const { bytes, values } of await openFiles(files, store)) tell('bytes', 'file', values, 0, 0, bytes);
            });
        },
    };

    const session = randomId();
    const setup = {
        ...texts,
        session,
        seed: randomSeed(),
        // Each phone counts for itself: without more, the first person of each would be the same one.
        participant: participant || `P${`${1 + Number(remembered.get(sampleCounter) ?? 0)}`.padStart(2, '0')}-${session.slice(0, 4)}`,
        facilitator: participant !== '',
        shares: navigator.canShare?.({ files: [new File([''], 'P01.ensaio', { type: 'application/octet-stream' })] }) ?? false,
        device: device(),
        utcOffset: -new Date().getTimezoneOffset(),
        resume: left ? await store.adopt(study, left).catch(() => []) : [],
    };
    openCanvas(canvas);
    const wrong = program.start(setup, browser);
    if (wrong && !study) return onBroken(wrong);
    if (wrong) {
        const language = await everyWord().catch(() => `${texts.language}`);
        return onBroken(program.start({ ...setup, language }, browser), language);
    }
    if (left) store.boxOf(left).then(({ box }) => { if (box) send(left, box); }, () => {}); // it was ended before, and the person sees how its sending stands

    // ---------------------------------------------------------------- the picture

    const contrast = matchMedia('(forced-colors: active)');
    // Without a picture, or where the person has chosen the colours, the elements themselves are shown.
    const isLost = () => canvas.getContext('webgl')?.isContextLost() ?? false;
    const choosePicture = () => document.documentElement.classList.toggle('plain', contrast.matches || unpainted || !program.paints() || isLost());
    contrast.addEventListener('change', choosePicture);
    choosePicture();

    let looks = 0;
    watchPreferences(async () => {
        const turn = ++looks;
        const look = await theme().catch(() => ''); // without a line the page keeps the one it has
        if (!look || turn !== looks) return;
        if (onStage) wear(look); // the consent follows the style sheet by itself
        enter(() => program.dress(look));
    });

    canvas.addEventListener('webglcontextlost', (event) => {
        event.preventDefault();
        enter(() => program.loseContext());
        setTimeout(choosePicture, lossPatience);
    });
    canvas.addEventListener('webglcontextrestored', () => {
        enter(() => program.restoreContext());
        pictures.again();
        choosePicture();
    });

    const measure = watchWindow(element('page'), {
        edited: () => page.edited,
        resize: (...size) => enter(() => program.resize(...size)),
        sharpen: (pixels) => enter(() => program.sharpen(pixels)),
    });
    addEventListener('scroll', () => enter(() => program.scroll(scrollY)), { passive: true });

    // ---------------------------------------------------------------- coming and going

    document.addEventListener('visibilitychange', () => {
        tell(document.visibilityState === 'hidden' ? 'hidden' : 'shown');
        if (document.visibilityState === 'hidden') keep();
    });
    addEventListener('pagehide', keep);
    if (left && setup.resume.length > 0) beginToRecord(left, true); // from the first sign on, not from the first that is stored
    measure();
    if (document.visibilityState === 'hidden') tell('hidden'); // opened again by the browser, behind another tab
}
