// A recorded session seen again, at "#/studio/<session>/rever": the page of the participant as it was, at the recorded size and with the same pixels,
// with the pointer drawn over it and the buttons around it. What the page shows comes from the program (src/studio/player.cpp), which runs the moves again.

import { make, say } from './consent.js';
import { AccessiblePage } from './dom.js';
import { Pictures, openCanvas, reduced } from './pictures.js';
import { usualLetter, wear } from './theme.js';
import { sharpest } from './viewport.js';

/** @typedef {import('./consent.js').Words} Words */

/**
 * @typedef {object} Moment a record
 * @property {number} at ms since the start
 * @property {'set' | 'screen' | 'error' | 'dead' | 'task' | 'note' | 'focus' | 'pause' | 'look'} kind
 * @property {string} what in words
 * @property {string} [screen] its title, before it
 * @property {[number, number]} [place] of a press without effect, on the page, css px
 * @property {[string, number][]} [veiled] private fields of which only the class of length is known, where it changed; 0: blank
 */

/** @typedef {{record: number, width: number, height: number, density: number, theme: string, textSize: number}} Looks from a record on; density in percent, text size in px */
/** @typedef {[at: number, kind: number, x: number, y: number]} Sample docs/formats/session.md, "Track" */
/** @typedef {{participant: string, study: string, device: string, prototype: string, moments: Moment[], looks: Looks[], trace: Sample[]}} Story */

/** @typedef {import('./host.js').Program & { replay: (setup: object, browser: object) => string, themeName: (json: string) => string }} Program */

/**
 * @typedef {object} Setup
 * @property {Program} program
 * @property {string} session
 * @property {Uint8Array[]} chunks of the session
 * @property {string} language of the studio, the JSON file
 * @property {string[]} languages of participants; the first is the usual one
 * @property {string} look the theme of the studio
 * @property {Uint8Array[]} fonts
 * @property {(names: string[]) => Promise<string[]>} themes the files of those that are there
 * @property {string[]} themeNames which a participant may have worn, beside the prototype's own
 * @property {() => void} onPage
 */

const kinds = { moved: 0, touchMoved: 1, pressed: 2, released: 3, cancelled: 4, scrolled: 5 };
const tail = 1200; // ms of the pointer's way that are drawn
const shine = 900; // ms for which a press is seen
const longPause = 2000, lead = 400; // ms: what is passed over where pauses are, and what is left of it
const speeds = [0.5, 1, 2, 4, 8];
const unknownSize = { width: 360, height: 640, density: 100 }; // of a session that says none
const mostMarks = 400;

/** How many of `items` are not later than `ms`. @template T @param {T[]} items @param {number} ms @param {(item: T) => number} at */
function countUntil(items, ms, at) {
    let low = 0, high = items.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (at(items[middle]) <= ms) low = middle + 1;
        else high = middle;
    }
    return low;
}

/** "1:05,3" @param {number} ms */
const clock = (ms) => `${Math.floor(ms / 60_000)}:${`${Math.floor(ms / 1000) % 60}`.padStart(2, '0')},${Math.floor(ms / 100) % 10}`;

/** @param {string} name @param {Record<string, string | number>} attributes @param {Node[]} content */
function draw(name, attributes, ...content) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, `${value}`);
    element.append(...content);
    return element;
}

const signs = {
    back: 'M6 5h2v14H6zM20 5v14l-10-7z',
    play: 'M7 4v16l13-8z',
    pause: 'M6 4h4v16H6zM14 4h4v16h-4z',
    next: 'M16 5h2v14h-2zM4 5v14l10-7z',
};

/** @param {string} id @param {string} name @param {keyof typeof signs} sign */
function button(id, name, sign) {
    const made = make('button', { type: 'button', id, 'aria-label': name, title: name });
    made.append(draw('svg', { viewBox: '0 0 24 24', width: 24, height: 24, 'aria-hidden': 'true' }, draw('path', { d: signs[sign], fill: 'currentColor' })));
    return made;
}

/** The pointer over the page: its way, where it is, presses, and presses without effect. */
class Ink {
    /** @param {Story} story */
    constructor({ moments, trace }) {
        this.samples = trace.filter(([, kind]) => kind < kinds.scrolled);
        this.scrolls = trace.filter(([, kind]) => kind === kinds.scrolled);
        this.dead = moments.filter(({ place }) => place);
        this.way = draw('polyline', { class: 'way' });
        this.press = draw('circle', { class: 'press', r: 18 });
        this.finger = draw('circle', { class: 'finger', r: 14 });
        this.arrow = draw('path', { class: 'arrow', d: 'M0 0v19l4.8-4.6 3 7.2 3.4-1.4-3-7.1H15z' });
        this.cross = draw('path', { class: 'dead', d: 'M-9-9 9 9M9-9-9 9' });
        this.element = draw('svg', { class: 'ink', 'aria-hidden': 'true' }, this.way, this.press, this.cross, this.finger, this.arrow);
    }

    /** @param {number} ms @returns {[number, number]} how far the page had gone left and up */
    scrollAt(ms) {
        const last = this.scrolls[countUntil(this.scrolls, ms, ([at]) => at) - 1];
        return last ? [last[2], last[3]] : [0, 0];
    }

    /** @param {number} ms @param {number} from nothing earlier is drawn of the way: it was on another page. A press is seen until it fades: it led here. */
    show(ms, from) {
        const end = countUntil(this.samples, ms, ([at]) => at);
        let first = end;
        while (first > 0 && this.samples[first - 1][0] >= Math.max(ms - tail, from)) --first;
        const seen = this.samples.slice(first, end);
        this.way.setAttribute('points', seen.filter(([, kind]) => kind <= kinds.touchMoved).map(([, , x, y]) => `${x},${y}`).join(' '));
        const last = this.samples[end - 1];
        /** @type {Sample | undefined} */ let press;
        for (let i = end; i-- > 0 && this.samples[i][0] >= ms - shine;) if (this.samples[i][1] === kinds.pressed) { press = this.samples[i]; break; }
        const touch = last?.[1] === kinds.touchMoved || (last && last[1] !== kinds.moved && this.touches(end));
        this.#put(this.arrow, last && !touch ? last : undefined);
        this.#put(this.finger, last && touch && ms - last[0] < shine ? last : undefined);
        this.#put(this.press, press, press && 1 - (ms - press[0]) / shine);
        const dead = this.dead[countUntil(this.dead, ms, ({ at }) => at) - 1];
        const [left, top] = this.scrollAt(ms);
        this.#put(this.cross, dead?.place && ms - dead.at < shine ? [0, 0, dead.place[0] - left, dead.place[1] - top] : undefined);
    }

    /** Whether there has been no mouse until the sample. @param {number} end */
    touches(end) {
        for (let i = end; i-- > 0;) if (this.samples[i][1] <= kinds.touchMoved) return this.samples[i][1] === kinds.touchMoved;
        return true;
    }

    /** @param {Element} element @param {number[] | undefined} place @param {number} [opacity] */
    #put(element, place, opacity = 1) {
        element.toggleAttribute('hidden', !place);
        if (!place) return;
        element.setAttribute('transform', `translate(${place[2]} ${place[3]})`);
        element.setAttribute('opacity', `${Math.max(0, opacity).toFixed(2)}`);
    }
}

/** @param {Setup} setup @returns {Promise<string>} what is wrong, in words; empty: nothing */
export async function replay({ program, session, chunks, language, languages, look, fonts, themes, themeNames, onPage }) {
    if (chunks.length === 0) {
        location.replace(`#/studio/${session}`); // which says that it is not here, and can open its file
        return new Promise(() => {});
    }
    /** @type {Words} */
    const words = JSON.parse(language);
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
    const nodes = /** @type {HTMLElement} */ (document.getElementById('nodes'));
    const page = /** @type {HTMLElement} */ (document.getElementById('page'));
    /** @type {Story} */
    let story = { participant: '', study: '', device: '', prototype: '', moments: [], looks: [], trace: [] };
    /** @type {Pictures | undefined} */ let pictures;
    const nothing = () => {};
    const face = new AccessiblePage(nodes, document.createElement('div'), {
        activate: nothing, set: nothing, focus: nothing, deadClick: nothing, wake: nothing,
        showPicture: (image, node) => void pictures?.show(image, node),
        hidePicture: (image) => pictures?.hide(image),
    });
    let screenDensity = 1; // of the screen that is seen again
    openCanvas(canvas);
    const wrong = program.replay({ language, languages, chunks, session, theme: look, fonts }, {
        /** @param {string} json */
        story: (json) => { story = JSON.parse(json); },
        /** @param {string} json */
        show(json) {
            const { title, language: tag, focus, ...shown } = JSON.parse(json);
            nodes.lang = tag ?? '';
            face.show({ ...shown, title: document.title, language: document.documentElement.lang });
            screen.setAttribute('aria-label', say(words, 'player.screen', title ?? ''));
        },
        retype: (/** @type {string} */ id, /** @type {string} */ value) => face.retype(id, value),
        frame: () => requestAnimationFrame(() => program.paint()),
        /** @param {number} top @param {number} width @param {number} height @param {number} pixelWidth @param {number} pixelHeight */
        place(top, width, height, pixelWidth, pixelHeight) {
            program.attend('', false, false, '', '');
            if (canvas.width !== pixelWidth) canvas.width = pixelWidth;
            if (canvas.height !== pixelHeight) canvas.height = pixelHeight;
            Object.assign(canvas.style, { top: `${top}px`, width: `${width}px`, height: `${height}px` });
        },
    });
    if (wrong) return wrong;
    pictures = new Pictures(story.prototype, {
        arrived(id, image) {
            const gl = program.paints() ? canvas.getContext('webgl') : null;
            if (!gl || gl.isContextLost()) return;
            program.picture(id);
            gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, reduced(image, screenDensity));
        },
        refused: (id) => program.refusePicture(id),
        gone: (id) => program.dropPicture(id),
    });

    const { moments, looks } = story;
    const own = JSON.parse(story.prototype).theme;
    const worn = await themes([...new Set([typeof own === 'string' ? own : themeNames[0], ...themeNames])]);
    const themeByName = new Map(worn.map((json) => [program.themeName(json), json]));

    // ---------------------------------------------------------------- the room

    const ink = new Ink(story);
    const veils = make('div', { class: 'veils' });
    const scrolled = make('div', { class: 'scrolled' }, page, veils);
    const screen = make('div', { class: 'screen', id: 'screen', role: 'img' }, scrolled);
    screen.append(ink.element);
    const device = make('div', { class: `device ${story.device === 'celular' ? 'handheld' : 'desk'}` }, screen);
    const stage = make('div', { class: 'stage' }, device);
    page.hidden = false;
    nodes.inert = true;

    const end = Math.max(moments.at(-1)?.at ?? 0, story.trace.at(-1)?.[0] ?? 0);
    const slider = make('input', { type: 'range', id: 'at', min: '0', max: `${end}`, step: '1', value: '0', 'aria-label': say(words, 'player.at') });
    const marks = make('div', { class: 'marks', 'aria-hidden': 'true' });
    const marked = moments.filter(({ kind }) => ['error', 'dead', 'task', 'note', 'screen'].includes(kind));
    const every = Math.ceil(marked.length / mostMarks);
    marked.forEach(({ at, kind }, i) => {
        if (every > 1 && kind === 'screen' && i % every !== 0) return;
        const mark = make('span', { class: `is-${kind}` });
        mark.style.left = `${(100 * at) / Math.max(1, end)}%`;
        marks.append(mark);
    });
    const back = button('step:back', say(words, 'player.step_back'), 'back');
    const play = button('play', say(words, 'player.play'), 'play');
    const next = button('step:next', say(words, 'player.step_next'), 'next');
    play.classList.add('primary');
    const time = make('output', { id: 'clock', for: 'at' });
    const speed = make('select', { id: 'speed', 'aria-label': say(words, 'player.speed') },
        ...speeds.map((times) => make('option', { value: `${times}`, ...(times === 1 && { selected: '' }) }, `${`${times}`.replace('.', ',')}×`)));
    const skip = make('input', { type: 'checkbox', id: 'skip' });
    const now = make('p', { id: 'now', 'aria-live': 'polite' });
    const controls = make('section', { class: 'controls', 'aria-label': say(words, 'player.controls') }, now,
        make('div', { class: 'time' }, marks, slider),
        make('div', { class: 'buttons' }, back, play, next, time, speed, make('label', { class: 'skip' }, skip, say(words, 'player.skip'))));

    // What only says how the page looked is no moment to step to.
    const told = moments.map((moment, record) => ({ ...moment, record })).filter(({ kind }) => kind !== 'look');
    const list = make('ol', { id: 'moments' });
    const items = told.map(({ at, kind, what, screen: title, record }, i) => {
        const item = make('button', { type: 'button', class: `is-${kind}` }, make('span', { class: 'when' }, clock(at)), make('span', { class: 'what' }, what));
        item.addEventListener('click', () => {
            pause();
            go(record);
            stage.scrollIntoView({ block: 'nearest' }); // on a phone the moments stand below it
        });
        const before = told[i - 1]?.screen;
        const row = make('li', {}, item);
        if (title && title !== before) row.prepend(make('h3', {}, title));
        list.append(row);
        return item;
    });
    const root = make('div', { id: 'player' },
        make('header', {}, make('a', { href: `#/studio/${session}`, id: 'leave' }, say(words, 'player.leave')),
            make('h1', { id: 'title', tabindex: '-1' }, say(words, 'player.title', story.participant)), make('p', {}, story.study)),
        make('main', {}, stage, controls),
        make('aside', { 'aria-label': say(words, 'player.moments') }, make('h2', {}, say(words, 'player.moments')), list));
    document.body.append(root);
    document.title = say(words, 'page.title', say(words, 'player.title', story.participant), 'Ensaio');
    wear(look);
    onPage();

    // ---------------------------------------------------------------- a moment

    let at = 0, record = -2, shownLooks = '', scale = 1, width = 0, height = 0, seen = 0;
    /** @type {HTMLElement | undefined} */ let current;

    const fit = () => {
        if (!width) return;
        const room = stage.getBoundingClientRect();
        const style = getComputedStyle(stage);
        const free = [room.width - 2 * parseFloat(style.paddingLeft), room.height - 2 * parseFloat(style.paddingTop)];
        scale = Math.max(0.1, Math.min(1, free[0] / width, free[1] / height));
        screen.style.transform = scale === 1 ? '' : `scale(${scale})`;
        Object.assign(device.style, { width: `${width * scale}px`, height: `${height * scale}px` });
    };

    /** @param {number} index of a record */
    const wearLooks = (index) => {
        const { theme, textSize, ...size } = looks[countUntil(looks, index, ({ record }) => record) - 1] ?? looks[0];
        const { density, ...room } = size.width ? size : { ...size, ...unknownSize };
        const key = [theme, textSize, room.width, room.height, density].join();
        if (key === shownLooks) return;
        shownLooks = key;
        ({ width, height } = room);
        Object.assign(screen.style, { width: `${width}px`, height: `${height}px` });
        ink.element.setAttribute('viewBox', `0 0 ${width} ${height}`);
        program.dress(themeByName.get(theme) ?? worn[0]);
        screenDensity = density / 100;
        program.sharpen(Math.min(screenDensity, sharpest)); // as it was painted
        program.resize(width, height, density / 100, textSize / usualLetter);
        fit();
    };

    const veiling = moments.flatMap(({ veiled }, index) => (veiled ? [{ index, veiled }] : []));
    /** Private answers: of a text a bar as long as its class of length where it stood, of others one along the field. @param {number} last index of the moment */
    const veil = (last) => {
        veils.replaceChildren();
        const known = new Map(veiling.filter(({ index }) => index <= last).flatMap(({ veiled }) => veiled));
        const corner = nodes.getBoundingClientRect();
        for (const [field, length] of known) {
            if (length === 0) continue;
            const text = nodes.querySelector(`:is(.field, select)[id="field:${field}"], [id="check:${field}"] > :nth-child(2)`);
            const box = (text ?? nodes.querySelector(`[id="block:${field}"]`))?.getBoundingClientRect();
            if (!box) continue;
            const [left, top, width, height] = [box.x - corner.x, box.y - corner.y, box.width, box.height].map((size) => size / scale);
            const inset = text?.matches('p') ? 0 : 16;
            const wide = Math.max(16, Math.min(0.55 * usualLetter * 1.5 * 2 ** (length - 1), width - 2 * inset));
            const place = text ? [left + inset, top + Math.min(height, 56) / 2 - 8, wide, 16] : [left + width - 6, top, 6, height];
            const bar = make('span', {});
            ['left', 'top', 'width', 'height'].forEach((side, i) => bar.style.setProperty(side, `${place[i]}px`));
            veils.append(bar);
        }
    };

    const overlay = () => {
        const [left, top] = ink.scrollAt(at);
        scrolled.style.transform = left || top ? `translate(${-left}px, ${-top}px)` : '';
        program.scroll(top);
        ink.show(at, seen);
    };

    /** @param {number} ms @param {number} index the record after which the page is shown */
    const show = (ms, index) => {
        at = ms;
        if (index !== record) {
            record = index;
            wearLooks(Math.max(0, index));
            program.input('set', 'record', [`${Math.max(0, index)}`], 0, 0, undefined);
            const moment = moments[Math.max(0, index)];
            veil(Math.max(0, index));
            for (let i = index; i >= 0; --i) if (['screen', 'task'].includes(moments[i].kind)) { seen = moments[i].at; break; }
            const place = countUntil(told, index, ({ record }) => record) - 1;
            current?.removeAttribute('aria-current');
            current = items[place];
            current?.setAttribute('aria-current', 'step');
            if (current && list.clientHeight < list.scrollHeight) {
                const [box, frame] = [current.getBoundingClientRect(), list.getBoundingClientRect()];
                if (box.top < frame.top || box.bottom > frame.bottom) list.scrollTop += box.top - frame.top - frame.height / 3;
            }
            const here = told[Math.max(0, place)];
            now.replaceChildren(...(here ? [make('strong', {}, here.what), ...(here.screen ? [` – ${here.screen}`] : [])] : []));
            back.disabled = place <= 0;
            next.disabled = place >= told.length - 1;
        }
        slider.value = `${Math.round(ms)}`;
        slider.setAttribute('aria-valuetext', say(words, 'player.of', clock(ms), clock(end)));
        slider.style.setProperty('--done', `${(100 * ms) / Math.max(1, end)}%`);
        time.textContent = `${clock(ms)} / ${clock(end)}`;
        overlay();
    };
    /** @param {number} index */
    const go = (index) => show(moments[index]?.at ?? 0, index);
    /** @param {number} ms */
    const seek = (ms) => show(ms, countUntil(moments, ms, (moment) => moment.at) - 1);
    /** @param {number} steps */
    const step = (steps) => {
        pause();
        const place = countUntil(told, record, (one) => one.record) - 1 + steps;
        go(told[Math.min(Math.max(place, 0), told.length - 1)]?.record ?? 0);
    };

    // ---------------------------------------------------------------- time

    let running = 0, before = 0;
    const label = () => {
        const name = say(words, running ? 'player.pause' : 'player.play');
        play.setAttribute('aria-label', name);
        play.title = name;
        play.querySelector('path')?.setAttribute('d', signs[running ? 'pause' : 'play']);
        now.setAttribute('aria-live', running ? 'off' : 'polite');
    };
    const pause = () => {
        if (!running) return;
        cancelAnimationFrame(running);
        running = 0;
        label();
    };
    /** @param {number} frame */
    const run = (frame) => {
        let ms = at + (frame - before) * Number(speed.value);
        before = frame;
        if (skip.checked) {
            const later = Math.min(moments[countUntil(moments, at, (one) => one.at)]?.at ?? end, story.trace[countUntil(story.trace, at, ([when]) => when)]?.[0] ?? end);
            if (later - at > longPause) ms = Math.max(ms, later - lead);
        }
        running = requestAnimationFrame(run);
        if (ms >= end) {
            pause();
            ms = end;
        }
        seek(ms);
    };
    const toggle = () => {
        if (running) return pause();
        if (at >= end) seek(0);
        before = performance.now();
        running = requestAnimationFrame(run);
        label();
    };

    play.addEventListener('click', toggle);
    back.addEventListener('click', () => step(-1));
    next.addEventListener('click', () => step(1));
    slider.addEventListener('input', () => { pause(); seek(Number(slider.value)); });
    // A slider of thousands of steps moves by one each: the keys go by seconds.
    slider.addEventListener('keydown', (event) => {
        const seconds = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
        if (seconds === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        pause();
        seek(Math.min(end, Math.max(0, at + seconds * 1000)));
    });
    root.addEventListener('keydown', (event) => {
        if (event.key !== ' ' || event.target !== document.activeElement || /** @type {Element} */ (event.target).closest('button, select, a, input:not([type="range"])')) return;
        event.preventDefault();
        toggle();
    });
    document.addEventListener('visibilitychange', () => { if (document.hidden) pause(); });
    new ResizeObserver(() => fit()).observe(stage);
    canvas.addEventListener('webglcontextlost', (event) => { event.preventDefault(); program.loseContext(); });
    canvas.addEventListener('webglcontextrestored', () => { program.restoreContext(); pictures?.again(); });
    document.documentElement.classList.toggle('plain', !program.paints());

    seek(0);
    /** @type {HTMLElement} */ (document.getElementById('title')).focus({ preventScroll: true });
    return '';
}
