// Sessions with which nobody went on: what is still loose of them gives way to packs. Only the studio loads it, when it has listed them.
// pack.js is handed over: a module that this one and the participant's page both import would be a file of its own, a request more for everyone.

const smallest = 34; // bytes of a chunk without content
const at = { session: 4, sequence: 20 };

/** @typedef {Pick<typeof import('./pack.js'), 'goesOn' | 'isPack' | 'isWhole' | 'pack' | 'packMost'>} Packs */
/** Loose chunks whose numbers follow each other. @typedef {{session: string, first: number, chunks: Uint8Array[], size: number}} Run */

/**
 * One after the other, so that the page answers in between.
 * @param {Uint8Array[]} chunks in the order of sessions and numbers @param {Packs} packs
 * @returns {Generator<Run>} that are worth a pack
 */
function* runsOf(chunks, { goesOn, isPack, isWhole, packMost }) {
    /** @type {Run | undefined} */ let run;
    for (const bytes of chunks) {
        if (isPack(bytes) || bytes.length < smallest || !isWhole(bytes)) continue; // what is damaged stays as it is
        const session = Array.from(bytes.subarray(at.session, at.sequence), (byte) => byte.toString(16).padStart(2, '0')).join('');
        const sequence = new DataView(bytes.buffer, bytes.byteOffset).getUint32(at.sequence, true);
        if (run?.session === session && goesOn(run, sequence, bytes) && run.size < packMost) {
            run.chunks.push(bytes);
            run.size += bytes.length;
        } else {
            if (run && run.chunks.length > 1) yield run;
            run = { session, first: sequence, chunks: [bytes], size: bytes.length };
        }
    }
    if (run && run.chunks.length > 1) yield run;
}

/** Unless a tab is busy with the session: that one packs it itself. @param {string} session @param {() => Promise<unknown>} work */
const whileNobodyHas = (session, work) => (navigator.locks ? navigator.locks.request(`ensaio-session-${session}`, { ifAvailable: true }, (lock) => lock && work()) : work());

/** @param {import('./storage.js').Store} store @param {Uint8Array[]} chunks all that it has @param {Packs} packs */
export async function packLoose(store, chunks, packs) {
    for (const { session, first, chunks: loose } of runsOf(chunks, packs)) {
        // What changed meanwhile stays as it is.
        await whileNobodyHas(session, async () => store.replace([session, first, first + loose.length - 1], loose.length, await packs.pack(loose))).catch(() => {});
    }
}
