// Chunks of a session as one chunk that holds them compressed, byte by byte as they were: docs/formats/session.md ("Pack").

const head = 30, checksum = 4; // bytes before and after a payload
const at = { sequence: 20, kind: 24, codec: 25, length: 26 };
const kinds = { study: 2, prototype: 3, pack: 5 };
const deflated = 1;
export const packMost = 32_000; // bytes of chunks together: as far as deflate looks back

/** @type {Uint32Array | undefined} */
let table;

/** CRC-32C (RFC 3720, appendix B.4). @param {Uint8Array} bytes */
function crc32c(bytes) {
    table ??= Uint32Array.from({ length: 256 }, (_, crc) => {
        for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
        return crc;
    });
    let crc = 0xffffffff;
    for (const byte of bytes) crc = (crc >>> 8) ^ table[(crc ^ byte) & 0xff];
    return ~crc >>> 0;
}

/** @param {number} number @returns {number[]} */
const varint = (number) => (number < 0x80 ? [number] : [(number & 0x7f) | 0x80, ...varint(number >>> 7)]);

/** @param {Uint8Array} chunk */
export const isWhole = (chunk) => crc32c(chunk.subarray(0, -checksum)) === new DataView(chunk.buffer).getUint32(chunk.byteOffset + chunk.length - checksum, true);
/** @param {Uint8Array} chunk */
export const isPack = (chunk) => chunk[at.kind] === kinds.pack;
/** @param {Uint8Array} chunk */
const isSource = (chunk) => chunk[at.kind] === kinds.study || chunk[at.kind] === kinds.prototype;
/**
 * Whether a chunk of the same session goes into one pack with others. What many sessions have in common stands in packs of its own: who reads them inflates it once.
 * @param {{first: number, chunks: Uint8Array[]}} run @param {number} sequence @param {Uint8Array} chunk
 */
export const goesOn = ({ first, chunks }, sequence, chunk) => sequence === first + chunks.length && isSource(chunk) === isSource(chunks[0]);

/**
 * @param {Uint8Array[]} chunks of one session, their numbers following each other, none of them a pack
 * @returns {Promise<Uint8Array>} the pack. Rejects where the browser cannot compress, and where a chunk is damaged: the pack's checksum would hide it.
 */
export async function pack(chunks) {
    if (!chunks.every(isWhole)) throw new Error('damaged');
    const lists = [...varint(chunks.length), ...chunks.map((chunk) => chunk[at.kind]), ...chunks.map((chunk) => chunk[at.codec]),
        ...chunks.flatMap((chunk) => varint(chunk.length - head - checksum))];
    const content = new Blob([Uint8Array.from(lists), ...chunks.map((chunk) => /** @type {Uint8Array<ArrayBuffer>} */ (chunk.subarray(head, -checksum)))]);
    const payload = new Uint8Array(await new Response(content.stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer());
    const bytes = new Uint8Array(head + payload.length + checksum), view = new DataView(bytes.buffer);
    bytes.set(chunks[0].subarray(0, at.kind)); // mark, session, number of the first
    bytes[at.kind] = kinds.pack;
    bytes[at.codec] = deflated;
    view.setUint32(at.length, payload.length, true);
    bytes.set(payload, head);
    view.setUint32(head + payload.length, crc32c(bytes.subarray(0, -checksum)), true);
    return bytes;
}
