// The facilitator's set-up of a test side by side, at "#/test/<study>/conduzir": who comes next, how notes are taken, and the code that keeps a
// participant out of here. It lives as long as the tab.

import { make, say } from './consent.js';
import { noteKeys, takeNotes } from './notes.js';
import { remembered, sampleCounter, tabStorage } from './remembered.js';
import { Store, unfinished } from './storage.js';

export { takeNotes };

/** @typedef {import('./consent.js').Words} Words */

/**
 * @typedef {object} Conducting
 * @property {string} study
 * @property {string} pin four digits
 * @property {string} participant code of the one who has the device
 * @property {string} given how the consent is got: "spoken", "guardian", or empty: the person reads and presses
 */

const place = 'ensaio.conduzir';
const validCode = /^(?=.*\d)[A-Z0-9-]{1,16}$/; // with a number: most names have none
const waysToConsent = ['', 'spoken', 'guardian'];
const validPin = /^\d{4}$/;

/** @param {string} study @returns {Conducting | null} of this tab, if it conducts this study */
export function conducting(study) {
    const now = JSON.parse(tabStorage.get(place) ?? 'null');
    return now?.study === study ? now : null;
}

/**
 * Puts a step under the participant's page, and never lets the browser's back stay on it: what was open before, such as the studio with other
 * people's sessions, lies below. @param {string} address of the page
 */
export function handOver(address) {
    history.replaceState({ depth: 0 }, '', address);
    history.pushState({ depth: 1 }, '');
}

/** Of a page that was handed over, also when it is loaded again. Comes before whoever else follows the history. */
export function keepOnPage() {
    addEventListener('popstate', (event) => {
        if (event.state?.depth !== 0) return;
        event.stopImmediatePropagation();
        history.forward();
    });
}

/** The code after this one: "P03" after "P02". @param {string} code */
function after(code) {
    const [, name, number] = code.match(/^(.*?)(\d*)$/) ?? [];
    return name + `${Number(number) + 1}`.padStart(Math.max(number.length, 2), '0');
}

/**
 * A text field under its label, with a place for what is wrong with it.
 * @param {string} id @param {string} label @param {string} hint @param {Record<string, string>} attributes
 */
function field(id, label, hint, attributes) {
    const input = make('input', { id, type: 'text', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': `${id}-hint ${id}-error`, ...attributes });
    const error = make('p', { id: `${id}-error`, class: 'error', hidden: '' });
    return {
        input,
        block: make('div', { class: 'entry' }, make('label', { for: id }, label), make('p', { id: `${id}-hint`, class: 'hint' }, hint), error, input),
        /** @param {string} words empty: nothing is wrong @returns {boolean} whether something is */
        wrong(words) {
            error.textContent = words;
            error.hidden = words === '';
            input.setAttribute('aria-invalid', `${words !== ''}`);
            if (words) input.focus();
            return words !== '';
        },
    };
}

/**
 * Shows a page with one form. @param {HTMLElement} root @param {Words} words @param {string} title @param {(Node | string)[]} content @param {string} button
 * @param {() => boolean} send whether it could be sent
 * @returns {Promise<void>} once it is sent
 */
function form(root, words, title, content, button, send) {
    const heading = make('h1', { id: 'title', tabindex: '-1' }, title);
    const element = make('form', { novalidate: '' }, ...content, make('div', { id: 'choices' }, make('button', { type: 'submit', class: 'primary' }, button)));
    root.replaceChildren(make('header', { id: 'bar' }, make('p', { id: 'body' }, say(words, 'bar.name'))), make('main', { id: 'main' }, heading, element));
    document.title = title;
    heading.focus({ preventScroll: true });
    return new Promise((resolve) => {
        element.addEventListener('submit', (event) => {
            event.preventDefault();
            if (send()) resolve();
        });
    });
}

/**
 * Asks for the facilitator's code where a participant has had the device, then for who comes next.
 * @param {HTMLElement} root @param {string} study its id @param {string} studyTitle @param {Words} words
 * @returns {Promise<void>} once the device may be handed over: `conducting` then tells who has it
 */
export async function prepare(root, study, studyTitle, words) {
    const before = conducting(study);
    if (before) {
        const pin = field('pin', say(words, 'facilitator.pin'), say(words, 'facilitator.pin.back'), { inputmode: 'numeric', maxlength: '4', type: 'password' });
        await form(root, words, say(words, 'facilitator.locked'), [pin.block], say(words, 'facilitator.enter'),
            () => !pin.wrong(pin.input.value === before.pin ? '' : say(words, 'facilitator.pin.wrong')));
    }
    const count = Number(remembered.get(sampleCounter) ?? 0);
    const participant = field('participant', say(words, 'facilitator.participant'), say(words, 'facilitator.participant.hint'), { maxlength: '16', autocapitalize: 'characters' });
    participant.input.value = before ? after(before.participant) : `P${`${1 + count}`.padStart(2, '0')}`;
    const pin = field('pin', say(words, 'facilitator.pin'), say(words, 'facilitator.pin.hint'), { inputmode: 'numeric', maxlength: '4' });
    const ways = waysToConsent.map((way) => make('input', { type: 'radio', name: 'given', id: `given:${way}`, value: way, ...(way === (before?.given ?? '') && { checked: '' }) }));
    const keys = make('dl', { class: 'keys' }, ...Object.entries(noteKeys).flatMap(([key, code]) => [make('dt', {}, key), make('dd', {}, say(words, `note.${code}`))]));
    await form(root, words, say(words, 'facilitator.title'), [
        make('p', { class: 'lead' }, say(words, 'facilitator.study', studyTitle)),
        make('p', {}, say(words, 'facilitator.stored', `${count}`)),
        participant.block,
        ...(before ? [] : [pin.block]),
        make('fieldset', {}, make('legend', {}, say(words, 'facilitator.given')),
            ...ways.map((input) => make('label', { class: 'choice' }, input, make('span', {}, say(words, `facilitator.given.${input.value || 'pressed'}`))))),
        make('h2', {}, say(words, 'facilitator.notes')), make('p', {}, say(words, 'facilitator.notes.how')), keys,
    ], say(words, 'facilitator.hand_over'), () => {
        const code = participant.input.value.trim().toUpperCase();
        if (participant.wrong(validCode.test(code) ? '' : say(words, 'facilitator.participant.wrong'))) return false;
        if (!before && pin.wrong(validPin.test(pin.input.value) ? '' : say(words, 'facilitator.pin.shape'))) return false;
        /** @type {Conducting} */ const now = { study, participant: code, given: ways.find((input) => input.checked)?.value ?? '', pin: before?.pin ?? pin.input.value };
        tabStorage.set(place, JSON.stringify(now));
        return true;
    });
    // Whoever was here before has left: what they did is kept as interrupted.
    const left = await unfinished(study);
    if (left) await new Store().end(study, left);
}
