// The researcher's keys of drop boxes: made here, kept in this browser, handed out as a file, and used to open what came from a folder. A private
// key is never handed to the program, to another page or to the network.

import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

/** @typedef {import('./storage.js').Store} Store */
/** @typedef {{identity: string, day: string, saved: boolean}} Key  identity: the private key; day: on which it came here; saved: as a file */

const prefix = 'key/'; // and the public key

/** @param {Store} store @returns {Promise<string[]>} of each key: public key, day, "1" when it has been saved; the newest last */
export async function listKeys(store) {
    const keys = /** @type {[string, Key][]} */ (await store.notes(prefix));
    return keys.sort(([, a], [, b]) => (a.day < b.day ? -1 : 1)).flatMap(([key, { day, saved }]) => [key, day, saved ? '1' : '']);
}

/** @param {Store} store @param {string} identity @param {boolean} saved @returns {Promise<boolean>} whether it is new here */
async function keep(store, identity, saved) {
    const key = await identityToRecipient(identity);
    const known = (await store.notes(prefix)).some(([one]) => one === key);
    if (!known) await store.note(prefix + key, /** @type {Key} */ ({ identity, day: new Date().toISOString(), saved }));
    return !known;
}

/** @param {Store} store */
export const makeKey = async (store) => keep(store, await generateX25519Identity(), false);

/** @param {Store} store @param {string} key public @returns {Promise<string>} its file, as age-keygen writes it; from now on it counts as saved */
export async function keyFile(store, key) {
    const [, found] = /** @type {[string, Key][]} */ (await store.notes(prefix)).find(([one]) => one === key) ?? [];
    if (!found) throw new Error('unknown key');
    await store.note(prefix + key, { ...found, saved: true });
    return `# created: ${found.day}\n# public key: ${key}\n${found.identity}\n`;
}

/** @param {Store} store @param {string} key public */
export const forgetKey = (store, key) => store.note(prefix + key, undefined);

/** @param {Store} store @param {string[]} identities private keys of a file @returns {Promise<{came: number, broken: number}>} how many came that were not here, and how many are none */
export async function addKeys(store, identities) {
    const known = new Set((await store.notes(prefix)).map(([key]) => key));
    let came = 0, broken = 0;
    for (const identity of identities) {
        const key = await identityToRecipient(identity).catch(() => null); // its checksum is another one
        if (!key) ++broken;
        else if (!known.has(key) && await keep(store, identity, true)) ++came;
    }
    return { came, broken };
}

/** @param {Store} store @returns {Promise<(file: Uint8Array) => Promise<Uint8Array>>} opens what one of the keys can open; fails with anything else */
export async function opener(store) {
    const decrypter = new Decrypter();
    for (const [, { identity }] of /** @type {[string, Key][]} */ (await store.notes(prefix))) decrypter.addIdentity(identity);
    return (file) => decrypter.decrypt(file);
}
