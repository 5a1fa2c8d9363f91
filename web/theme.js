// Which theme file the page wears, and its colours and measures for what is not painted: variables of web/ensaio.css.
// Also read by tools/site.mjs, outside of a browser: nothing may happen when this is loaded.

/** @typedef {{colors: Record<string, string>, lengths?: Record<string, number>}} Theme docs/formats/theme.md */

/** @type {{theme: string, query: string}[]} themes that take the place of the prototype's own, for a person who has asked their device for it; the last that holds. */
export const preferred = [
    { theme: 'escuro', query: '(prefers-color-scheme: dark)' },
    { theme: 'contraste', query: '(prefers-contrast: more)' },
    { theme: 'contraste-escuro', query: '(prefers-contrast: more) and (prefers-color-scheme: dark)' },
];
export const usual = 'govbr';

const validId = /^[a-z0-9_-]{1,64}$/;
export const usualLetter = 16; // css px of 1rem, where nobody has changed it

/** @param {unknown} own what a prototype names as its theme, if there is one @returns {string} id of the theme wanted now */
export function wantedTheme(own) {
    const asked = preferred.filter(({ query }) => matchMedia(query).matches).at(-1);
    if (asked) return asked.theme;
    return typeof own === 'string' && validId.test(own) ? own : usual;
}

/** @param {() => void} changed called when another theme may be wanted */
export function watchPreferences(changed) {
    for (const { query } of preferred) matchMedia(query).addEventListener('change', changed);
}

/** @param {Theme} theme @returns {[string, string][]} names and values of the style sheet's variables; sizes of text follow the person's own */
export function variablesOf({ colors, lengths = {} }) {
    const all = { header_background: colors.background, text_on_header: colors.text, link_on_header: colors.interactive, ...colors };
    const sizes = Object.entries(lengths).map(([name, value]) => {
        if (name.startsWith('size_')) return [name, `${value / usualLetter}rem`];
        return [name, /scale|height_|line_height/.test(name) ? `${value}` : `${value}px`];
    });
    return [...Object.entries(all), ...sizes].map(([name, value]) => [`--${name.replaceAll('_', '-')}`, value]);
}

/** @param {string} json of a theme file */
export function wear(json) {
    /** @type {Theme} */
    const theme = JSON.parse(json);
    for (const [name, value] of variablesOf(theme)) document.documentElement.style.setProperty(name, value);
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', theme.colors.header_background ?? theme.colors.background);
}
