// The worksheet goes out, is edited with programs that are not ours (exceljs, LibreOffice), and comes back.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { assertClean, launch, serve, sizes, visit } from './harness.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.ENSAIO_CLI ?? join(root, 'build/native/ensaio');
const golden = ['session-1', 'session-1b'].map((name) => join(root, `tests/data/golden/${name}.ensaio`));
const words = JSON.parse(readFileSync(join(root, 'assets/languages/pt-BR.json'), 'utf8'));

let folder = '';
/** @param {string} name */
const at = (name) => join(folder, name);
before(() => {
    assert.ok(existsSync(program), `${program} is missing: run make native`);
    folder = mkdtempSync(join(tmpdir(), 'ensaio-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string[]} args @returns {string[]} what it said, line by line */
function worksheet(...args) {
    const { status, stdout, stderr } = spawnSync(program, ['worksheet', ...args], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout.trim().split('\n');
}

/** @param {string} file */
async function opened(file) {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(file);
    return workbook;
}

/** A table, as a person finds it: by the name of its sheet and the keys of its columns. @param {ExcelJS.Workbook} workbook @param {string} key */
function tableOf(workbook, key) {
    const sheet = workbook.getWorksheet(words[`worksheet.sheet.${key}`]);
    assert.ok(sheet, `there is no sheet of ${key}`);
    let keys = 0;
    sheet.eachRow((row, number) => { if (row.getCell(1).value === `table:${key}`) keys = number; });
    assert.ok(keys > 0);
    /** @type {Map<string, number>} */ const columns = new Map();
    sheet.getRow(keys).eachCell((cell, column) => columns.set(String(cell.value), column));
    return {
        sheet,
        first: keys + 2,
        /** @param {number} row from 0 @param {string} column */
        cell: (row, column) => sheet.getCell(keys + 2 + row, columns.get(`${key}.${column}`) ?? 0),
        /** @param {string} text @param {string} column @returns {number} the row that says so, from 0 */
        rowWith(text, column) {
            for (let row = 0; row < 200; ++row) if (sheet.getCell(keys + 2 + row, columns.get(`${key}.${column}`) ?? 0).text === text) return row;
            return assert.fail(`no row says ${text}`);
        },
    };
}

/** @param {string} file @returns {string} written anew by LibreOffice, in its own way */
function throughLibreOffice(file) {
    const out = at('libreoffice');
    execFileSync('soffice', [`-env:UserInstallation=file://${at('profile')}`, '--headless', '--convert-to', 'xlsx', '--outdir', out, file], { stdio: 'ignore' });
    return join(out, file.slice(folder.length + 1));
}

test('what a person changed with another program comes back, is told, and stays in the next export', async () => {
    worksheet(golden[0], '-o', at('first.xlsx'));
    const workbook = await opened(at('first.xlsx'));
    const definir = tableOf(workbook, 'definir'), tarefas = tableOf(workbook, 'tarefas');
    const id = definir.cell(0, 'id').text, session = tarefas.cell(0, 'session').text, screens = tarefas.cell(0, 'screens').value;
    definir.cell(0, 'pain').value = { richText: [{ text: 'Toca no ' }, { font: { bold: true }, text: 'título' }] };
    definir.cell(0, 'impact').value = 4;
    definir.cell(0, 'effort').value = { formula: '1+1', result: 2 };
    definir.cell(0, 'confidence').value = 7;
    definir.cell(0, 'status').value = 'talvez';
    definir.cell(0, 'due').value = new Date(Date.UTC(2026, 11, 31));
    definir.cell(3, 'problem').value = '=1+1 não é fórmula';
    tarefas.cell(0, 'outcome').value = words['worksheet.tarefas.outcome.with_help'];
    tarefas.cell(0, 'screens').value = 99;
    const own = workbook.addWorksheet('Nossa reunião');
    own.getCell('B2').value = 'pauta';
    own.getCell('C2').value = 3;
    definir.sheet.getCell(definir.first - 1, 60).value = 'Secretaria';
    definir.sheet.getCell(definir.first, 60).value = 'Obras';
    definir.sheet.getCell('J1').value = 'Visto por Ana';
    await workbook.xlsx.writeFile(at('edited.xlsx'));

    for (const file of [at('edited.xlsx'), throughLibreOffice(at('edited.xlsx'))]) {
        const said = worksheet(...golden, '--edits', file, '-o', at('second.xlsx'));
        for (const line of ['Correções ao que o programa preencheu: 1', 'acrescentaram: 1', '7 não é um número de 1 a 3', '“talvez” não está na lista', '“99” não ficou',
            'ficou o valor dela, “2”', 'a coluna “Secretaria”', 'Nossa reunião: a aba', '“Visto por Ana” estava fora'])
            assert.ok(said.some((one) => one.includes(line)), `${line}\n${said.join('\n')}`);
        const second = await opened(at('second.xlsx'));
        const problems = tableOf(second, 'definir'), tasks = tableOf(second, 'tarefas');
        const row = problems.rowWith(id, 'id');
        assert.equal(problems.cell(row, 'pain').text, 'Toca no título');
        assert.equal(problems.cell(row, 'impact').value, 4);
        assert.equal(problems.cell(row, 'effort').value, 2);
        assert.equal(problems.cell(row, 'confidence').value, 7);
        assert.equal(problems.cell(row, 'status').value, 'talvez');
        assert.deepEqual(problems.cell(row, 'due').value, new Date(Date.UTC(2026, 11, 31)));
        assert.equal(problems.cell(problems.rowWith('=1+1 não é fórmula', 'problem'), 'problem').type, ExcelJS.ValueType.String);
        const task = tasks.rowWith(session, 'session');
        assert.equal(tasks.cell(task, 'outcome').value, words['worksheet.tarefas.outcome.with_help']);
        assert.equal(tasks.cell(task, 'screens').value, screens);
        assert.equal(second.getWorksheet('Nossa reunião')?.getCell('B5').value, 'pauta');
        // From now on it is as it is.
        const again = worksheet(...golden, '--edits', at('second.xlsx'), '-o', at('third.xlsx'));
        assert.ok(again.every((line) => !line.includes('não ficou')), again.join('\n'));
        assert.ok(readFileSync(at('third.xlsx')).equals(readFileSync(at('second.xlsx'))));
    }
});

test('a workbook that cannot be read says why, and nothing is written in its place', () => {
    writeFileSync(at('old.xls'), Buffer.from('d0cf11e0a1b11ae1', 'hex'));
    worksheet(golden[0], '-o', at('whole.xlsx'));
    writeFileSync(at('cut.xlsx'), readFileSync(at('whole.xlsx')).subarray(0, 5000));
    for (const [file, why] of [['old.xls', /formato antigo/], ['cut.xlsx', /incompleto/], ['none.xlsx', /não foi possível ler/]]) {
        const { status, stderr } = spawnSync(program, ['worksheet', golden[0], '--edits', at(String(file)), '-o', at('out.xlsx')], { encoding: 'utf8' });
        assert.equal(status, 1);
        assert.match(stderr, /** @type {RegExp} */ (why));
        assert.ok(!existsSync(at('out.xlsx')));
    }
});

test('the studio reads an edited worksheet, keeps it over a reload, and every export brings its edits', async () => {
    worksheet(golden[0], '-o', at('studio.xlsx'));
    writeFileSync(at('cut.xlsx'), readFileSync(at('studio.xlsx')).subarray(0, 5000));
    const workbook = await opened(at('studio.xlsx'));
    tableOf(workbook, 'definir').cell(0, 'impact').value = 7;
    tableOf(workbook, 'tarefas').cell(0, 'note').value = 'Desistiu com pressa';
    await workbook.xlsx.writeFile(at('editada.xlsx'));

    const [server, browser] = await Promise.all([serve(), launch()]);
    try {
        const { page, seen } = await visit(browser, sizes.desk);
        /** @param {string | RegExp} name @param {string} file */
        const open = async (name, file) => {
            const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name }).click()]);
            await chooser.setFiles(file);
        };
        const exported = async () => {
            const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: words['studio.export_xlsx'], exact: true }).click()]);
            await download.saveAs(at('exported.xlsx'));
            return String(tableOf(await opened(at('exported.xlsx')), 'tarefas').cell(0, 'note').value ?? '');
        };
        await page.goto(`${server.origin}/#/studio`);
        await open(/^Abrir arquivo/, golden[0]);
        await page.getByRole('row').filter({ hasText: 'P01' }).waitFor();
        await open(words['studio.open_worksheet'], at('cut.xlsx'));
        await page.getByText('O arquivo está incompleto').first().waitFor();
        await open(words['studio.open_worksheet'], at('editada.xlsx'));
        await page.getByText('7 não é um número de 1 a 5').first().waitFor();
        assert.equal(await exported(), 'Desistiu com pressa');
        await page.reload();
        await page.getByText('editada.xlsx').first().waitFor();
        assert.equal(await exported(), 'Desistiu com pressa');
        await page.getByRole('button', { name: words['studio.forget_worksheet'] }).click();
        assert.equal(await exported(), '');
        await assertClean(page, seen, server.origin);
    } finally {
        await browser.close();
        await server.close();
    }
});
