// The canvas and the pictures of a prototype on it. They are found in its JSON, decoded by the browser, refused unless they are what the prototype says they are.

/**
 * @typedef {object} Wanted what an image of the page wants
 * @property {string} [value] id of the picture
 * @property {number} [width] px
 * @property {number} [height]
 */

const accepted = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
const longestSide = 4096; // px: kMaxImageSide of src/core/limits.hpp

/**
 * Makes the canvas ready for the program. The first who asks for its context says what it is like: what is not painted anew stays (Host::mark in src/platform/host.hpp).
 * @param {HTMLCanvasElement} canvas
 */
export function openCanvas(canvas) {
    canvas.getContext('webgl', { alpha: false, depth: false, stencil: false, antialias: false, preserveDrawingBuffer: true });
}

/**
 * A picture as the canvas shows it. Its graphics card reads four pixels at a time: of a picture that is shown at less than half its size others would be lost, and
 * letters look rough. Such a one is made smaller before, to twice what the screen has: it stays sharp when it is enlarged.
 * @param {HTMLImageElement} element @param {number} density device pixels per css px @returns {TexImageSource}
 */
export function reduced(element, density) {
    const scale = 2 * element.clientWidth * density / element.naturalWidth;
    const canvas = document.createElement('canvas');
    const paint = scale > 0 && scale < 1 ? canvas.getContext('2d') : null;
    if (!paint) return element;
    canvas.width = Math.ceil(element.naturalWidth * scale);
    canvas.height = Math.ceil(element.naturalHeight * scale);
    paint.imageSmoothingQuality = 'high';
    paint.drawImage(element, 0, 0, canvas.width, canvas.height);
    return canvas;
}

export class Pictures {
    /** @type {Map<HTMLImageElement, string>} elements on the page and the pictures they show or wait for */ #shown = new Map();
    /** @type {Map<string, HTMLImageElement>} */ #arrived = new Map();
    /** @type {Map<string, string>} */ #sources;

    /**
     * @param {string} prototype its JSON; it may be none at all
     * @param {{ arrived: (id: string, element: HTMLImageElement) => void, refused: (id: string) => void, gone: (id: string) => void }} told
     */
    constructor(prototype, told) {
        this.told = told;
        this.#sources = new Map();
        if (!prototype.includes('"images"')) return;
        try {
            for (const { id, source } of JSON.parse(prototype).images ?? []) {
                if (typeof source === 'string' && accepted.test(source)) this.#sources.set(id, source);
            }
        } catch { /* the program says what is wrong with it */ }
    }

    /** @param {HTMLImageElement} element @param {Wanted} wanted */
    async show(element, { value: id = '', width = 0, height = 0 }) {
        this.hide(element);
        this.#shown.set(element, id);
        const source = this.#sources.get(id) ?? '';
        const stays = () => this.#shown.get(element) === id;
        try {
            if (!source) throw new Error('no such picture');
            // The size stands at the beginning of the file: a picture that would fill the memory is not decoded.
            await new Promise((resolve, reject) => {
                element.onload = resolve;
                element.onerror = reject;
                element.src = source;
            });
            const { naturalWidth, naturalHeight } = element;
            if (naturalWidth !== width || naturalHeight !== height || Math.max(width, height) > longestSide) throw new Error('another size');
            await element.decode();
            if (!stays()) return;
            this.#arrived.set(id, element);
            this.told.arrived(id, element);
        } catch {
            if (!stays()) return;
            element.removeAttribute('src');
            this.told.refused(id);
        }
    }

    /** @param {HTMLImageElement} element */
    hide(element) {
        const id = this.#shown.get(element);
        if (id === undefined) return;
        this.#shown.delete(element);
        if (this.#arrived.get(id) === element) this.#arrived.delete(id);
        if (![...this.#shown.values()].includes(id)) this.told.gone(id);
    }

    /** Gives all again that have arrived: the graphics card has forgotten them. */
    again() {
        for (const [id, element] of this.#arrived) this.told.arrived(id, element);
    }
}
