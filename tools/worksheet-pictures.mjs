// Pictures of the worksheet for the guides: a day of tests, filled in as a team would, printed by LibreOffice and cut to what is on the page.
// Needs `make native`, LibreOffice and poppler-utils; Carlito (fonts-crosextra-carlito) stands in for Calibri. All pages stay in build/worksheet/.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'build/worksheet');
const shown = join(root, 'docs/pictures');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
/** @param {string} name */
const at = (name) => join(folder, name);
/** @param {string} program @param {string[]} args */
const run = (program, ...args) => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 });

// What a team might put in: impact, effort, confidence, gravity, urgency, tendency; severity.
const figures = [[5, 2, 3, 5, 4, 4], [4, 2, 3, 4, 4, 3], [4, 4, 2, 3, 3, 3], [3, 1, 2, 3, 2, 2], [3, 4, 3, 4, 3, 4], [2, 1, 3, 2, 2, 1], [2, 4, 1, 2, 1, 2], [5, 5, 3, 5, 5, 4], [4, 2, 3, 3, 4, 4], [1, 2, 2, 1, 1, 1]];
const filled = figures.flatMap((row, i) => ['impact', 'effort', 'confidence', 'gravity', 'urgency', 'tendency'].map((key, k) => `definir.${key}[${i + 1}]=${row[k]}`));
// For RICE: impact, confidence, effort; for ICE: impact, confidence, ease.
const judged = [['enorme (3)', 'alta (100 %)', 0.5, 9, 9, 8], ['alto (2)', 'alta (100 %)', 0.5, 8, 9, 8], ['alto (2)', 'média (80 %)', 3, 7, 6, 3], ['médio (1)', 'média (80 %)', 0.2, 5, 6, 9], ['médio (1)', 'média (80 %)', 3, 6, 6, 4], ['baixo (½)', 'alta (100 %)', 0.1, 3, 8, 9], ['baixo (½)', 'baixa (50 %)', 4, 3, 3, 3], ['enorme (3)', 'média (80 %)', 6, 10, 8, 2], ['alto (2)', 'alta (100 %)', 0.5, 8, 9, 8], ['mínimo (¼)', 'baixa (50 %)', 6, 2, 4, 7]];
judged.forEach((row, i) => ['impact', 'confidence', 'effort', 'ice_impact', 'ice_confidence', 'ice_ease'].forEach((key, k) => filled.push(`prioridades.${key}[${i + 1}]=${row[k]}`)));
// For CAF: impact, capacity, satisfaction; MoSCoW.
const chosen = [['alto (5)', 'alta (5)', 'alta (5)', 'tem de ter'], ['alto (5)', 'média (3)', 'alta (5)', 'tem de ter'], ['médio (3)', 'baixa (1)', 'média (3)', 'poderia ter'], ['médio (3)', 'alta (5)', 'média (3)', 'deveria ter'], ['médio (3)', 'média (3)', 'média (3)', 'não desta vez']];
chosen.forEach((row, i) => ['caf_impact', 'caf_capacity', 'caf_satisfaction', 'moscow'].forEach((key, k) => filled.push(`prioridades.${key}[${i + 1}]=${row[k]}`)));
// Three raters, who do not always agree.
[[4, 3, 4], [3, 3, 3], [3, 2, 3], [2, 2, 1], [1, 3, 2], [1, 1, 1], [2, 2, 2], [4, 4, 4], [3, 3, 2], [0, 1, 0]].forEach((marks, i) => marks.forEach((mark, k) => filled.push(`gravidade.rater:${k + 1}[${i + 1}]=${mark}`)));
['aberto', 'em protótipo', 'aberto', 'resolvido', 'aberto'].forEach((status, i) => filled.push(`definir.status[${i + 1}]=${status}`));

run(join(root, 'build/native/tests/test_day'), at('day.ensaio'), '9', 'idoso');
run(process.env.ENSAIO_CLI ?? join(root, 'build/native/ensaio'), 'worksheet', at('day.ensaio'), '-o', at('day.xlsx'));
run('python3', join(root, 'tools/fill_cells.py'), at('day.xlsx'), at('filled.xlsx'), ...filled);
run(process.env.ENSAIO_CLI ?? join(root, 'build/native/ensaio'), 'worksheet', at('day.ensaio'), '--edits', at('filled.xlsx'), '-o', at('planilha.xlsx'));
mkdirSync(at('profile/user'), { recursive: true });
// Computes what was filled in.
writeFileSync(at('profile/user/registrymodifications.xcu'), `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`);
execFileSync('soffice', [`-env:UserInstallation=${pathToFileURL(at('profile')).href}`, '--headless', '--convert-to', 'pdf', '--outdir', folder, at('planilha.xlsx')], { stdio: 'ignore' });

/** The first page of each sheet, and of some the one that holds the chart: words that are on it, the picture's name, and how much of the page, in px. */
const wanted = [
    { words: /^Resumo$/m, also: /Quem concluiu cada tarefa/, name: 'worksheet-summary', height: 500 },
    { words: /^Definir$/m, also: /Problema identificado/, name: 'worksheet-define', height: 380 },
    { words: /^Matriz$/m, also: /Impacto × esforço/, name: 'worksheet-matrix', height: 510 },
    { words: /^Prioridades$/m, also: /Lugar: RICE/, name: 'worksheet-priorities', height: 400 },
    { words: /^Testar – tarefas$/m, also: /Resultado/, name: 'worksheet-tasks', height: 330 },
    { words: /^Gravidade$/m, also: /Avaliador 1/, name: 'worksheet-severity', height: 380 },
    { words: /^Achado × participante$/m, also: /P01/, name: 'worksheet-people', height: 380 },
    { words: /./, also: /Até onde chegaram/, name: 'worksheet-screens', height: 330 },
    { words: /^Indicadores$/m, also: /Avaliação da carta/, name: 'worksheet-indicators', height: 560 },
    { words: /^Carta de serviços$/m, also: /Texto da carta/, name: 'worksheet-letter', height: 400 },
];
const pages = run('pdftotext', '-layout', at('planilha.pdf'), '-').split('\f');
for (const { words, also, name, height } of wanted) {
    const page = pages.findIndex((text) => words.test(text.split('\n').map((line) => line.trim()).join('\n')) && also.test(text)) + 1;
    if (page === 0) throw new Error(`there is no page for ${name}`);
    const part = ['-png', '-r', '75', '-x', '0', '-y', '12', '-W', '877', '-H', String(height), '-f', String(page), '-l', String(page), '-singlefile', at('planilha.pdf')];
    run('pdftoppm', '-gray', ...part, at(`${name}-grey`));
    run('pdftoppm', ...part, join(shown, name));
}
for (const file of readdirSync(shown).filter((one) => one.startsWith('worksheet-'))) console.log(`${file}: ${Math.round(statSync(join(shown, file)).size / 1000)} kB`);
