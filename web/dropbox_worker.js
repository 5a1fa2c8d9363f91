// Closes one session file with a study's public key and puts it into the study's drop box. The only code of the site that speaks to another
// origin: as a worker with a file of its own it is not bound by the page's policy, and the page goes on being bound by it. It knows nothing
// but what it is handed, and its only request is this PUT.

import { Encrypter } from 'age-encryption';

const patience = 120_000; // ms
const largest = 32_000_000; // bytes: kMaxSessionBytes of src/core/limits.hpp
const thisMachine = ['127.0.0.1', 'localhost', '[::1]'];
const anyTime = [408, 423, 425, 429]; // these answers and those from 500 on are of the moment: another time may do

/** @typedef {{address: string, key: string, name: string, file: Uint8Array}} Task */

/** Where the file goes, if the study's address is one that is_drop_box_address() of src/study/drop_box.hpp allows. @param {Task} task @returns {URL | null} */
function target({ address, name }) {
    const url = new URL(address);
    const secret = url.protocol === 'https:' || (url.protocol === 'http:' && thisMachine.includes(url.hostname));
    if (!secret || url.username || url.password || url.hash || !url.pathname.endsWith('/')) return null;
    if (!/^[0-9a-f]{32}\.ensaio\.age$/.test(name)) return null;
    url.pathname += name;
    return url;
}

/** @param {Task} task @returns {Promise<import('./dropbox.js').Outcome>} */
async function put(task) {
    const url = target(task);
    if (!url || task.file.length > largest) return 'refused';
    const encrypter = new Encrypter();
    encrypter.addRecipient(task.key);
    const body = /** @type {BodyInit} */ (await encrypter.encrypt(task.file));
    const given = new AbortController();
    setTimeout(() => given.abort(), patience);
    try {
        const { ok, status } = await fetch(url, {
            method: 'PUT', body, mode: 'cors', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer', cache: 'no-store',
            headers: { 'content-type': 'application/octet-stream' }, signal: given.signal,
        });
        return ok ? 'sent' : status >= 500 || anyTime.includes(status) ? 'later' : 'refused';
    } catch {
        return 'later'; // no line, cut, too slow, sent elsewhere, or a folder that does not know of this site: a page is not told which
    }
}

onmessage = ({ data }) => put(data).catch(() => /** @type {const} */ ('refused')).then((outcome) => postMessage(outcome));
