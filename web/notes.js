// The facilitator's notes while somebody else uses the page: by one key, and where there is no keyboard by a small button at the bottom that
// opens a list of them. Nothing that is done to it is the participant's: neither the record of presses nor the focus learns of it.

import { make, say } from './consent.js';

/** @typedef {import('./consent.js').Words} Words */

// The keys and the codes of session::Note. Not F1, F3, F5, F7, F11 and F12: people and browsers mean help, search, reload, caret browsing,
// full screen and the developer's tools by them, and some cannot be taken from the browser.
/** @type {Record<string, string>} */
export const noteKeys = { F2: 'hesitated', F4: 'asked', F6: 'helped', F8: 'misread', F9: 'system_error', F10: 'remark' };

/**
 * @param {HTMLElement} page in which the button stands, after everything else
 * @param {Words} words @param {string} style address of notes.css @param {(code: string) => void} note
 * @returns {(recording: boolean) => void} notes by touch are offered as long as there is a session that they belong to
 */
export function takeNotes(page, words, style, note) {
    const opener = make('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'notes-list' }, say(words, 'facilitator.note'));
    const list = make('ul', { id: 'notes-list', role: 'list', hidden: '' },
        ...Object.values(noteKeys).map((code) => make('li', {}, make('button', { type: 'button', 'data-note': code }, say(words, `note.${code}`)))));
    const bar = make('section', { id: 'notes', 'aria-label': say(words, 'facilitator.locked') }, opener, list);
    let taken = 0, pressed = false;

    /** @param {boolean} open */
    const unfold = (open) => {
        if (!open && list.contains(document.activeElement)) opener.focus();
        list.hidden = !open;
        opener.setAttribute('aria-expanded', `${open}`);
    };
    /** @param {HTMLElement | null} button */
    const press = (button) => {
        if (button === opener) return unfold(list.hidden);
        const code = button?.dataset.note;
        if (!code) return;
        note(code);
        unfold(false);
        opener.textContent = `${say(words, 'facilitator.note')} (${++taken})`; // not which one: the participant sees it too
    };

    addEventListener('keydown', (event) => {
        const code = noteKeys[event.key];
        if (!code || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (!event.repeat) note(code);
    }, { capture: true });
    // On the window, before the record of presses (web/trace.js) hears of it on the document.
    for (const name of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'mousedown', 'keydown', 'click']) {
        addEventListener(name, (event) => {
            const { target } = event;
            const within = target instanceof Element && bar.contains(target);
            if (name === 'pointerdown') pressed = within;
            if (name === 'click' && !within) unfold(false);
            if (!within || (name === 'pointerup' && !pressed)) return;
            event.stopImmediatePropagation();
            if (name === 'mousedown') event.preventDefault(); // who is writing keeps the focus and the keyboard
            if (name === 'click') press(target.closest('button'));
            if (event instanceof KeyboardEvent && event.key === 'Escape') unfold(false);
        }, { capture: true });
    }

    // The soft keyboard comes up in front of the page and of what stands at its lower edge: the button goes above it, and the field that is
    // being written in above the button. Who has enlarged the page with two fingers sees a part of it anyway.
    const viewport = window.visualViewport;
    const rise = () => {
        if (!viewport) return;
        const { offsetTop, height, scale } = viewport;
        const covered = scale > 1 ? 0 : document.documentElement.clientHeight - offsetTop - height;
        bar.style.bottom = `${Math.max(0, covered)}px`;
    };
    viewport?.addEventListener('scroll', rise);
    viewport?.addEventListener('resize', () => {
        rise();
        const field = document.activeElement?.closest('#nodes input, #nodes textarea')?.getBoundingClientRect();
        const button = opener.getBoundingClientRect();
        if (field && field.bottom > button.top && field.top < button.bottom) scrollBy(0, Math.min(field.bottom - button.top, field.top - viewport.offsetTop));
    });

    const sheet = make('link', { rel: 'stylesheet', href: style });
    document.head.append(sheet);
    return (recording) => {
        document.documentElement.classList.toggle('noting', recording);
        if (recording) page.append(bar);
        else bar.remove();
    };
}
