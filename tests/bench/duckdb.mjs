// The table of completion and time on task, by `ensaio metrics` and by a DuckDB query over the attempts that it exports, in the same run:
//
//   node tests/bench/duckdb.mjs        (make bench; after build/native/tests/bench_metrics, whose sessions it reads)
//
// Ensaio reads session files, runs every session again and measures all there is; DuckDB reads a CSV of what came out of that, and is asked for
// one table. So the times say what each takes, not which is better. The two tables must agree.

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';

const built = fileURLToPath(new URL('../../build/native', import.meta.url));
const folder = join(built, 'bench-sessions');
const attempts = join(folder, 'attempts.csv');

/** @template T @param {() => T} act @returns {[T, number]} what it gave, and seconds */
const timed = (act) => {
    const start = performance.now();
    const result = act();
    return [result, (performance.now() - start) / 1000];
};

const query = `
    WITH attempt AS (
        SELECT study, study_version, prototype_version, task, outcome IN ('direct_success', 'indirect_success') AS reached, active_s
        FROM read_csv('${attempts}') WHERE outcome <> 'interrupted'),
    summed AS (
        SELECT study, study_version, prototype_version, task, count(*) AS n, count(*) FILTER (reached) AS x,
            list_sort(list(active_s) FILTER (reached AND active_s > 0)) AS times,
            exp(avg(ln(nullif(active_s, 0))) FILTER (reached AND active_s > 0)) AS geometric_mean,
            quantile_cont(active_s, 0.5) FILTER (reached AND active_s > 0) AS median,
            1.959963984540054 AS z
        FROM attempt GROUP BY ALL),
    adjusted AS (SELECT *, n + z * z AS n_more, (x + z * z / 2) / (n + z * z) AS p, coalesce(len(times), 0) AS m FROM summed)
    SELECT study, study_version, prototype_version, task, n, x, m,
        greatest(0, p - z * sqrt(p * (1 - p) / n_more)) AS low, least(1, p + z * sqrt(p * (1 - p) / n_more)) AS high,
        CASE WHEN m < 25 THEN geometric_mean ELSE median END AS middle,
        CASE WHEN m >= 25 THEN times[greatest(1, ceil(m / 2 - z * sqrt(m / 4)))::INT] END AS from_rank,
        CASE WHEN m >= 25 THEN times[least(m, ceil(m / 2 + z * sqrt(m / 4)))::INT] END AS to_rank
    FROM adjusted ORDER BY ALL`;

const run = () => execFileSync(join(built, 'ensaio'), ['metrics', folder, '--csv', '--attempts', attempts], { maxBuffer: 1e9 });
const [csv, own] = timed(run);
const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
const start = performance.now();
const rows = (await connection.runAndReadAll(query)).getRowObjects();
const theirs = (performance.now() - start) / 1000;

/** @type {Map<string, {n: number, x: number, value: number, low: number, high: number}>} */
const told = new Map();
const [head, ...lines] = csv.toString().trim().split('\r\n').map((line) => line.split(',').map((cell) => cell.replace(/^"|"$/g, '')));
for (const line of lines) {
    const row = Object.fromEntries(head.map((name, i) => [name, line[i]]));
    if (row.scope !== 'task' || row.segment !== 'all') continue;
    told.set([row.study_version, row.prototype_version, row.task, row.metric].join(), { n: Number(row.n), x: Number(row.x), value: Number(row.value), low: Number(row.low), high: Number(row.high) });
}
let different = 0, compared = 0;
/** @param {string} what @param {number | undefined} ours @param {unknown} other */
const compare = (what, ours, other) => {
    ++compared;
    if (ours !== undefined && Math.abs(ours - Number(other)) <= 1e-8 * Math.max(1, Math.abs(ours))) return;
    ++different;
    console.log(`  ${what}: Ensaio ${ours}, DuckDB ${other}`);
};
for (const row of rows) {
    const place = [row.study_version, row.prototype_version, row.task];
    const completion = told.get([...place, 'completion'].join()), time = told.get([...place, 'time_on_task'].join());
    compare(`${row.task}: n`, completion?.n, row.n);
    compare(`${row.task}: x`, completion?.x, row.x);
    compare(`${row.task}: low`, completion?.low, row.low);
    compare(`${row.task}: high`, completion?.high, row.high);
    if (Number(row.m) === 0) continue;
    compare(`${row.task}: time`, time?.value, row.middle);
    if (row.from_rank === null) continue; // DuckDB has no quantiles of t
    compare(`${row.task}: time from`, time?.low, row.from_rank);
    compare(`${row.task}: time to`, time?.high, row.to_rank);
}
const megabytes = (/** @type {string} */ path) => (statSync(path).size / 1e6).toFixed(0);
const count = readFileSync(attempts).reduce((lines, byte) => lines + (byte === 10 ? 1 : 0), -1);
const version = JSON.parse(readFileSync(new URL('../../node_modules/@duckdb/node-api/package.json', import.meta.url), 'utf8')).version;
console.log(`  ensaio metrics --attempts: files read, sessions run again, all metrics and ${count} attempts (${megabytes(attempts)} MB) written   ${own.toFixed(2)} s`);
console.log(`  DuckDB ${version}: completion and time on task from those attempts                                   ${theirs.toFixed(2)} s`);
console.log(`  ${rows.length} tasks, ${compared} figures compared, ${different} different`);
rmSync(folder, { recursive: true });
process.exit(different === 0 && rows.length > 0 ? 0 : 1);
