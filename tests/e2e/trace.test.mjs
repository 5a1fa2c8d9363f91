// What is recorded of how a person gets to the moves, read back by the second reader (tests/differential/second_reader.py).

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { cards, consent, finish, taskCard, walks } from './citizen.mjs';
import { assertClean, launch, serve, sizes, visit } from './harness.mjs';
import { secondReading, sessionFile } from './sessions.mjs';

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
/** @type {string} */ let folder;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); folder = mkdtempSync(join(tmpdir(), 'ensaio-')); });
after(async () => { await browser?.close(); await server?.close(); rmSync(folder, { recursive: true, force: true }); });

const kinds = ['moved', 'touch moved', 'pressed', 'released', 'cancelled', 'scrolled', 'orientation', 'modality', 'edited', 'program error'];
const viewportRecord = 3;
const nothing = async () => {};

/** @param {import('playwright-core').Page} page @param {string} name */
async function stored(page, name) {
    const path = join(folder, name);
    writeFileSync(path, await sessionFile(page));
    const sessions = secondReading(path);
    assert.equal(sessions.length, 1, 'one session is read');
    return { path, session: sessions[0] };
}

for (const [size, viewport] of Object.entries(sizes)) {
    test(`calcada at ${size}: where the pointer was, by what the page is used, edits without their text, and the seal of the end`, async () => {
        const { page, seen } = await visit(browser, viewport);
        await page.goto(`${server.origin}/#/test/calcada`);
        await consent(page, nothing);
        await taskCard(page, cards.calcada, nothing);
        if (size === 'desk') {
            for (let i = 0; i < 40; ++i) {
                await page.mouse.move(200 + 15 * i, 100 + 10 * i);
                await page.waitForTimeout(25);
            }
        }
        await walks.calcada(page, nothing, nothing);
        await finish(page, 'calcada', 6, 'Boa', nothing);
        await assertClean(page, seen, server.origin);
        const { path, session } = await stored(page, `${size}.ensaio`);
        assert.deepEqual(session.damage, [], 'the session is whole and its seal is right');
        /** @type {[number, number, number, number, number][]} */
        const trace = session.trace;
        /** @param {number} kind */
        const of = (kind) => trace.filter((sample) => sample[1] === kind);
        assert.ok(trace.every(([at], i) => i === 0 || at >= trace[i - 1][0]), 'in the order of time');
        assert.ok(of(2).length >= 10 && of(3).length >= 10, `presses: ${of(2).length}`);
        const ended = session.records.at(-1)[0];
        const [released = NaN] = of(3).at(-1) ?? [];
        assert.ok(ended - released < 200, `the press that ended it is in it: released at ${released} ms, ended at ${ended} ms`);
        assert.ok(of(7).length >= 1, 'by what the page is used');
        assert.ok(of(8).length >= 2, 'edits');
        // What was pressed lay within its box.
        const over = of(2).filter(([, , , , box]) => box > 0);
        assert.ok(over.length > 5, 'presses on boxes');
        for (const [, , x, y, box] of over) {
            const [id, [left, top, width, height]] = session.boxes[box - 1];
            assert.ok(x >= left - 1 && x <= left + width + 1 && y >= top - 1 && y <= top + height + 1, `${x}, ${y} on ${id} at ${left}, ${top}, ${width} × ${height}`);
        }
        if (size === 'desk') {
            const moves = of(0);
            assert.ok(moves.length >= 10, `moves: ${moves.length}`);
            const [first, last] = [moves[0][0], moves[moves.length - 1][0]];
            assert.ok(moves.length <= ((last - first) / 1000) * 21 + 2, 'at most 20 a second');
        }
        const minutes = session.records.at(-1)[0] / 60_000;
        console.log(`# ${size}: ${readFileSync(path).length} bytes, ${trace.length} samples, ${minutes.toFixed(2)} minutes`);
    });
}

test('a drag that scrolls, a turned phone, assistive technology, every way to edit, and an error of the program', async () => {
    const { context, page } = await visit(browser, sizes.phone);
    await page.goto(`${server.origin}/#/test/calcada`);
    await consent(page, nothing);
    await taskCard(page, cards.calcada, nothing);
    const client = await context.newCDPSession(page);
    /** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {number} [y] */
    const touch = (type, y) => client.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 180, y }] });
    await touch('touchStart', 500);
    for (let y = 490; y >= 200; y -= 10) {
        await touch('touchMove', y);
        await page.waitForTimeout(20);
    }
    await touch('touchEnd');
    await page.waitForFunction(() => scrollY > 100);
    // Activated without a pointer and without a key.
    await page.waitForTimeout(700);
    await page.evaluate(() => /** @type {HTMLElement} */ (document.getElementById('do:continue')).click());
    const street = page.getByRole('textbox').first();
    await street.fill('Rua do Faz de Conta');
    await street.press('Backspace');
    for (const keys of ['Control+a', 'Control+x', 'Control+v', 'Control+z']) await street.press(keys);
    await client.send('Emulation.setDeviceMetricsOverride', { width: 640, height: 360, deviceScaleFactor: 2, mobile: true, screenOrientation: { type: 'landscapePrimary', angle: 90 } });
    await page.waitForFunction(() => innerWidth === 640);
    await page.evaluate(() => void setTimeout(() => { throw new TypeError('segredo'); }));
    await page.waitForTimeout(1200);
    const { session, path } = await stored(page, 'kinds.ensaio');
    assert.deepEqual(session.damage, []);
    /** @param {string} kind */
    const of = (kind) => session.trace.filter((/** @type {number[]} */ [, number]) => number === kinds.indexOf(kind));
    assert.ok(of('touch moved').length >= 1, 'a finger that moves');
    assert.equal(of('cancelled').length, 1, 'its press became a scroll');
    const [, , , last] = of('scrolled').at(-1);
    assert.equal(last, await page.evaluate(() => scrollY));
    assert.ok(of('scrolled').length >= 3, 'where the page went');
    assert.deepEqual(of('orientation').map((/** @type {number[]} */ [, , degrees]) => degrees), [90]);
    const ways = of('modality').map((/** @type {number[]} */ [, , way]) => ['mouse', 'touch', 'pen', 'keyboard', 'assistive'][way]);
    for (const way of ['touch', 'keyboard', 'assistive']) assert.ok(ways.includes(way), `${way} among ${ways}`);
    const edits = new Set(of('edited').map((/** @type {number[]} */ [, , what]) => ['other', 'insert', 'delete', 'paste', 'cut', 'drop', 'completed', 'undone'][what]));
    for (const edit of ['insert', 'delete', 'paste', 'cut', 'undone']) assert.ok(edits.has(edit), `${edit} among ${[...edits]}`);
    const [[, , , , box]] = of('program error');
    assert.match(session.boxes[box - 1][0], /^TypeError /);
    assert.ok(!readFileSync(path).includes('segredo'), 'its message may quote what was typed');
    const sizesSeen = session.records.flatMap((/** @type {[number, number[]]} */ [, [kind, width, height]]) => (kind === viewportRecord ? [`${width} × ${height}`] : []));
    assert.deepEqual([sizesSeen[0], sizesSeen.at(-1)], ['360 × 640', '640 × 360']);
    await context.close();
});

test('an error that the program cannot go on after is the last thing in the record, behind all that led to it', async () => {
    const { context, page } = await visit(browser, sizes.desk);
    await page.goto(`${server.origin}/#/test/calcada`);
    await consent(page, nothing);
    await taskCard(page, cards.calcada, nothing);
    // The next page cannot be shown, which the program does in the middle of an input.
    await page.evaluate(() => { JSON.parse = () => { throw new RangeError('segredo'); }; });
    await page.mouse.move(300, 300);
    await page.mouse.move(420, 300);
    await page.locator('[id="do:continue"]').click();
    await page.locator('#failure').waitFor();
    await page.waitForTimeout(600);
    const { session, path } = await stored(page, 'broken.ensaio');
    assert.deepEqual(session.damage, []);
    const errors = session.trace.filter((/** @type {number[]} */ [, kind]) => kind === kinds.indexOf('program error'));
    assert.equal(errors.length, 1);
    assert.match(session.boxes[errors[0][4] - 1][0], /^RangeError \S/, 'what it was and in which file');
    assert.ok(errors[0][2] > 0, 'in which line');
    const presses = session.trace.filter((/** @type {number[]} */ [, kind]) => kind === kinds.indexOf('pressed'));
    assert.ok(presses.length >= 1 && errors[0][0] - presses.at(-1)[0] < 3000, 'the press before it was waiting to be stored');
    assert.ok(!readFileSync(path).includes('segredo'));
    await context.close();
});
