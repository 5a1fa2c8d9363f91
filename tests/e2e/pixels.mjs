// Screenshots as numbers: what is really on the screen, however it came there.

import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

/** @typedef {{ width: number, height: number, data: Uint8Array, channels: number }} Picture */
/** @typedef {{ x: number, y: number, w: number, h: number }} Rect  css px of the window */

/** Reads a PNG as Chromium writes them: 8 bits, RGB or RGBA, not interlaced. @param {Buffer} png @returns {Picture} */
export function decode(png) {
    const width = png.readUInt32BE(16), height = png.readUInt32BE(20);
    const channels = { 2: 3, 6: 4 }[png[25]] ?? 0;
    assert.ok(png[24] === 8 && channels > 0 && png[28] === 0, 'a PNG of another kind');
    /** @type {Buffer[]} */ const parts = [];
    for (let at = 8; at < png.length;) {
        const size = png.readUInt32BE(at);
        if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + size));
        at += size + 12;
    }
    const packed = inflateSync(Buffer.concat(parts));
    const stride = width * channels;
    const data = new Uint8Array(stride * height);
    for (let y = 0, from = 0; y < height; ++y) {
        const filter = packed[from++], row = y * stride, above = row - stride;
        for (let i = 0; i < stride; ++i, ++from) {
            const a = i >= channels ? data[row + i - channels] : 0, b = y > 0 ? data[above + i] : 0;
            let guess = 0;
            if (filter === 1) guess = a;
            else if (filter === 2) guess = b;
            else if (filter === 3) guess = (a + b) >> 1;
            else if (filter === 4) {
                const c = i >= channels && y > 0 ? data[above + i - channels] : 0;
                const toA = Math.abs(b - c), toB = Math.abs(a - c), toC = Math.abs(a + b - 2 * c);
                guess = toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
            }
            data[row + i] = packed[from] + guess;
        }
    }
    return { width, height, data, channels };
}

/** @param {number} color 0xrrggbb */
function luminance(color) {
    const [r, g, b] = [16, 8, 0].map((shift) => {
        const c = ((color >> shift) & 255) / 255;
        return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2. @param {number} a @param {number} b 0xrrggbb */
export function contrast(a, b) {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
}

/** A screenshot of the window, read in css px. */
export class Screen {
    /** @param {Picture} picture @param {number} density device px per css px */
    constructor(picture, density) {
        this.picture = picture;
        this.density = density;
    }

    /** @param {number} x @param {number} y device px @returns {number} 0xrrggbb */
    #at(x, y) {
        const { width, height, data, channels } = this.picture;
        const i = (Math.min(Math.max(y, 0), height - 1) * width + Math.min(Math.max(x, 0), width - 1)) * channels;
        return data[i] << 16 | data[i + 1] << 8 | data[i + 2];
    }

    /** @param {number} x @param {number} y css px */
    color(x, y) {
        return this.#at(Math.floor(x * this.density), Math.floor(y * this.density));
    }

    /** @param {Rect} rect @returns {Map<number, number>} how many pixels have each colour */
    colors(rect) {
        const d = this.density;
        /** @type {Map<number, number>} */ const counted = new Map();
        for (let y = Math.ceil(rect.y * d); y < Math.floor((rect.y + rect.h) * d); ++y) {
            for (let x = Math.ceil(rect.x * d); x < Math.floor((rect.x + rect.w) * d); ++x) {
                const color = this.#at(x, y);
                counted.set(color, (counted.get(color) ?? 0) + 1);
            }
        }
        return counted;
    }

    /**
     * The ground is what most pixels are; the ink is what differs most from it in more than a few pixels (the soft edges of letters are in between).
     * @param {Rect} rect @returns {{ ground: number, ink: number, ratio: number } | undefined} nothing: no ink
     */
    ink(rect) {
        const counted = [...this.colors(rect)].sort((a, b) => b[1] - a[1]);
        if (counted.length < 2) return undefined;
        const ground = counted[0][0];
        let ink = ground, ratio = 1;
        for (const [color, count] of counted) {
            if (count < 4) break;
            const found = contrast(color, ground);
            if (found > ratio) [ink, ratio] = [color, found];
        }
        return ratio > 1.02 ? { ground, ink, ratio } : undefined;
    }

    /**
     * Where, going from outside of an edge inwards, the first other colour begins.
     * @param {number} x @param {number} y css px: a point on the edge @param {number} dx @param {number} dy the way inwards
     * @returns {{ offset: number, ratio: number } | undefined} css px from the edge, positive inside; the strongest contrast against the outside met there
     */
    edge(x, y, dx, dy) {
        const reach = 5, step = 1 / this.density;
        const outside = this.color(x - dx * reach, y - dy * reach);
        for (let at = -reach; at < reach; at += step) {
            const here = this.color(x + dx * (at + step / 2), y + dy * (at + step / 2));
            if (contrast(here, outside) < 1.03) continue;
            let ratio = 1;
            for (let deep = at; deep < at + 4; deep += step) {
                ratio = Math.max(ratio, contrast(this.color(x + dx * (deep + step / 2), y + dy * (deep + step / 2)), outside));
            }
            return { offset: at, ratio };
        }
        return undefined;
    }
}

/** @param {number} color */
export const hex = (color) => `#${color.toString(16).padStart(6, '0')}`;
