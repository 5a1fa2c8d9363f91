// Files that the researcher opens, one or many at once: session files, what came from a drop box, and the files of keys. All sessions in them
// become as few session files as hold them.

/** @typedef {import('./storage.js').Store} Store */

/**
 * What was in them.
 * @typedef {object} Opened
 * @property {Uint8Array} bytes a session file; empty: none of them holds a session
 * @property {string[]} values what the studio is told with it: how many files could not be opened with any key, were damaged or no session files, were empty (of people who erased their test); how
 * many keys came; then name and length of each file whose sessions are in `bytes`
 */

const magic = new TextEncoder().encode('ENSAIO1\n'); // of a session file: docs/formats/session.md
const lockedMagic = new TextEncoder().encode('age-encryption.org/v1\n');
const usualFile = 30_000_000; // bytes: a file may have 32
const largestKeyFile = 100_000; // bytes

/** @param {Uint8Array} bytes @param {Uint8Array} start */
const begins = (bytes, start) => bytes.length >= start.length && start.every((byte, i) => bytes[i] === byte);

/** @param {{name: string, bytes: Uint8Array}[]} parts @returns {Uint8Array} */
function join(parts) {
    const joined = new Uint8Array(magic.length + parts.reduce((sum, { bytes }) => sum + bytes.length - magic.length, 0));
    joined.set(magic);
    let at = magic.length;
    for (const { bytes } of parts) {
        joined.set(bytes.subarray(magic.length), at);
        at += bytes.length - magic.length;
    }
    return joined;
}

/** @param {File[]} files @param {Store} store @returns {Promise<Opened[]>} at least one */
export async function openFiles(files, store) {
    const all = await Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
    /** @param {Uint8Array} bytes */
    const keyText = (bytes) => {
        const text = bytes.length < largestKeyFile ? new TextDecoder().decode(bytes) : '';
        return text.includes('AGE-SECRET-KEY-1') ? text : '';
    };
    /** @type {{name: string, bytes: Uint8Array}[]} */ const sessions = [];
    let locked = 0, broken = 0, empty = 0, keys = 0;
    // Keys first: they may open what was chosen with them.
    for (const { bytes } of all) {
        const text = keyText(bytes);
        if (text) keys += await (await import('./keys.js')).addKeys(store, text);
    }
    /** @type {((file: Uint8Array) => Promise<Uint8Array>) | undefined} */ let open;
    for (const { name, bytes } of all) {
        if (begins(bytes, magic)) {
            sessions.push({ name, bytes });
        } else if (begins(bytes, lockedMagic)) {
            open ??= await (await import('./keys.js')).opener(store);
            const opened = await open(bytes).catch((error) => (/no identity/.test(String(error)) ? 'locked' : 'broken'));
            if (opened === 'locked') ++locked;
            else if (typeof opened === 'string' || !begins(opened, magic)) ++broken;
            else if (opened.length === magic.length) ++empty;
            else sessions.push({ name, bytes: opened });
        } else if (!keyText(bytes)) {
            // The only one is read all the same, to be told what is wrong with it.
            if (all.length === 1) return [{ bytes, values: ['0', '0', '0', '0', name, `${bytes.length}`] }];
            ++broken;
        }
    }
    /** @type {(typeof sessions)[]} */ const batches = [[]];
    let size = 0;
    for (const one of sessions) {
        if (size > 0 && size + one.bytes.length > usualFile) {
            batches.push([]);
            size = 0;
        }
        batches[batches.length - 1].push(one);
        size += one.bytes.length;
    }
    return batches.map((parts, i) => ({
        bytes: parts.length === 0 ? new Uint8Array() : join(parts),
        values: [...(i === 0 ? [locked, broken, empty, keys] : [0, 0, 0, 0]).map(String), ...parts.flatMap(({ name, bytes }) => [name, `${bytes.length}`])],
    }));
}
