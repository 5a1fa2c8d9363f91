// How a person gets to the moves: where the pointer was, touches, scrolling, by what the page is used, edits without their text, errors of the program. Written as
// docs/formats/session.md says ("Trace"). Never a key, never a text: of a field only that something was inserted or deleted there.

const step = 50; // ms between two samples of a pointer that moves
const gather = 700; // ms: with the 250 of the recorder at most a second is not stored yet
const lasting = 400; // ms: so long a box is taken to stand where it stood
const sayAgain = 10_000; // ms: by what the page is used, though it is the same; what is named most often is what a person mostly worked with
const together = 500; // ms: a click this soon after a press or a key comes from it
const most = 250; // samples of one part
const longestId = 200; // bytes; a letter has three at most

const kinds = { moved: 0, touchMoved: 1, pressed: 2, released: 3, cancelled: 4, scrolled: 5, orientation: 6, modality: 7, edited: 8, error: 9 };
const modalities = ['mouse', 'touch', 'pen', 'keyboard', 'assistive'];
/** @type {[RegExp, number][]} */
const edits = [[/Paste/, 3], [/ByCut/, 4], [/Drop/, 5], [/Replacement/, 6], [/^history/, 7], [/^insert/, 1], [/^delete/, 2]];

/** @typedef {{id: string, left: number, top: number, width: number, height: number}} Box on the screen, css px */
/** @typedef {{at: number, kind: number, x: number, y: number, box: number}} Sample  box: index plus one; 0: none */

/** @param {number[]} out @param {number} number */
function putVarint(out, number) {
    for (; number >= 0x80; number = Math.floor(number / 0x80)) out.push((number % 0x80) + 0x80);
    out.push(number);
}
/** @param {number[]} out @param {number} number */
const putZigzag = (out, number) => putVarint(out, number < 0 ? -2 * number - 1 : 2 * number);

/** @param {number[]} out @param {number[]} values */
function putRuns(out, values) {
    for (let first = 0, end = 0; first < values.length; first = end) {
        while (end < values.length && values[end] === values[first]) ++end;
        putVarint(out, values[first]);
        putVarint(out, end - first);
    }
}

/** @param {number[]} out @param {Sample[]} samples @param {'x' | 'y'} axis */
function putPositions(out, samples, axis) {
    const before = new Array(kinds.error + 1).fill(0);
    for (const sample of samples) {
        putZigzag(out, sample[axis] - before[sample.kind]);
        before[sample.kind] = sample[axis];
    }
}

/** @param {Box[]} boxes @param {Sample[]} samples @returns {Uint8Array} all of the payload but its first number, the time at which it begins */
export function encode(boxes, samples) {
    /** @type {number[]} */
    const out = [];
    putVarint(out, boxes.length);
    for (const { id, left, top, width, height } of boxes) {
        const name = new TextEncoder().encode(id.slice(0, Math.floor(longestId / 3)));
        putVarint(out, name.length);
        out.push(...name);
        putZigzag(out, left);
        putZigzag(out, top);
        putVarint(out, width);
        putVarint(out, height);
    }
    putVarint(out, samples.length);
    putRuns(out, samples.map(({ kind }) => kind));
    putRuns(out, samples.map(({ box }) => box));
    samples.forEach(({ at }, i) => { if (i > 0) putZigzag(out, at - samples[i - 1].at - step); });
    putPositions(out, samples, 'x');
    putPositions(out, samples, 'y');
    return new Uint8Array(out);
}

/**
 * @param {(event: Event) => Box | undefined} boxAt where the box was on the screen at which something happened
 * @param {(bytes: Uint8Array, began: number) => void} hand  began: ms ago
 * @returns {{ flush: () => void, anew: () => void }} flush hands out what waits; anew: a session begins, and what was before is none of its business
 */
export function watchTrace(boxAt, hand) {
    /** @type {Box[]} */ let boxes = [];
    /** @type {Sample[]} */ let samples = [];
    /** @type {Map<string, number>} */ let places = new Map();
    /** @type {PointerEvent | undefined} */ let passed; // a movement too soon after the last sample
    /** @type {{ target: EventTarget | null, asked: number, x: number, y: number, of?: Map<string, number>, box: number }} */ let near = { target: null, asked: 0, x: 0, y: 0, box: 0 };
    let timer = 0, moved = -Infinity, pressed = -Infinity, scrolled = -Infinity, left = scrollX, top = scrollY, modality = -1, said = -Infinity;

    /** What is only passed on the way to something else explains nothing, and costs more than all the rest. */
    const forgetPassed = () => {
        const stays = samples.map(({ kind, box }, i) => kind !== kinds.moved || box === samples[i - 1]?.box || box === samples[i + 1]?.box);
        /** @type {Map<number, number>} */
        const kept = new Map([[0, 0]]);
        samples.forEach((sample, i) => {
            if (!stays[i]) sample.box = 0;
            if (!kept.has(sample.box)) kept.set(sample.box, kept.size);
            sample.box = kept.get(sample.box) ?? 0;
        });
        return [...kept.keys()].slice(1).map((box) => boxes[box - 1]);
    };

    const empty = () => {
        clearTimeout(timer);
        timer = 0;
        boxes = [];
        samples = [];
        places = new Map();
        passed = undefined;
    };
    const anew = () => {
        empty();
        modality = -1;
    };
    const flush = () => {
        if (passed) move(passed, performance.now());
        if (left !== scrollX || top !== scrollY) scroll();
        if (samples.length === 0) return;
        const bytes = encode(forgetPassed(), samples);
        const began = performance.now() - samples[0].at;
        empty();
        hand(bytes, began);
    };

    /** @param {Box} box */
    const placeOf = (box) => {
        const key = Object.values(box).join();
        const known = places.get(key);
        if (known) return known;
        places.set(key, boxes.push(box));
        return boxes.length;
    };
    /** @param {Event} event */
    const boxOf = (event) => {
        const found = boxAt(event);
        return found ? placeOf(found) : 0;
    };
    /** For what passes by twenty times a second: the box asked for last, while it is the same one and has hardly had time to move. @param {PointerEvent} event @param {number} now */
    const boxNear = (event, now) => {
        const { target } = event;
        if (target !== near.target || now - near.asked > lasting || scrollX !== near.x || scrollY !== near.y || places !== near.of) {
            near = { target, asked: now, x: scrollX, y: scrollY, of: places, box: boxOf(event) };
        }
        return near.box;
    };
    /** @param {number} kind @param {number} x @param {number} y @param {number} box */
    const add = (kind, x, y, box) => {
        const at = Math.max(Math.round(performance.now()), samples.at(-1)?.at ?? 0);
        samples.push({ at, kind, x: Math.round(x), y: Math.round(y), box });
        if (samples.length >= most) flush();
        else if (!timer) timer = window.setTimeout(flush, gather);
    };
    /** @param {string} name */
    const use = (name) => {
        const now = modalities.indexOf(name);
        if (now < 0 || (now === modality && performance.now() - said < sayAgain)) return;
        modality = now;
        said = performance.now();
        add(kinds.modality, now, 0, 0);
    };
    /** @param {PointerEvent} event @param {number} now */
    const move = (event, now) => {
        moved = now;
        passed = undefined;
        add(event.pointerType === 'touch' ? kinds.touchMoved : kinds.moved, event.clientX, event.clientY, boxNear(event, now));
    };

    const scroll = () => {
        scrolled = performance.now();
        [left, top] = [scrollX, scrollY];
        add(kinds.scrolled, left, top, 0);
    };

    /** @param {string} name @param {(event: any) => void} listener @param {EventTarget} [where] */
    const on = (name, listener, where = document) => where.addEventListener(name, listener, { capture: true, passive: true });
    on('pointermove', (event) => {
        const now = performance.now();
        if (now - moved >= step) move(event, now);
        else passed = event;
    });
    for (const [name, kind] of /** @type {[string, number][]} */ ([['pointerdown', kinds.pressed], ['pointerup', kinds.released], ['pointercancel', kinds.cancelled]])) {
        on(name, (event) => {
            passed = undefined;
            pressed = performance.now();
            use(event.pointerType);
            add(kind, event.clientX, event.clientY, boxOf(event));
        });
    }
    on('keydown', () => {
        pressed = performance.now();
        use('keyboard');
    });
    on('click', () => {
        if (performance.now() - pressed > together) use('assistive');
    });
    on('input', (event) => add(kinds.edited, edits.find(([name]) => name.test(event.inputType ?? ''))?.[1] ?? 0, 0, boxOf(event)));
    on('scroll', () => { if (performance.now() - scrolled >= step) scroll(); });
    const turned = () => add(kinds.orientation, screen.orientation?.angle ?? 0, 0, 0);
    if (screen.orientation) on('change', turned, screen.orientation);
    /** @param {unknown} error @param {string} [file] @param {number} [line] @param {number} [column] */
    const failed = (error, file = '', line = 0, column = 0) => {
        // Its message may quote what was typed: only its kind and its place.
        const id = `${error instanceof Error ? error.name : 'error'} ${file.split(/[?#]/)[0].split('/').at(-1)}`;
        add(kinds.error, line, column, placeOf({ id, left: 0, top: 0, width: 0, height: 0 }));
    };
    on('error', ({ error, filename, lineno, colno }) => failed(error, filename, lineno, colno), window);
    on('unhandledrejection', ({ reason }) => failed(reason), window);
    return { flush, anew };
}
