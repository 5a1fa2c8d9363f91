// Thousands of random sessions of all samples give the same bytes, the same states and the same worksheets natively and in WebAssembly, and are exact when they are run again.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './harness.mjs';

const native = join(root, 'build/native/tests/same_bytes');
const web = join(root, 'build/web/tests/same_bytes.js');
const sessions = '150'; // of each sample, with and without made-up data

test('2400 random sessions have the same bytes, states and worksheets natively and in WebAssembly', () => {
    for (const program of [native, web]) assert.ok(existsSync(program), `${program} is missing: run make native, make site`);
    const natively = execFileSync(native, [sessions], { encoding: 'utf8' });
    const inWebAssembly = execFileSync(process.execPath, [web, sessions], { encoding: 'utf8' });
    assert.equal(natively.trim().split('\n').length, 9);
    assert.match(natively, /^0 steps that are not exact$/m);
    assert.equal(inWebAssembly, natively);
});
