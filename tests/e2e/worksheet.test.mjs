// The workbook in a real spreadsheet: LibreOffice opens it, computes every formula anew and finds what the program has written beside it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ExcelJS from 'exceljs';
import { injections, sessionWith } from './sessions.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const native = process.env.ENSAIO_NATIVE ?? join(root, 'build/native');
const program = process.env.ENSAIO_CLI ?? join(native, 'ensaio');
const people = 6;
/** So many that the shorter tasks have 25 successes and more: from there on the middle is the median. */
const many = 48;

/** Calculates everything when a file is opened, whoever wrote it. */
const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`;

let folder = '';
/** @param {string} name */
const at = (name) => join(folder, name);

/** What a person fills in: the first rows, by the keys of the columns. */
const filled = [
    ...[[5, 2, 3, 4, 5, 3], [3, 4, 2, 2, 2, 2], [3, 4, 2, 5, 3, 4], [1, 5, 1, 1, 1, 1], [2, 1, 1, 3, 3, 3]].flatMap((row, i) =>
        ['impact', 'effort', 'confidence', 'gravity', 'urgency', 'tendency'].map((key, k) => `definir.${key}[${i + 1}]=${row[k]}`)),
    // 3 × 0.8 ÷ 3 and 1 × 0.8 ÷ 1 are equal on paper only.
    ...[['3', 'médio (1)', 'média (80 %)', '3', 8, 5, 10], ['1', 'médio (1)', 'média (80 %)', '1', 10, 8, 5], ['500', 'enorme (3)', 'alta (100 %)', '0.5', 1, 1, 1]].flatMap((row, i) =>
        ['reach', 'impact', 'confidence', 'effort', 'ice_impact', 'ice_confidence', 'ice_ease'].map((key, k) => `prioridades.${key}[${i + 1}]=${row[k]}`)),
    ...[['alto (5)', 'média (3)', 'alta (5)', 'tem de ter'], ['médio (3)', 'alta (5)', 'alta (5)', 'deveria ter'], ['baixo (1)', 'baixa (1)', 'média (3)', 'tem de ter']].flatMap((row, i) =>
        ['caf_impact', 'caf_capacity', 'caf_satisfaction', 'moscow'].map((key, k) => `prioridades.${key}[${i + 1}]=${row[k]}`)),
    ...[[4, 3, 4], [2, 2, 2], [0, 1, 3], [1, 1, 2]].flatMap((row, i) => row.map((mark, k) => `gravidade.rater:${k + 1}[${i + 1}]=${mark}`)),
    'achados.severity[2]=1', 'achados.problem[9]=P-006', 'definir.status[8]=descartado', // all three of one prototype
    'concluido.x[1]=310', 'concluido.x[5]=170',
    'janela.date[1]=45658', 'janela.date[2]=45689', 'tma.service[1]=Calçada', 'tma.service[2]=Árvore', 'tma_orgao.body[1]=SMSUB',
    'pedidos.body[1]=SMSUB', 'pedidos.body[2]=SMSUB', 'pedidos.body[4]=SMSUB',
    'pedidos.service[1]=Calçada', 'pedidos.opened[1]=45660', 'pedidos.closed[1]=45670', 'pedidos.deadline[1]=8',
    'pedidos.service[2]=Calçada', 'pedidos.opened[2]=45662', 'pedidos.closed[2]=45666', 'pedidos.deadline[2]=8',
    'pedidos.service[3]=Calçada', 'pedidos.opened[3]=45669',
    'pedidos.service[4]=Árvore', 'pedidos.opened[4]=45659', 'pedidos.closed[4]=45679',
    'pedidos.service[5]=Árvore', 'pedidos.opened[5]=45670', 'pedidos.closed[5]=45660', // closed before it was opened
    'passos.citizen_before[1]=1.5', 'passos.citizen_after[1]=0.25', 'passos.city_before[1]=0.5', 'passos.city_after[1]=0.2',
    'custos.citizen_before[1]=12', 'custos.citizen_after[1]=12', 'custos.city_before[1]=40', 'custos.city_after[1]=40', 'custos.citizen_before[2]=10',
    'volume.value[1]=2000', 'volume.value[2]=30000',
];

/** What people may write into their cells: a carriage return too, which no session and no study takes. */
const written = ['\r=1+1', ...injections];

/** @type {Map<string, ExcelJS.Workbook>} */
const books = new Map();

before(async () => {
    assert.ok(existsSync(program), `${program} is missing: run make native`);
    folder = mkdtempSync(join(tmpdir(), 'ensaio-'));
    mkdirSync(at('profile/user'), { recursive: true });
    writeFileSync(at('profile/user/registrymodifications.xcu'), settings);
    execFileSync(join(native, 'tests/test_day'), [at('day.ensaio'), String(people), 'idoso', 'creche']);
    execFileSync(program, ['worksheet', at('day.ensaio'), '-o', at('day.xlsx'), '--csv', at('csv')]);
    execFileSync('python3', [join(root, 'tools/fill_cells.py'), at('day.xlsx'), at('filled.xlsx'), ...filled]);
    const tasks = await read(at('day.xlsx'));
    execFileSync('python3', [join(root, 'tools/fill_cells.py'), at('day.xlsx'), at('corrected.xlsx'), `tarefas.outcome[${rowOf(tasks, 'desistiu', 'erro não percebido')}]=sucesso com ajuda`]);
    execFileSync(program, ['worksheet', at('day.ensaio'), '--edits', at('filled.xlsx'), '-o', at('back.xlsx')]);
    execFileSync(join(native, 'tests/test_day'), [at('many.ensaio'), String(many), 'idoso']);
    execFileSync(program, ['worksheet', at('many.ensaio'), '-o', at('many.xlsx')]);
    const bad = injections.map((title, i) => {
        writeFileSync(at(`bad-${i}.ensaio`), sessionWith(title, title, 100 + i));
        return at(`bad-${i}.ensaio`);
    });
    execFileSync(program, ['worksheet', ...bad, '-o', at('bad.xlsx'), '--csv', at('bad')]);
    execFileSync('python3', [join(root, 'tools/fill_cells.py'), at('bad.xlsx'), at('written.xlsx'), ...written.map((text, i) => `definir.pain[${i + 1}]=${text.replace('\r', '_x000D_')}`)]);
    execFileSync(program, ['worksheet', ...bad, '--edits', at('written.xlsx'), '-o', at('bad-back.xlsx'), '--csv', at('bad')]);
    calculate([], at('day.xlsx'), at('filled.xlsx'), at('corrected.xlsx'), at('back.xlsx'), at('many.xlsx'), at('bad.xlsx'), at('bad-back.xlsx'));
    // Semicolons, UTF-8, and formulas asked for where a text looks like one.
    calculate(['--infilter=Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1,true'], at('bad/tarefas.csv'), at('bad/participantes.csv'), at('bad/definir.csv'));
    for (const name of ['day', 'filled', 'corrected', 'back', 'many']) {
        books.set(name, await read(at(`${name}.xlsx`)));
        books.set(`${name} calculated`, await read(at(`calculated/${name}.xlsx`)));
    }
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Opens the files in LibreOffice and saves them as workbooks in calculated/. @param {string[]} options @param {string[]} files */
function calculate(options, ...files) {
    execFileSync('soffice', [`-env:UserInstallation=${pathToFileURL(at('profile')).href}`, '--headless', ...options, '--convert-to', 'xlsx', '--outdir', at('calculated'), ...files],
        { stdio: 'ignore', timeout: 240_000 });
}

/** @param {string} file */
async function read(file) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    return book;
}

/** @param {string} name */
const book = (name) => /** @type {ExcelJS.Workbook} */ (books.get(name));

/** The first row of *tarefas*, from 1, with one of these outcomes. @param {ExcelJS.Workbook} of @param {string[]} outcomes */
function rowOf(of, ...outcomes) {
    const { sheet, columns, first } = table(of, 'tarefas');
    for (let row = first; row <= sheet.rowCount; ++row) {
        if (outcomes.includes(String(sheet.getCell(row, columns.get('tarefas.outcome') ?? 0).value))) return row - first + 1;
    }
    throw new Error('nobody failed: choose other people');
}

/** A table by its key: its sheet, its columns by key, its first row. @param {ExcelJS.Workbook} of @param {string} key */
function table(of, key) {
    for (const sheet of of.worksheets) {
        for (let row = 1; row <= sheet.rowCount; ++row) {
            if (sheet.getCell(row, 1).value !== `table:${key}`) continue;
            /** @type {Map<string, number>} */
            const columns = new Map();
            sheet.getRow(row).eachCell((cell, column) => columns.set(String(cell.value), column));
            return { sheet, columns, first: row + 2 };
        }
    }
    throw new Error(`there is no table ${key}`);
}

/** What a cell shows. @param {ExcelJS.Cell} cell */
function shown(cell) {
    // A result of 0 is not in `value`.
    const result = /** @type {any} */ (cell.type === ExcelJS.ValueType.Formula ? cell.result : cell.value);
    if (result === null || result === undefined) return '';
    if (typeof result === 'object' && 'error' in result) return result.error;
    if (result instanceof Date) return result.getTime() / 86_400_000 + 25_569;
    return typeof result === 'boolean' ? Number(result) : result;
}

/** @param {string} name @param {string} key @param {number} row from 1 */
function cell(name, key, row) {
    const { sheet, columns, first } = table(book(name), /** @type {string} */ (key.split('.')[0]));
    const column = columns.get(key);
    assert.ok(column, key);
    return shown(sheet.getCell(first + row - 1, column));
}

/** @param {ExcelJS.Workbook} of @param {(cell: ExcelJS.Cell, sheet: ExcelJS.Worksheet) => void} each */
function eachFormula(of, each) {
    for (const sheet of of.worksheets) {
        sheet.eachRow((row) => row.eachCell((one) => { if (one.type === ExcelJS.ValueType.Formula) each(one, sheet); }));
    }
}

/** @param {unknown} a @param {unknown} b */
const same = (a, b) => typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)) : a === b;

test('LibreOffice opens the workbook with all its sheets, formulas and charts', () => {
    const [mine, theirs] = [book('day'), book('day calculated')];
    assert.deepEqual(theirs.worksheets.map((sheet) => sheet.name), mine.worksheets.map((sheet) => sheet.name));
    let formulas = 0, kept = 0;
    eachFormula(mine, () => ++formulas);
    eachFormula(theirs, () => ++kept);
    assert.ok(formulas > 500, String(formulas));
    assert.equal(kept, formulas);
});

// As it is made; with all that people filled in, brought back; of so many people that other formulas count.
for (const name of ['day', 'back', 'many']) {
    test(`every formula of ${name}.xlsx comes to what the program has written beside it`, () => {
        const theirs = book(`${name} calculated`);
        let compared = 0;
        /** @type {string[]} */
        const different = [];
        eachFormula(book(name), (mine, sheet) => {
            const other = theirs.getWorksheet(sheet.name)?.getCell(mine.address);
            assert.ok(other);
            if (!same(shown(mine), shown(other))) different.push(`${sheet.name}!${mine.address} =${mine.formula}: ${shown(mine)}, calculated ${shown(other)}`);
            ++compared;
        });
        assert.deepEqual(different.slice(0, 10), []);
        assert.ok(compared > 500);
    });
}

test('from 25 successes on the middle time is the median, with its rank interval', () => {
    const { sheet, columns, first } = table(book('many calculated'), 'tarefas');
    const at = (/** @type {number} */ row, /** @type {string} */ key) => shown(sheet.getCell(row, columns.get(`tarefas.${key}`) ?? 0));
    /** @type {Map<string, number[]>} */
    const times = new Map();
    for (let row = first; at(row, 'outcome') !== ''; ++row) {
        if (at(row, 'reached') === 1) times.set(String(at(row, 'task')), [...times.get(String(at(row, 'task'))) ?? [], Number(at(row, 'active'))]);
    }
    let compared = 0;
    [1, 2].forEach((row) => {
        const seconds = (times.get(String(cell('many calculated', 'tempos.task', row))) ?? []).sort((a, b) => a - b);
        const n = seconds.length, half = 1.959963984540054 * Math.sqrt(n / 4);
        assert.equal(cell('many calculated', 'tempos.n', row), n);
        if (n < 25) return;
        ++compared;
        const middle = n % 2 ? seconds[(n - 1) / 2] : ((seconds[n / 2 - 1] ?? NaN) + (seconds[n / 2] ?? NaN)) / 2;
        assert.ok(same(cell('many calculated', 'tempos.middle', row), middle), String(middle));
        assert.ok(same(cell('many calculated', 'tempos.low', row), seconds[Math.max(1, Math.ceil(n / 2 - half)) - 1]));
        assert.ok(same(cell('many calculated', 'tempos.high', row), seconds[Math.min(n, Math.ceil(n / 2 + half)) - 1]));
    });
    assert.ok(compared > 0, 'nobody of 48: choose more people');
});

test('several raters, what was joined and what was dropped count in the spreadsheet as well', () => {
    const of = 'back calculated';
    assert.ok(same(cell(of, 'achados.severity', 1), 11 / 3));
    assert.equal(cell(of, 'achados.severity', 2), 1, 'written over the mean of the raters');
    // The program's own Krippendorff: ensaio stats severities.
    const alpha = JSON.parse(execFileSync(program, ['stats', 'severities'], { encoding: 'utf8', input: JSON.stringify({ raters: [[4, 2, 0, 1], [3, 2, 1, 1], [4, 2, 3, 2]] }) })).alpha;
    assert.ok(same(Number(cell(of, 'acordo.value', 1)).toFixed(9), Number(alpha).toFixed(9)), String(alpha));
    assert.equal(cell(of, 'participantes.counts', 9), 'P-006');
    assert.equal(cell(of, 'participantes.counts', 8), 'descartado');
    const prototypes = [6, 8, 9].map((row) => String(cell('day', 'participantes.place', row)).match(/ (\w{8}): /)?.[1]);
    assert.equal(new Set(prototypes).size, 1, 'choose three of one prototype');
    // Of each prototype the second line counts the problems.
    const itsProblems = [2, 11].find((row) => cell('day', 'descoberta.version', row) === prototypes[0]) ?? NaN;
    assert.equal(Number(cell(of, 'descoberta.count', itsProblems)), Number(cell('day', 'descoberta.count', itsProblems)) - 2);
    assert.equal(cell(of, 'tma_orgao.concluded', 1), 3);
    assert.ok(same(cell(of, 'tma_orgao.days', 1), 34 / 3), '(10 + 4 + 20) / 3');
});

test('scores, quadrants, places and ties follow what people fill in', () => {
    const of = 'filled calculated';
    assert.equal(cell(of, 'definir.score', 1), 7.5);
    assert.equal(cell(of, 'definir.quadrant', 1), 'Fazer já');
    assert.equal(cell(of, 'definir.quadrant', 4), 'Não agora');
    assert.equal(cell(of, 'definir.gut', 1), 60);
    // P-001 7.5, P-005 2, P-002 and P-003 1.5 (GUT puts the third first), P-004 0.2
    assert.deepEqual([1, 2, 3, 4, 5].map((row) => cell(of, 'matriz.id', row)), ['P-001', 'P-005', 'P-003', 'P-002', 'P-004']);
    assert.deepEqual([1, 2, 3, 4, 5].map((row) => cell(of, 'matriz.place', row)), [1, 2, 3, 3, 5]);
    assert.deepEqual([1, 2, 3, 4, 5].map((row) => cell(of, 'matriz.tied', row)), [0, 0, 1, 1, 0]);
    assert.equal(cell(of, 'matriz.id', 6), '');
    assert.deepEqual([1, 2, 3, 4].map((row) => cell(of, 'quadrantes.problems', row)), [1, 2, 1, 1]);
    assert.equal(cell(of, 'numeros.value', 5), 1, 'one severe finding');
    /** @param {string} key */
    const ways = (key) => [1, 2, 3].map((row) => cell(of, `prioridades.${key}`, row));
    assert.deepEqual(ways('rice'), [0.8, 0.8, 3000]);
    assert.deepEqual([ways('rice_place'), ways('rice_tied')], [[2, 2, 1], [1, 1, 0]]);
    assert.deepEqual(ways('ice'), [400, 400, 1]);
    assert.deepEqual([ways('ice_place'), ways('ice_tied')], [[1, 1, 3], [1, 1, 0]]);
    assert.deepEqual(ways('caf'), [75, 75, 3]);
    assert.deepEqual([ways('caf_place'), ways('caf_tied')], [[1, 1, 3], [1, 1, 0]]);
    assert.deepEqual([ways('moscow_place'), ways('moscow_tied')], [[1, 3, 1], [1, 0, 1]]);
    assert.deepEqual([ways('place'), ways('gut_place')], [[1, 3, 3], [1, 4, 1]]);
});

test('the calculators compute TMA and savings from the city\'s own figures', () => {
    const of = 'filled calculated';
    assert.deepEqual([1, 2, 3, 4, 5].map((row) => cell(of, 'concluido.n', row)), [480, 480, 480, 480, 480]);
    assert.ok(same(cell(of, 'concluido.share', 1), 310 / 480));
    assert.deepEqual(['concluded', 'days', 'open', 'age', 'within'].map((key) => cell(of, `tma.${key}`, 1)), [2, 7, 1, 20, 0.5]);
    assert.deepEqual(['concluded', 'days', 'open', 'age', 'within'].map((key) => cell(of, `tma.${key}`, 2)), [1, 20, 0, '', '']);
    assert.equal(cell(of, 'pedidos.days', 5), '', 'dates that cannot be are no time');
    assert.equal(cell(of, 'tma_geral.days', 1), 13.5, 'simple mean of the services');
    assert.deepEqual([cell(of, 'economia.citizen', 1), cell(of, 'economia.city', 1), cell(of, 'economia.total', 1)].map(Number), [25, 12, 37]);
    assert.ok(same(cell(of, 'economia.total', 2), 74_000));
    assert.ok(same(cell(of, 'economia.total', 3), 74 / 30));
});

test('an outcome that somebody corrects to success with help counts in the summary', () => {
    const sum = (/** @type {string} */ name, /** @type {string} */ key) => [1, 2, 3, 4].reduce((all, row) => all + Number(cell(name, key, row)), 0);
    assert.equal(sum('corrected calculated', 'conclusao.with_help'), sum('day', 'conclusao.with_help') + 1);
    assert.equal(sum('corrected calculated', 'conclusao.x'), sum('day', 'conclusao.x') + 1);
    assert.equal(sum('corrected calculated', 'conclusao.n'), sum('day', 'conclusao.n'));
    assert.equal(sum('corrected calculated', 'tempos.n'), sum('day', 'tempos.n') + 1);
});

test('a table as CSV says what the workbook says', () => {
    const csv = readFileSync(at('csv/conclusao.csv'), 'utf8').trim().split('\r\n').slice(1).map((line) => line.split(';'));
    csv.forEach((cells, row) => assert.equal(Number(cells[7]), cell('day', 'conclusao.x', row + 1)));
});

test('nothing that a study or a person wrote runs in LibreOffice', async () => {
    const workbook = await read(at('calculated/bad.xlsx'));
    const { sheet, columns, first } = table(workbook, 'tarefas');
    const titles = injections.map((_, i) => sheet.getCell(first + i, columns.get('tarefas.task') ?? 0));
    for (const one of titles) assert.equal(one.type, ExcelJS.ValueType.String, one.address);
    assert.deepEqual(titles.map((one) => one.value).sort(), [...injections].sort());
    const back = await read(at('calculated/bad-back.xlsx'));
    const problems = table(back, 'definir');
    written.forEach((text, i) => {
        const one = problems.sheet.getCell(problems.first + i, problems.columns.get('definir.pain') ?? 0);
        assert.equal(one.type, ExcelJS.ValueType.String, text);
        // In a workbook no cell holds a carriage return.
        assert.equal(one.value, text.replace('\r', ''));
    });
    for (const [name, opened] of /** @type {[string, ExcelJS.Workbook][]} */ ([['bad', workbook], ['bad-back', back]])) {
        const ours = new Set();
        eachFormula(await read(at(`${name}.xlsx`)), (one, of) => ours.add(`${of.name}!${one.address}`));
        eachFormula(opened, (one, of) => assert.ok(ours.has(`${of.name}!${one.address}`), `${name}: ${of.name}!${one.address} became a formula`));
    }

    for (const name of ['tarefas', 'participantes', 'definir']) {
        let texts = 0;
        (await read(at(`calculated/${name}.xlsx`))).worksheets[0]?.eachRow((row) => row.eachCell((one) => {
            assert.notEqual(one.type, ExcelJS.ValueType.Formula, `${name}.csv ${one.address}: ${one.formula}`);
            assert.notEqual(one.type, ExcelJS.ValueType.Hyperlink, `${name}.csv ${one.address}`);
            ++texts;
        }));
        assert.ok(texts > injections.length, name);
    }
});
