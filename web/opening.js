// Files that the researcher opens, one or many at once: session files, what came from a drop box, and the files of keys. All sessions in them
// become as few session files as hold them.

/** @typedef {import('./storage.js').Store} Store */

/**
 * What was in them.
 * @typedef {object} Opened
 * @property {Uint8Array} bytes a session file; empty: none of them holds a session
 * @property {string[]} values what the studio is told with it: how many keys came; then of each file what it is (Kind), its name and its length
 */
/**
 * sessions: they are in `bytes`; locked: no key here opens it; broken: damaged, or none of Ensaio's; newer: of a newer version; empty: of somebody
 * who erased the test
 * @typedef {'sessions' | 'locked' | 'broken' | 'newer' | 'empty'} Kind
 */

const magic = new TextEncoder().encode('ENSAIO1\n'); // of a session file: docs/formats/session.md
const lockedMagic = new TextEncoder().encode('age-encryption.org/v1\n');
const anyMagic = /^ENSAIO\d{1,9}\n/;
const keyLine = /^AGE-SECRET-KEY-1\S+$/;
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

/** @param {Uint8Array} bytes of a session file, or what was locked @returns {Kind} */
function kindOf(bytes) {
    if (bytes.length === magic.length && begins(bytes, magic)) return 'empty';
    if (begins(bytes, magic)) return 'sessions';
    return anyMagic.test(new TextDecoder().decode(bytes.subarray(0, 16))) ? 'newer' : 'broken';
}

/**
 * The keys of a file as age-keygen writes it. What stands in the texts of any other file is no key: whoever wrote it would have this browser's
 * next study locked for themselves.
 * @param {Uint8Array} bytes @returns {string[]}
 */
function keysIn(bytes) {
    if (bytes.length >= largestKeyFile || begins(bytes, lockedMagic) || kindOf(bytes) !== 'broken') return [];
    const lines = new TextDecoder().decode(bytes).split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
    return lines.every((line) => keyLine.test(line)) ? lines : [];
}

/** @param {File[]} files @param {Store} store @returns {Promise<Opened[]>} at least one */
export async function openFiles(files, store) {
    /** @param {File} file */
    const read = (file) => file.arrayBuffer().catch((error) => {
        if (files.length === 1) throw error;
        return new ArrayBuffer(0);
    });
    const all = await Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await read(file)) })));
    /** @type {{name: string, bytes: Uint8Array}[]} */ const sessions = [];
    /** @type {string[]} */ const others = []; // kind, name and length of what brings no session
    /** @type {Set<Uint8Array>} */ const keyFiles = new Set();
    let keys = 0;
    // Keys first: they may open what was chosen with them.
    for (const { name, bytes } of all) {
        const found = keysIn(bytes);
        if (found.length === 0) continue;
        keyFiles.add(bytes);
        const { came, broken } = await (await import('./keys.js')).addKeys(store, found);
        keys += came;
        if (broken > 0) others.push('broken', name, `${bytes.length}`);
    }
    /** @type {((file: Uint8Array) => Promise<Uint8Array>) | undefined} */ let open;
    for (const { name, bytes } of all) {
        if (keyFiles.has(bytes)) continue;
        /** @type {Uint8Array | 'locked' | 'broken'} */ let opened = bytes;
        if (begins(bytes, lockedMagic)) {
            open ??= await (await import('./keys.js')).opener(store);
            opened = await open(bytes).catch((error) => (/no identity/.test(String(error)) ? 'locked' : 'broken'));
        } else if (all.length === 1 && bytes.length > 0) {
            // The only one is read all the same, to be told what is wrong with it.
            return [{ bytes, values: ['0', 'sessions', name, `${bytes.length}`] }];
        }
        const kind = typeof opened === 'string' ? opened : kindOf(opened);
        if (kind === 'sessions' && typeof opened !== 'string') sessions.push({ name, bytes: opened });
        else others.push(kind, name, `${bytes.length}`);
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
        values: [...(i === 0 ? [`${keys}`, ...others] : ['0']), ...parts.flatMap(({ name, bytes }) => ['sessions', name, `${bytes.length}`])],
    }));
}
