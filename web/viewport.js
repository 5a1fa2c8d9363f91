// How large the page is seen: the window, the density of its pixels, the person's own text size, zoom, and the soft keyboard in front of it.

import { usualLetter } from './theme.js';

const smallScreen = 700; // css px of the shorter side
const zoomed = 1.05; // less is no zoom
// Device px of a css px that are painted at most: of more nobody sees anything, but who looks at them enlarged.
export const sharpest = 3;
const sharpestZoomed = 4;

export const device = () => matchMedia('(pointer: coarse)').matches && Math.min(screen.width, screen.height) < smallScreen ? 'celular' : 'computador';

/**
 * @param {HTMLElement} stage as wide as the page
 * @param {object} told
 * @param {() => HTMLElement | null} told.edited the text field in which the person writes: it is kept in sight
 * @param {(width: number, height: number, density: number, textScale: number) => void} told.resize in css px; density: device px of each; textScale 1: letters of the usual size
 * @param {(pixels: number) => void} told.sharpen device px of a css px that are worth painting
 * @returns {() => void} measures now
 */
export function watchWindow(stage, { edited, resize, sharpen }) {
    const viewport = window.visualViewport;
    let measured = '';
    let density = devicePixelRatio;
    const sharpenNow = () => {
        const zoom = viewport?.scale ?? 1;
        sharpen(zoom > zoomed ? Math.min(density * zoom, sharpestZoomed) : Math.min(density, sharpest));
    };
    // The soft keyboard comes up over a part of the page: not over what is being typed.
    const keepInSight = () => {
        const box = edited()?.getBoundingClientRect();
        if (!box || !viewport) return;
        const { offsetTop, height } = viewport;
        if (box.bottom > offsetTop + height || box.top < offsetTop) scrollBy(0, box.top + box.height / 2 - offsetTop - height / 2);
    };
    // The person's own text size, from the browser or the device.
    const letter = document.createElement('div');
    letter.id = 'letter';
    document.body.append(letter);
    const measure = () => {
        const { clientWidth, clientHeight } = document.documentElement;
        const textScale = letter.offsetWidth / usualLetter;
        const now = `${clientWidth} ${clientHeight} ${density} ${textScale}`;
        if (now === measured || clientWidth < 1 || clientHeight < 1) return; // not on the screen
        measured = now;
        sharpenNow();
        resize(clientWidth, clientHeight, density, textScale);
    };
    new ResizeObserver(measure).observe(letter);
    const watch = new ResizeObserver(([entry]) => {
        const pixels = entry.devicePixelContentBoxSize?.[0]?.inlineSize;
        const width = entry.contentBoxSize[0].inlineSize;
        // Exact to the pixel, where it is the same density (an emulated screen tells the real one's here).
        density = pixels && Math.abs(pixels - width * devicePixelRatio) < 2 ? pixels / width : devicePixelRatio;
        measure();
    });
    try {
        watch.observe(stage, { box: 'device-pixel-content-box' });
    } catch {
        watch.observe(stage);
    }
    addEventListener('resize', () => {
        measure();
        keepInSight();
    });
    // A window that is moved to another screen keeps its size, and not every browser tells it by its device pixels.
    const watchDensity = () => matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
        density = devicePixelRatio;
        measure();
        watchDensity();
    }, { once: true });
    watchDensity();

    let settled = 0;
    viewport?.addEventListener('resize', () => {
        clearTimeout(settled);
        settled = window.setTimeout(sharpenNow, 200);
        keepInSight();
    });
    return measure;
}
