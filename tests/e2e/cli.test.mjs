// The command line tool from outside: exit codes, words, and the worksheet read by a spreadsheet library that is not the one that wrote it.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { golden, injections, sessionWith } from './sessions.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.ENSAIO_CLI ?? join(root, 'build/native/ensaio');
const words = JSON.parse(readFileSync(join(root, 'assets/languages/pt-BR.json'), 'utf8'));

let folder = '';
before(() => {
    assert.ok(existsSync(program), `${program} is missing: run make native`);
    folder = mkdtempSync(join(tmpdir(), 'ensaio-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string[]} args */
function run(...args) {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    return { status, out: stdout, err: stderr };
}

/** @param {string} file @param {string} sheet */
async function sheetOf(file, sheet) {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(file);
    const found = workbook.getWorksheet(sheet);
    assert.ok(found, `there is no sheet ${sheet}`);
    /** @type {Map<string, number>} */
    const columns = new Map();
    let header = 1;
    while (found.getCell(header, 1).value !== 'header') assert.ok(++header < 20, `${sheet} has no header`);
    found.getRow(header).eachCell((cell, column) => { if (column > 1) columns.set(String(cell.value), column); });
    /** @param {number} row from 1, below the header @param {string} key a column's key, such as "tarefas.task" */
    const cell = (row, key) => {
        const column = columns.get(words[`worksheet.${key}`]);
        assert.ok(column, `there is no column ${key}`);
        return found.getCell(header + row, column);
    };
    return { sheet: found, columns, cell, header };
}

// ---------------------------------------------------------------- check

test('check accepts the samples', () => {
    const { status, out, err } = run('check', ...['calcada', 'veiculo-abandonado'].flatMap((name) => [
        join(root, `prototypes/studies/${name}.json`), join(root, `prototypes/${name}.json`)]));
    assert.equal(status, 0, err);
    assert.equal(err, '');
    assert.equal(out.trim().split('\n').filter((line) => /: (protótipo|estudo) certo/.test(line)).length, 4);
});

test('check finds the prototype of a study in the folder above', () => {
    const { status, err } = run('check', join(root, 'prototypes/studies/calcada.json'));
    assert.equal(status, 0);
    assert.equal(err, '');
});

test('check says file, place, mistake and remedy, and goes on with the other files', () => {
    const bad = join(folder, 'bad.json');
    const prototype = { ...JSON.parse(readFileSync(join(root, 'prototypes/calcada.json'), 'utf8')), id: 'bad' };
    prototype.screens[1].next = 'nenhuma';
    writeFileSync(bad, JSON.stringify(prototype));
    const { status, out, err } = run('check', join(folder, 'absent.json'), bad, join(root, 'prototypes/calcada.json'));
    assert.equal(status, 1);
    assert.match(err, /absent\.json: não foi possível ler/);
    assert.match(err, /bad\.json: screens\[1\]\.next: .*nenhuma.*\. /);
    assert.match(out, /calcada\.json: protótipo certo/);
});

test('check compares a study with the prototype that is given', () => {
    const other = join(folder, 'study.json');
    const study = JSON.parse(readFileSync(join(root, 'prototypes/studies/calcada.json'), 'utf8'));
    study.tasks[0].goal_screen = 'nenhuma';
    writeFileSync(other, JSON.stringify(study));
    const { status, err } = run('check', other, join(root, 'prototypes/calcada.json'));
    assert.equal(status, 1);
    assert.match(err, /study\.json: tasks\[0\]\.goal_screen: /);
});

test('check refuses a typed field that is open where the data are not made up', () => {
    const other = join(folder, 'real-data.json'), given = join(folder, 'entulho.json');
    const study = JSON.parse(readFileSync(join(root, 'prototypes/studies/entulho.json'), 'utf8'));
    const prototype = JSON.parse(readFileSync(join(root, 'prototypes/entulho.json'), 'utf8'));
    const asking = prototype.screens.find((/** @type {any} */ screen) => screen.id === 'quanto');
    asking.fields[0].privacy = 'open';
    writeFileSync(given, JSON.stringify(prototype));
    writeFileSync(other, JSON.stringify({ ...study, made_up_data: false }));
    const { status, err } = run('check', other, given);
    assert.equal(status, 1);
    assert.match(err, /entulho\.json: screens\[\d+\]\.fields\[0\]\.privacy: .*carrinhos/);
    writeFileSync(other, JSON.stringify(study));
    assert.equal(run('check', other, given).status, 0);
});

/** A copy of veiculo-abandonado under another name, as a designer makes it. @param {string} name of the folder @param {string} id @param {string} tested the prototype that its study names */
function copied(name, id, tested) {
    const prototypes = join(folder, name, 'prototypes');
    mkdirSync(join(prototypes, 'studies'), { recursive: true });
    /** @param {string} path @param {Record<string, unknown>} changes */
    const copy = (path, changes) => {
        const made = join(prototypes, path.replace('veiculo-abandonado', id));
        writeFileSync(made, JSON.stringify({ ...JSON.parse(readFileSync(join(root, 'prototypes', path), 'utf8')), ...changes }));
        return made;
    };
    copyFileSync(join(root, 'prototypes/veiculo-abandonado.json'), join(prototypes, 'veiculo-abandonado.json'));
    return { prototype: copy('veiculo-abandonado.json', { id, title: 'Meu serviço' }), study: copy('studies/veiculo-abandonado.json', { prototype: tested }) };
}

test('check refuses a prototype that none of the given studies uses', () => {
    const { prototype, study } = copied('unused', 'meu-servico', 'veiculo-abandonado');
    const { status, out, err } = run('check', prototype, study);
    assert.equal(status, 1);
    assert.match(err, /meu-servico\.json: id: Nenhum dos estudos .*"prototype": "meu-servico"/);
    assert.match(out, /studies\/meu-servico\.json: estudo certo .*“Pedir a retirada de um veículo abandonado”, .*prototypes\/veiculo-abandonado\.json\)/, 'the prototype that was tested is named');
    assert.equal(run('check', prototype).status, 0, 'without a study nobody can know');
    const unreadable = join(folder, 'unused/study.json');
    writeFileSync(unreadable, '{"tasks": []}');
    assert.doesNotMatch(run('check', prototype, study, unreadable).err, /Nenhum dos estudos/, 'the other study may have used it');
});

test('check names the prototype that a study is right with', () => {
    const { prototype, study } = copied('used', 'meu-servico', 'meu-servico');
    const { status, out, err } = run('check', prototype, study);
    assert.equal(status, 0, err);
    assert.match(out, /estudo certo .*“Meu serviço”, .*prototypes\/meu-servico\.json\)/);
});

test('check tells the shortest way of each task, and where there is none or too many', () => {
    const told = run('check', join(root, 'prototypes/studies/calcada.json'), join(root, 'prototypes/studies/creche.json')).out;
    assert.match(told, /^ {2}tarefa vistoria: no caminho mais curto são 5 telas: carta → formulario → anexos → conferir → protocolo$/m);
    assert.match(told, /^ {2}tarefa lia: .* que_idade → grupo_cei\|grupo_emei → sobre_os_dados /m, 'the screens between which nothing decides');

    // The goal lies behind an answer that the form refuses together with the one that is asked for.
    const { prototype, study } = copied('ways', 'meu-servico', 'meu-servico');
    /** @param {object} changes */
    const goal = (changes) => {
        const { tasks: [task], ...rest } = JSON.parse(readFileSync(study, 'utf8'));
        writeFileSync(study, JSON.stringify({ ...rest, tasks: [{ ...task, ...changes }] }));
        const { status, out, err } = run('check', prototype, study);
        assert.equal(status, 0, err);
        return out;
    };
    assert.match(goal({ goal_screen: 'protocolo', goal_answers: [{ field: 'tempo', any: ['ate_5_dias'] }] }), /^ {2}tarefa retirar: nenhum caminho até o objetivo foi achado$/m);

    const options = Array.from({ length: 12 }, (_, i) => ({ id: `sinal_${i}`, label: `Sinal ${i}` }));
    const { screens, ...rest } = JSON.parse(readFileSync(prototype, 'utf8'));
    screens.find((/** @type {any} */ screen) => screen.id === 'onde_esta').fields.push({ id: 'sinais', kind: 'checkboxes', label: 'Sinais', options });
    writeFileSync(prototype, JSON.stringify({ ...rest, screens }));
    assert.match(goal({ goal_screen: 'protocolo', goal_answers: [{ field: 'sinais', any: options.map(({ id }) => id) }] }), /^ {2}tarefa retirar: há caminhos demais para achar o mais curto$/m);
});

test('check refuses a prototype whose file the page would not find by its id', () => {
    const { prototype, study } = copied('named', 'meu-servico', 'meu-servico');
    const other = prototype.replace('meu-servico', 'outro nome');
    renameSync(prototype, other);
    const { status, out, err } = run('check', other, study);
    assert.equal(status, 1);
    assert.match(err, /outro nome\.json: id: .*“outro nome\.json”.*“meu-servico\.json”/);
    assert.doesNotMatch(out, /protótipo certo/);
    assert.match(out, /estudo certo/, 'the study is still checked against it');
});

test('check refuses a study whose file name cannot stand in an address; its id may be another', () => {
    const { prototype, study } = copied('addressed', 'meu-servico', 'meu-servico');
    for (const name of ['Meu teste.json', 'teste.JSON', 'ação.json', 'teste', '.json', `${'a'.repeat(65)}.json`]) {
        const named = join(folder, 'addressed/prototypes/studies', name);
        copyFileSync(study, named);
        const { status, err } = run('check', prototype, named);
        assert.equal(status, 1, name);
        assert.ok(err.includes(`${name}: O endereço do teste`) && err.includes('letras minúsculas'), err);
    }
    const second = join(folder, 'addressed/prototypes/studies/segunda_rodada-2.json');
    copyFileSync(study, second);
    assert.equal(run('check', prototype, second).status, 0);
});

test('check refuses a theme that is not there and a language that the program does not speak', () => {
    const { prototype, study } = copied('looks', 'meu-servico', 'meu-servico');
    /** @param {string} path @param {Record<string, unknown>} changes */
    const change = (path, changes) => writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...changes }));
    change(prototype, { theme: 'gov' });
    assert.equal(run('check', prototype).status, 0, 'where no themes stand beside nobody can know');
    const themes = join(folder, 'looks/assets/themes');
    mkdirSync(themes, { recursive: true });
    for (const name of ['govbr', 'neutro']) writeFileSync(join(themes, `${name}.json`), '{}');
    const { status, err } = run('check', prototype);
    assert.equal(status, 1);
    assert.match(err, /meu-servico\.json: theme: .*“gov”.* govbr, neutro\./);
    for (const language of ['pt-BR', 'pt', 'en-GB', 'ES']) {
        change(prototype, { theme: 'neutro', language });
        change(study, { language });
        assert.equal(run('check', prototype, study).status, 0, language);
    }
    for (const path of [prototype, study]) {
        change(path, { language: 'fr' });
        const told = run('check', prototype, study);
        assert.equal(told.status, 1);
        assert.match(told.err, /meu-servico\.json: language: .*“fr”.* pt-BR, en, es\./);
        change(path, { language: 'pt-BR' });
    }
});

test('check tells the mistakes of a prototype once, though its study looks for it', () => {
    const { prototype, study } = copied('once', 'meu-servico', 'meu-servico');
    writeFileSync(prototype, '{}');
    assert.equal(run('check', prototype, study).err.match(/meu-servico\.json: screens: /g)?.length, 1);
});

// ---------------------------------------------------------------- drawings

/** A folder of drawings with this list, and the pictures of the guide's example. @param {string[]} lines @param {Record<string, Buffer>} [pictures] */
function drawn(lines, pictures = {}) {
    const drawings = mkdtempSync(join(folder, 'drawings-'));
    for (const name of ['inicio.png', 'boleto.png']) copyFileSync(join(root, 'docs/user/drawings', name), join(drawings, name));
    for (const [name, bytes] of Object.entries(pictures)) writeFileSync(join(drawings, name), bytes);
    writeFileSync(join(drawings, 'screens.txt'), lines.join('\n'));
    return drawings;
}

test('drawings makes the sample of the folder that the guide shows', () => {
    const made = join(folder, 'desenho.json');
    const { status, out, err } = run('drawings', join(root, 'docs/user/drawings'), '-o', made);
    assert.equal(status, 0, err);
    assert.match(out, /desenho\.json: protótipo certo \(telas: 5/);
    /** @param {string} path */
    const meant = (path) => {
        const { $schema: _, start: __, ...prototype } = JSON.parse(readFileSync(path, 'utf8'));
        for (const screen of prototype.screens) for (const hotspot of screen.hotspots ?? []) delete hotspot.id;
        return prototype;
    };
    assert.deepEqual(meant(made), meant(join(root, 'prototypes/desenho.json')));
});

test('drawings tells each line that it does not understand, and writes nothing', () => {
    const made = join(folder, 'mal.json');
    const folderOf = drawn(['\ufeffid: mal', '# um comentário', 'cor: azul', 'screen: a', 'title: A', 'title: B', 'picture: inicio.png', 'words: Uma tela', 'button: 1 2 3 -> b: Ir',
        'sem sinal', 'theme: govbr', 'screen: b', 'title: B', 'picture: nao-ha.png', 'words: Outra']);
    const { status, err } = run('drawings', folderOf, '-o', made);
    assert.equal(status, 1);
    const said = err.trim().split('\n').map((line) => /screens\.txt: linha (\d+): (.*?)[.”:]/.exec(line)?.slice(1).join(' ') ?? line);
    assert.deepEqual(said, ['3 A palavra “cor', '6 “title', '9 Não entendi a área', '10 Falta o sinal “', '11 A palavra “theme', '14 A imagem “nao-ha']);
    assert.ok(!existsSync(made));
});

test('drawings tells what check finds by the line that it comes from', () => {
    const list = ['id: mal', 'title: Serviço {{today}}', '', 'screen: inicio', 'title: Início', 'picture: inicio.png', 'words: Uma tela',
        'button: 0 0 40 40 -> lua: Ir', 'button: 700 0 40 40 -> fim: Ir', 'link: 0 0 40 40 -> fim:', 'screen: fim', 'title: Fim', 'picture: boleto.png'];
    const { status, err } = run('drawings', drawn(list), '-o', join(folder, 'mal.json'));
    assert.equal(status, 1);
    assert.deepEqual(err.trim().split('\n').map((line) => Number(/linha (\d+)/.exec(line)?.[1])).sort((a, b) => a - b), [2, 8, 9, 10, 11], err);
});

test('drawings knows the size of a JPEG as it is shown, and refuses what is none', () => {
    const start = Buffer.from('ffd8', 'hex'), frame = Buffer.from('ffc0001108' + '0190' + '00c8' + '03012200021101031101', 'hex'); // 400 high, 200 wide
    const entry = '0112' + '0003' + '00000001' + '0006' + '0000';
    const turned = Buffer.concat([Buffer.from('ffe10022', 'hex'), Buffer.from('Exif\0\0MM\0*'), Buffer.from('00000008' + '0001' + entry + '00000000', 'hex')]);
    /** @param {Buffer} picture */
    const sizeOf = (picture) => {
        const made = join(folder, 'foto.json');
        const { status, err } = run('drawings', drawn(['id: foto', 'title: Foto', 'screen: a', 'title: A', 'picture: a.jpg', 'words: Uma foto'], { 'a.jpg': picture }), '-o', made);
        if (status !== 0) return err;
        const [{ width, height, source }] = JSON.parse(readFileSync(made, 'utf8')).images;
        assert.ok(Buffer.from(source.slice('data:image/jpeg;base64,'.length), 'base64').equals(picture));
        return [width, height];
    };
    assert.deepEqual(sizeOf(Buffer.concat([start, frame])), [200, 400]);
    assert.deepEqual(sizeOf(Buffer.concat([start, turned, frame])), [400, 200]);
    assert.match(String(sizeOf(Buffer.concat([start, turned]))), /linha 5: A imagem/);
    assert.match(String(sizeOf(Buffer.from('GIF89a'))), /linha 5: A imagem/);
});

// ---------------------------------------------------------------- the command line itself

test('help and version are asked for, everything else that is not a command is a usage error', () => {
    for (const args of [['--help'], ['check', '--help'], ['show', '--help'], ['worksheet', '--help'], ['--version']]) {
        const { status, out, err } = run(...args);
        assert.equal(status, 0, args.join(' '));
        assert.ok(out.length > 5 && !out.includes('['.concat('cli')), out);
        assert.equal(err, '');
    }
    for (const args of [[], ['nada'], ['check'], ['show'], ['show', golden, golden], ['show', '--nada', golden], ['worksheet', golden], ['worksheet', '-o']]) {
        const { status, out, err } = run(...args);
        assert.equal(status, 2, args.join(' '));
        assert.equal(out, '');
        assert.match(err, /ensaio/);
    }
});

// ---------------------------------------------------------------- show

test('show tells the session in words and the same as JSON', () => {
    const told = run('show', golden);
    assert.equal(told.status, 0, told.err);
    for (const part of ['Participante: P01', 'conseguiu direto', 'aceitou participar', 'disse que terminou a tarefa']) assert.ok(told.out.includes(part), part);
    const { status, out } = run('show', golden, '--json');
    assert.equal(status, 0);
    const { sessions } = JSON.parse(out);
    assert.equal(sessions.length, 1);
    assert.equal(sessions[0].inexact, 0, 'the session runs again exactly');
    assert.equal(sessions[0].tasks[0].outcome, 'direct_success');
    assert.deepEqual(sessions[0].records.map((/** @type {{ record: number }} */ one) => one.record), sessions[0].records.map((/** @type {unknown} */ _, /** @type {number} */ i) => i));
});

test('show refuses what is no session file', () => {
    const { status, out, err } = run('show', join(root, 'prototypes/calcada.json'));
    assert.equal(status, 1);
    assert.equal(out, '');
    assert.match(err, /calcada\.json: /);
});

// ---------------------------------------------------------------- worksheet

test('the workbook holds all its sheets with typed cells, live formulas and validated columns for people', async () => {
    const file = join(folder, 'planilha.xlsx');
    const { status, err } = run('worksheet', golden, '-o', file);
    assert.equal(status, 0, err);

    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(file);
    assert.deepEqual(workbook.worksheets.map((one) => one.name), ['Leia-me', 'Resumo', 'Definir', 'Matriz', 'Prioridades', 'Testar – tarefas', 'Testar – achados', 'Gravidade', 'Achado × participante', 'Telas', 'Campos', 'Linha do tempo', 'Questionários',
        'Indicadores', 'Pedidos', 'Consentimentos', 'Carta de serviços']);
    for (const sheet of workbook.worksheets) {
        assert.equal(sheet.views[0]?.state, 'frozen', sheet.name);
        assert.equal(sheet.pageSetup.orientation, 'landscape', sheet.name);
        assert.equal(sheet.pageSetup.paperSize, 9, sheet.name);
        assert.ok(sheet.getColumn(1).hidden, `${sheet.name}: the keys are not for people`);
        assert.match(String(sheet.getCell('A1').value), /^ensaio-worksheet-2 [a-z_]+ ~[0-9a-f]{6}$/);
    }
    for (const name of ['Definir', 'Testar – tarefas', 'Testar – achados', 'Linha do tempo', 'Campos']) assert.ok(workbook.getWorksheet(name)?.autoFilter, name);

    const tasks = await sheetOf(file, 'Testar – tarefas');
    assert.deepEqual([...tasks.columns.keys()], ['Rodada', 'Protótipo (nome, versão e hash)', 'Sessão', 'Participante (código)', 'Perfil', 'Dispositivo', 'Modo', 'Tarefa',
        'Cenário lido', 'Critério de sucesso', 'Resultado', 'Ajudas (n)', 'Início', 'Tempo ativo (s)', 'Tempo total (s)', 'Pausas (s)', 'Telas visitadas', 'Voltas (n)',
        'Desvio do caminho (passos − mínimo)', 'Erros de validação (n)', 'Campos com erro', 'Toques fora de alvo', 'Facilidade 1–7 (SEQ)', 'Confiança (1–7)', 'Fala',
        'Observação da moderadora', 'tarefas.group', 'tarefas.reached', 'tarefas.log']);
    assert.equal(tasks.cell(1, 'tarefas.participant').value, 'P01');
    assert.equal(tasks.cell(1, 'tarefas.outcome').value, 'sucesso sozinho');
    assert.equal(typeof tasks.cell(1, 'tarefas.active').value, 'number');
    const started = tasks.cell(1, 'tarefas.started').value;
    assert.ok(started instanceof Date);
    const [session] = JSON.parse(run('show', golden, '--json').out).sessions;
    const start = session.records.find((/** @type {{ action: string }} */ record) => record.action === words['worksheet.action.start_task']);
    const expected = session.started + start.seconds * 1000 + session.utc_offset * 60000;  // a spreadsheet has no time zone: local time
    assert.ok(Math.abs(started.getTime() - expected) < 2, started.toISOString());
    assert.equal(tasks.cell(1, 'tarefas.outcome').dataValidation?.type, 'list');
    assert.deepEqual(tasks.cell(1, 'tarefas.confidence').dataValidation?.formulae, [1, 7]);
    assert.equal(tasks.cell(1, 'tarefas.quote').value, null);

    const define = await sheetOf(file, 'Definir');
    assert.equal(define.columns.size, 29);
    const last = define.sheet.rowCount - define.header - 1;  // the row after it ends the table
    for (const row of [1, last]) {
        for (const key of ['definir.impact', 'definir.effort', 'definir.confidence']) {
            assert.equal(define.cell(row, key).value, null, key);
            assert.equal(define.cell(row, key).dataValidation?.type, 'whole', key);
        }
        const at = (/** @type {string} */ key) => define.cell(row, key).address;
        const [impact, confidence, effort] = ['definir.impact', 'definir.confidence', 'definir.effort'].map(at);
        assert.equal(define.cell(row, 'definir.score').formula, `IF(AND(COUNT(${impact},${effort})=2,MIN(${impact},${effort})>=1,MAX(${impact},${effort})<=5,`
            + `COUNT(${confidence})=1,MIN(${confidence})>=1,MAX(${confidence})<=3),${impact}*${confidence}/${effort},"")`);
        assert.match(define.cell(row, 'definir.quadrant').formula, /"Fazer já".*"Planejar".*"Se der tempo".*"Não agora"/);
        assert.deepEqual(define.cell(row, 'definir.stage').dataValidation?.formulae,
            ['"Descobrir,Entender,Entrar/identificar,Preencher,Anexar,Revisar,Enviar,Acompanhar,Receber,Avaliar"']);
    }

    const findings = await sheetOf(file, 'Testar – achados');
    assert.equal(findings.cell(1, 'achados.id').value, 'A-001');
    const timeline = await sheetOf(file, 'Linha do tempo');
    const references = new Set(timeline.sheet.getColumn(2).values);
    for (let row = 1; typeof findings.cell(row, 'achados.id').value === 'string'; ++row) {
        assert.equal(findings.cell(row, 'achados.affected').value, '1 de 1');
        for (const reference of String(findings.cell(row, 'achados.evidence').value).split(', ')) assert.ok(references.has(reference), reference);
    }
});

test('the same sessions give the same bytes in whatever order, and a repeated one counts once', () => {
    const files = ['a', 'b'].map((name, i) => {
        const file = join(folder, `${name}.ensaio`);
        writeFileSync(file, sessionWith('Tarefa', `P0${i + 1}`, i + 1));
        return file;
    });
    const [a, b] = /** @type {[string, string]} */ (files);
    const orders = [[a, b], [b, a, b]].map((order, i) => {
        const out = join(folder, `order-${i}.xlsx`);
        execFileSync(program, ['worksheet', ...order, '-o', out]);
        return readFileSync(out);
    });
    assert.deepEqual(orders[0], orders[1]);
});

test('no text of a study ever becomes a formula, a link or a number', async () => {
    const files = injections.map((title, i) => {
        const file = join(folder, `injection-${i}.ensaio`);
        writeFileSync(file, sessionWith(title, `=P${i}`, 100 + i));
        return file;
    });
    const xlsx = join(folder, 'injections.xlsx');
    const { status, err } = run('worksheet', ...files, '-o', xlsx, '--csv', join(folder, 'csv'));
    assert.equal(status, 0, err);

    const tasks = await sheetOf(xlsx, 'Testar – tarefas');
    injections.forEach((title, i) => {
        const cell = tasks.cell(i + 1, 'tarefas.task');
        assert.equal(cell.type, ExcelJS.ValueType.String, title);
        assert.equal(cell.value, title);
        assert.equal(tasks.cell(i + 1, 'tarefas.participant').type, ExcelJS.ValueType.String);
    });
    const timeline = await sheetOf(xlsx, 'Linha do tempo');
    timeline.sheet.eachRow((row) => row.eachCell((cell) => {
        assert.notEqual(cell.type, ExcelJS.ValueType.Formula, cell.address);
        assert.notEqual(cell.type, ExcelJS.ValueType.Hyperlink, cell.address);
    }));

    for (const name of readdirSync(join(folder, 'csv'))) {
        const csv = readFileSync(join(folder, 'csv', name), 'utf8');
        assert.ok(csv.startsWith('\ufeff"') && csv.endsWith('\r\n'), name);
        for (const [, text] of csv.slice(1).matchAll(/"((?:[^"]|"")*)"/g)) assert.doesNotMatch(text ?? '', /^[=+\-@\t\r]/, `a cell of ${name} would run`);
        assert.doesNotMatch(csv.slice(1).replace(/"(?:[^"]|"")*"/g, ''), /(^|;)[^;\d\r\n-]/m, `${name}: what stands outside of quotes is a number or a date`);
    }
});

test('the worksheet as JSON and as CSV with commas', () => {
    const { status, out, err } = run('worksheet', golden, '--json');
    assert.equal(status, 0, err);
    const { format, language, sheets } = JSON.parse(out);
    assert.deepEqual([format, language, sheets.length], ['ensaio-worksheet-2', 'pt-BR', 17]);
    const { columns, rows } = sheets.find((/** @type {{ key: string }} */ sheet) => sheet.key === 'definir').tables[0];
    assert.equal(columns[1].by, 'corrected');
    assert.equal(rows[0].cells.length, columns.length);
    assert.equal(rows[0].cells[columns.findIndex((/** @type {{ key: string }} */ column) => column.key === 'definir.score')].formula.startsWith('=IF(AND(COUNT({definir.impact}'), true);

    assert.equal(run('worksheet', golden, '--csv', join(folder, 'commas'), '--csv-separator', ',').status, 0);
    const tasks = readFileSync(join(folder, 'commas/tarefas.csv'), 'utf8');
    assert.match(tasks, /^\ufeff"Rodada","Protótipo/);
    assert.match(tasks, /,\d+\.\d+,/);
    for (const [command, option, value] of [['worksheet', '--csv-separator', 'x'], ['worksheet', '--csv-separator'], ['metrics', '--attempts']]) {
        const { status, err } = run(command, golden, '--json', option, ...(value ? [value] : []));
        assert.equal(status, 2);
        const told = value ? words['cli.unknown_separator'].replace('{0}', value) : words['cli.missing_value'].replace('{0}', option);
        assert.ok(err.startsWith(told), err);
    }
});

test('a file that cannot be read does not keep the others out', () => {
    const out = join(folder, 'rest.xlsx');
    const { status, err } = run('worksheet', join(folder, 'absent.ensaio'), golden, '-o', out);
    assert.equal(status, 1);
    assert.match(err, /absent\.ensaio/);
    assert.ok(existsSync(out));
});

test('nothing is written when no session could be read, nor where it cannot be', () => {
    const out = join(folder, 'none.xlsx');
    assert.equal(run('worksheet', join(folder, 'absent.ensaio'), '-o', out).status, 1);
    assert.ok(!existsSync(out));
    const { status, err } = run('worksheet', golden, '-o', join(folder, 'no-such-folder', 'x.xlsx'));
    assert.equal(status, 1);
    assert.match(err, /não foi possível escrever/);
});
