// The consent of a test: an ordinary page, readable before the program has arrived. What the person chose is handed to the program, which
// from then on is the page. Order, words, ids and roles are those of every other page.

import { readAloud } from './aloud.js';

/** @typedef {{agreed: boolean, options: boolean[], how: string}} Choices  how: pressed by touch, mouse or keyboard */
/** @typedef {Record<string, string>} Words of the language file */

/**
 * What is read of a study's JSON text here; docs/formats/study.md. The program checks all of it.
 * @typedef {object} Study
 * @property {string} [title]
 * @property {string} [language]
 * @property {Record<string, any>} consent
 * @property {{address?: string, place?: string}} [drop_box]
 */

const parts = ['who', 'why', 'recorded', 'use', 'duration', 'rights', 'contact'];

/** @param {Words} words @param {string} key @param {string[]} args @returns {string} */
export const say = (words, key, ...args) => (words[key] ?? `[${key}]`).replace(/\{(\d)\}/g, (_, place) => args[place] ?? '');

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, string>} attributes @param {(Node | string)[]} content
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
}

/** Paragraphs, and lists where lines begin with "- ": as PageBuilder::prose. @param {unknown} text @returns {HTMLElement[]} */
function prose(text) {
    /** @type {HTMLElement[]} */ const blocks = [];
    let open = false; // whether the next line goes on with the last block
    for (const line of String(text ?? '').split('\n').map((one) => one.trim())) {
        const last = blocks.at(-1);
        if (line.startsWith('- ')) {
            const item = make('li', {}, line.slice(2));
            if (open && last?.tagName === 'UL') last.append(item);
            else blocks.push(make('ul', {}, item));
        } else if (line && open && last?.tagName === 'P') {
            last.append(` ${line}`);
        } else if (line) {
            blocks.push(make('p', {}, line));
        }
        open = line !== '';
    }
    return blocks;
}

/** The study's words for a place, as they may stand in a sentence of ours: the program, which refuses others, has not come yet. @param {unknown} text */
const inOneLine = (text) => `${text ?? ''}`.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();

/** @param {string} [address] @returns {string} its host, with the port if there is one, as a person reads it */
function hostOf(address) {
    try {
        return new URL(`${address}`).host;
    } catch {
        return ''; // the program says what is wrong with it
    }
}

/**
 * @param {HTMLElement} root empty; filled, and emptied again by whoever shows the next page
 * @param {HTMLElement} live the polite live region
 * @param {Study} study
 * @param {Words} words
 * @returns {{answer: Promise<Choices>, wait: () => void}} the answer, once; `wait` says that the next page is still coming
 */
export function showConsent(root, live, study, words) {
    const { consent, title = '', language = 'pt-BR', drop_box: dropBox } = study;
    const heading = make('h1', { id: 'title', tabindex: '-1' }, say(words, 'consent.title'));
    const main = make('main', { id: 'main' }, heading, make('p', { class: 'lead' }, say(words, 'consent.lead')));
    const place = inOneLine(dropBox?.place);
    for (const part of parts) {
        if (consent[part]) main.append(make('h2', {}, say(words, `consent.${part}`)), ...prose(consent[part]));
        if (part !== 'use' || !dropBox) continue;
        // The host stands alone, in a direction of its own: no word of the study gets near it.
        main.append(make('h2', {}, say(words, 'consent.drop_box')), ...prose(say(words, 'consent.drop_box.text', place)),
            make('p', { dir: 'ltr' }, make('bdi', {}, make('strong', {}, hostOf(dropBox.address)))), ...prose(say(words, 'consent.drop_box.locked')));
    }
    // The choices of Study::choices, in their order.
    /** @type {string[]} */
    const options = (Array.isArray(consent.options) ? consent.options : []).map((option) => String(option?.text ?? ''));
    if (dropBox) options.push(say(words, 'consent.drop_box.agree', place));
    const boxes = options.map((_, index) =>
        make('input', { type: 'checkbox', id: `option:${index}`, autocomplete: 'off' }));
    if (boxes.length > 0) {
        main.append(make('fieldset', { id: 'options' }, make('legend', {}, say(words, 'consent.options')),
            ...boxes.map((box, index) => make('label', { class: 'choice' }, box, make('span', {}, options[index])))));
    }
    const agree = make('button', { type: 'button', id: 'do:agree', class: 'primary' }, say(words, 'consent.agree'));
    const refuse = make('button', { type: 'button', id: 'do:refuse' }, say(words, 'consent.refuse'));
    main.append(make('div', { id: 'choices' }, agree, refuse));
    const bar = make('header', { id: 'bar' }, make('p', { id: 'body' }, say(words, 'bar.name')));

    root.lang = document.documentElement.lang = language;
    document.title = say(words, 'page.title', say(words, 'phase.0'), title);
    root.replaceChildren(bar, main);
    const silence = readAloud(bar, main, language, say(words, 'consent.listen'), say(words, 'consent.stop'));

    let pressed = agree;
    /** @type {Promise<Choices>} */
    const answer = new Promise((resolve) => {
        for (const button of [agree, refuse]) {
            button.addEventListener('click', (event) => {
                silence();
                pressed = button;
                const { pointerType = '' } = /** @type {PointerEvent} */ (event); // none in the older browsers' clicks
                const how = event.detail === 0 ? 'keyboard' : pointerType === 'mouse' ? 'mouse' : pointerType ? 'touch' : 'mouse';
                resolve({ agreed: button === agree, options: boxes.map((box) => box.checked), how });
            }, { once: true });
        }
    });
    const wait = () => {
        pressed.textContent = live.textContent = say(words, pressed === agree ? 'consent.opening' : 'consent.wait');
        pressed.classList.add('busy');
        for (const control of [agree, refuse]) control.setAttribute('aria-disabled', 'true');
        for (const box of boxes) box.disabled = true; // the choice has been made
    };
    return { answer, wait };
}
