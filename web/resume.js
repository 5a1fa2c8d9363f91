// Asks whoever opens a test that was left in the middle whether they are the person who began it. Shown before the program has come.

import { make, say } from './consent.js';

/** @typedef {import('./consent.js').Words} Words */

/**
 * @param {HTMLElement} root empty; filled, and emptied again by whoever shows the next page
 * @param {{title?: string, language?: string}} study @param {Words} words
 * @returns {Promise<boolean>} true: the same person goes on. Otherwise what was done so far is kept as interrupted.
 */
export function askToGoOn(root, { title = '', language = 'pt-BR' }, words) {
    const heading = make('h1', { id: 'title', tabindex: '-1' }, say(words, 'resume.title'));
    const yes = make('button', { type: 'button', id: 'do:resume', class: 'primary' }, say(words, 'resume.go_on'));
    const no = make('button', { type: 'button', id: 'do:begin' }, say(words, 'resume.begin'));
    root.lang = document.documentElement.lang = language;
    document.title = say(words, 'page.title', say(words, 'resume.title'), title);
    root.replaceChildren(make('header', { id: 'bar' }, make('p', { id: 'body' }, say(words, 'bar.name'))),
        make('main', { id: 'main' }, heading, make('p', { class: 'lead' }, say(words, 'resume.lead')), make('p', {}, say(words, 'resume.other')),
            make('div', { id: 'choices' }, yes, no)));
    return new Promise((resolve) => {
        yes.addEventListener('click', () => resolve(true), { once: true });
        no.addEventListener('click', () => resolve(false), { once: true });
    });
}
