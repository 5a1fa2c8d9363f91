// How a person gets to the moves: where the pointer was, touches, scrolling, by what the page is used, edits without their text, errors of the program. Written as
// docs/formats/session.md says ("Track"). Never a key, never a text: of a field only that something was inserted or deleted there.

const step = 50; // ms between two samples of a pointer that moves
const unit = 10; // ms: in what the track counts its times
const gather = 700; // ms: with the 250 of the recorder at most a second is not stored yet
const lasting = 400; // ms: so long a box is taken to stand where it stood
const sayAgain = 10_000; // ms: by what the page is used, though it is the same; what is named most often is what a person mostly worked with
const together = 500; // ms: a click this soon after a press or a key comes from it
const anewAfter = 300_000; // ms: boxes are named again, so that what a lost part named is not missed to the end
const most = 250; // samples of one part
const longestId = 200; // bytes; a letter has three at most

const kinds = { moved: 0, touchMoved: 1, pressed: 2, released: 3, cancelled: 4, scrolled: 5, orientation: 6, modality: 7, edited: 8, error: 9 };
const modalities = ['mouse', 'touch', 'pen', 'keyboard', 'assistive'];
const flat = new Set([kinds.orientation, kinds.modality, kinds.edited]); // have no y
/** @type {[RegExp, number][]} */
const edits = [[/Paste/, 3], [/ByCut/, 4], [/Drop/, 5], [/Replacement/, 6], [/^history/, 7], [/^insert/, 1], [/^delete/, 2]];

/** @typedef {{id: string, left: number, top: number, width: number, height: number, veiled?: boolean}} Box on the screen, css px; veiled: it stands for another one, and where in that something was done is not recorded */
/** @typedef {{at: number, kind: number, x: number, y: number, box?: Box}} Sample */

/** @param {Box} box */
const keyOf = ({ id, left, top, width, height }) => `${left},${top},${width},${height},${id}`;
/** @param {Box | undefined} a @param {Box | undefined} b */
const isSame = (a, b) => a === b || (!!a && !!b && a.id === b.id && a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height);

/** @param {number[]} out @param {number} number */
function putVarint(out, number) {
    for (; number >= 0x80; number = Math.floor(number / 0x80)) out.push((number % 0x80) + 0x80);
    out.push(number);
}
/** @param {number[]} out @param {number} number */
const putZigzag = (out, number) => putVarint(out, number < 0 ? -2 * number - 1 : 2 * number);

/**
 * Writes payloads of one visit to the page: each box is named once.
 * @returns {(samples: Sample[]) => Uint8Array} all of the payload but its first number, the time at which it begins
 */
export function trackWriter() {
    /** @type {Map<string, number>} */ const boxes = new Map();
    /** @type {Map<string, number>} */ const names = new Map();
    /** @type {Box} */ let last;

    /** @param {number[]} out @param {Box | undefined} box */
    const putBox = (out, box) => {
        const number = box ? boxes.get(keyOf(box)) : 0;
        putVarint(out, number ?? boxes.size + 1);
        if (!box || number !== undefined) return;
        boxes.set(keyOf(box), boxes.size + 1);
        const same = names.get(box.id);
        putVarint(out, same ?? 0);
        if (same === undefined) {
            names.set(box.id, boxes.size);
            const name = new TextEncoder().encode(box.id.slice(0, Math.floor(longestId / 3)));
            putVarint(out, name.length);
            out.push(...name);
        }
        for (const side of /** @type {const} */ (['left', 'top', 'width', 'height'])) putZigzag(out, box[side] - last[side]);
        last = box;
    };

    return (samples) => {
        /** @type {number[]} */
        const out = [];
        putVarint(out, boxes.size);
        last = { id: '', left: 0, top: 0, width: 0, height: 0 };
        const place = { x: 0, y: 0 };
        const unitsTo = (/** @type {number} */ at) => Math.round((at - samples[0].at) / unit);
        for (let first = 0, end = 0; first < samples.length; first = end) {
            const { kind, box } = samples[first];
            while (end < samples.length && samples[end].kind === kind && isSame(samples[end].box, box)) ++end;
            const run = samples.slice(first, end);
            putVarint(out, (run.length - 1) * 16 + kind);
            putBox(out, box);
            run.forEach(({ at }, i) => { if (first + i > 0) putZigzag(out, unitsTo(at) - unitsTo(samples[first + i - 1].at) - step / unit); });
            for (const axis of flat.has(kind) ? /** @type {const} */ (['x']) : /** @type {const} */ (['x', 'y'])) {
                for (const sample of run) {
                    putZigzag(out, sample[axis] - (kind <= kinds.cancelled ? place[axis] : 0));
                    if (kind <= kinds.cancelled) place[axis] = sample[axis];
                }
            }
        }
        return new Uint8Array(out);
    };
}

/**
 * @param {(event: Event) => Box | undefined} boxAt where the box was on the screen at which something happened
 * @param {(bytes: Uint8Array, began: number) => void} hand  began: ms ago
 * @returns {{ flush: () => void, anew: (again: boolean) => void, failed: (error: unknown) => void }} flush hands out what waits; anew: a session begins, and what was before is none of its business; failed: an error of the program that nobody else tells
 */
export function watchTrace(boxAt, hand) {
    /** @type {Sample[]} */ let samples = [];
    /** @type {PointerEvent | undefined} */ let passed; // a movement too soon after the last sample
    /** @type {{ target: EventTarget | null, asked: number, scrolls: number, box?: Box }} */ let near = { target: null, asked: 0, scrolls: 0 };
    let write = trackWriter(), writes = 0;
    let timer = 0, moved = -Infinity, pressed = -Infinity, scrolled = -Infinity, modality = -1, said = -Infinity;
    let scrolls = 0, behind = false; // behind: the page has been scrolled since the last sample of it. Asked where it stands, the browser lays out what has changed

    /** What is only passed on the way to something else explains nothing, and costs more than all the rest. */
    const forgetPassed = () => samples.map((sample, i) => {
        const stays = sample.kind !== kinds.moved || isSame(sample.box, samples[i - 1]?.box) || isSame(sample.box, samples[i + 1]?.box);
        return stays ? sample : { ...sample, box: undefined };
    });

    const wait = () => { timer ||= window.setTimeout(flush, gather); };
    const empty = () => {
        clearTimeout(timer);
        timer = 0;
        samples = [];
        passed = undefined;
    };
    const nameAnew = () => {
        write = trackWriter();
        writes = performance.now();
    };
    /** @param {boolean} again the session goes on: nobody knows yet where the page stands now */
    const anew = (again) => {
        empty();
        nameAnew();
        modality = -1;
        behind = again;
        if (again) wait();
    };
    const flush = () => {
        if (passed) move(passed, passed.timeStamp);
        if (behind) scroll();
        if (samples.length === 0) return empty();
        if (performance.now() - writes > anewAfter) nameAnew();
        const bytes = write(forgetPassed());
        const began = performance.now() - samples[0].at;
        empty();
        hand(bytes, began);
    };

    /** For what passes by twenty times a second: the box asked for last, while it is the same one and has hardly had time to move. @param {PointerEvent} event @param {number} now */
    const boxNear = (event, now) => {
        const { target } = event;
        if (target !== near.target || now - near.asked > lasting || scrolls !== near.scrolls) near = { target, asked: now, scrolls, box: boxAt(event) };
        return near.box;
    };
    /** @param {number} kind @param {number} x @param {number} y @param {Box} [box] @param {number} [now] */
    const add = (kind, x, y, box, now = performance.now()) => {
        if (box?.veiled && kind <= kinds.cancelled) [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        const at = Math.max(Math.round(now), samples.at(-1)?.at ?? 0);
        samples.push({ at, kind, x: Math.round(x), y: Math.round(y), box });
        if (samples.length >= most) flush();
        else wait();
    };
    /** @param {string} name */
    const use = (name) => {
        const now = modalities.indexOf(name);
        if (now < 0 || (now === modality && performance.now() - said < sayAgain)) return;
        modality = now;
        said = performance.now();
        add(kinds.modality, now, 0);
    };
    /** @param {PointerEvent} event @param {number} now */
    const move = (event, now) => {
        moved = now;
        passed = undefined;
        add(event.pointerType === 'touch' ? kinds.touchMoved : kinds.moved, event.clientX, event.clientY, boxNear(event, now), now);
    };

    const scroll = () => {
        scrolled = performance.now();
        behind = false;
        add(kinds.scrolled, scrollX, scrollY);
    };

    /** @param {string} name @param {(event: any) => void} listener @param {EventTarget} [where] */
    const on = (name, listener, where = document) => where.addEventListener(name, listener, { capture: true, passive: true });
    on('pointermove', (event) => {
        const now = performance.now();
        if (now - moved >= step) move(event, now);
        else {
            passed = event;
            wait();
        }
    });
    for (const [name, kind] of /** @type {[string, number][]} */ ([['pointerdown', kinds.pressed], ['pointerup', kinds.released], ['pointercancel', kinds.cancelled]])) {
        on(name, (event) => {
            passed = undefined;
            pressed = performance.now();
            use(event.pointerType);
            add(kind, event.clientX, event.clientY, boxAt(event));
        });
    }
    on('keydown', () => {
        pressed = performance.now();
        use('keyboard');
    });
    on('click', () => {
        if (performance.now() - pressed > together) use('assistive');
    });
    on('input', (event) => add(kinds.edited, edits.find(([name]) => name.test(event.inputType ?? ''))?.[1] ?? 0, 0, boxAt(event)));
    on('scroll', ({ target }) => {
        if (target !== document) return;
        ++scrolls;
        behind = true;
        if (performance.now() - scrolled >= step) scroll();
        else wait();
    });
    const turned = () => add(kinds.orientation, screen.orientation?.angle ?? 0, 0);
    if (screen.orientation) on('change', turned, screen.orientation);
    /** @param {unknown} error @param {string} [file] @param {number} [line] @param {number} [column] */
    const failed = (error, file = '', line = 0, column = 0) => {
        // Its message may quote what was typed: only its kind and its place.
        const { name, stack = '' } = error instanceof Error ? error : { name: 'error' };
        if (!file) {
            const [, where, down, across] = /([^\s()]+?):(\d+):(\d+)\)?$/m.exec(stack) ?? ['', '', '0', '0'];
            [file, line, column] = [where, Number(down), Number(across)];
        }
        const id = `${name} ${file.split(/[?#]/)[0].split('/').at(-1)}`;
        add(kinds.error, line, column, { id, left: 0, top: 0, width: 0, height: 0 });
    };
    on('error', ({ error, filename, lineno, colno }) => failed(error, filename, lineno, colno), window);
    on('unhandledrejection', ({ reason }) => failed(reason), window);
    return { flush, anew, failed };
}
