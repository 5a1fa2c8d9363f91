// What the main thread did between an input and the frame that answers it, out of Chromium's own trace.

/** @typedef {{name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number, args?: any}} TraceEvent times in microseconds; `tdur` of the processor */

/** Events that begin an interaction, and those after which its frame is due. */
const begins = { key: ['keydown'], tap: ['pointerdown'] };
const answers = { key: ['input', 'keydown'], tap: ['change', 'click'] };

/**
 * @param {Buffer} trace of categories toplevel, devtools.timeline and disabled-by-default-devtools.timeline
 * @param {'key' | 'tap'} kind
 * @returns {{busy: number[], wall: number[]}} per interaction: ms of the main thread's tasks from the one that took the input to the end of its frame, by the
 *     processor's clock (what other programs of this machine take is not in it) and by the wall's
 */
export function mainThreadTimes(trace, kind) {
    /** @type {TraceEvent[]} */
    const events = JSON.parse(String(trace)).traceEvents;
    const dispatched = events.filter(({ name }) => name === 'EventDispatch');
    const first = dispatched.find(({ args }) => begins[kind].includes(args?.data?.type));
    if (!first) return { busy: [], wall: [] };
    const here = events.filter(({ pid, tid }) => pid === first.pid && tid === first.tid).sort((a, b) => a.ts - b.ts);
    const inner = here.filter(({ name, ph }) => name === 'ThreadControllerImpl::RunTask' && ph === 'X');
    // Of nested tasks only the outer ones.
    let end = 0;
    const tasks = inner.filter(({ ts, dur = 0 }) => {
        const outer = ts >= end;
        if (outer) end = ts + dur;
        return outer;
    });
    const starts = here.filter(({ name, args }) => name === 'EventDispatch' && begins[kind].includes(args?.data?.type)).map(({ ts }) => ts);
    const dues = here.filter(({ name, args }) => name === 'EventDispatch' && answers[kind].includes(args?.data?.type));
    const commits = here.filter(({ name }) => name === 'Commit').map(({ ts }) => ts);
    /** @type {{busy: number[], wall: number[]}} */ const times = { busy: [], wall: [] };
    for (const [index, start] of starts.entries()) {
        const until = starts[index + 1] ?? Infinity;
        const due = dues.filter(({ ts }) => ts >= start && ts < until).at(-1);
        const commit = due && commits.find((ts) => ts >= due.ts && ts < until);
        if (!commit) continue;
        const own = tasks.filter(({ ts, dur = 0 }) => ts + dur > start && ts <= commit);
        times.busy.push(own.reduce((sum, { dur = 0, tdur = dur }) => sum + tdur, 0) / 1000);
        times.wall.push(own.reduce((sum, { dur = 0 }) => sum + dur, 0) / 1000);
    }
    return times;
}
