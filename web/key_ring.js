// What the studio asks for about drop boxes and their keys: KeyRing of src/view/host.hpp.

import { dropBoxes } from './dropbox.js';
import { forgetKey, keyFile, listKeys, makeKey } from './keys.js';

/** @typedef {import('./storage.js').Store} Store */

/** @param {string} name @param {string} text */
function download(name, text) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * @param {Store} store @param {string} action "make", "save", "forget", "send"; anything else: only tell @param {string} key public
 * @returns {Promise<string[]>} how many sessions of this browser wait to be sent; then the keys, as listKeys() tells them
 */
export async function keyRing(store, action, key) {
    if (action === 'make') await makeKey(store);
    if (action === 'save') download(`ensaio-${key.slice(0, 12)}.txt`, await keyFile(store, key));
    if (action === 'forget') await forgetKey(store, key);
    if (action === 'send') await dropBoxes(store).sweep();
    const waiting = (await store.boxes()).filter(([, { state }]) => state !== 'sent').length;
    return [`${waiting}`, ...await listKeys(store)];
}
