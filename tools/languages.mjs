// Proves that no word is missing: node tools/languages.mjs
//
// - Every file of assets/languages/ has the same keys, sorted, each with the same {0}, {1} …, and none is empty.
// - Every key that src/, analytics/ and web/ say exists, and every error has its sentence and its remedy.
// - Every word is said by someone: a text that nobody shows is not translated for nothing.
//
// Keys are found as string literals. Where a program puts one together ("rule." + name), `endings` below says what can follow.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = 'assets/languages';
const model = 'pt-BR'; // the words are written in this language first

/** @type {string[]} */
const problems = [];
/** @param {string} path */
const read = (path) => readFileSync(join(root, path), 'utf8');

/** @type {Map<string, Record<string, string>>} words by language */
const languages = new Map();
for (const name of readdirSync(join(root, folder)).filter((file) => file.endsWith('.json')).sort()) {
    languages.set(name.replace('.json', ''), JSON.parse(read(`${folder}/${name}`)));
}
const words = languages.get(model) ?? {};
const keys = new Set(Object.keys(words));

// ---------------------------------------------------------------- the languages among themselves

/** @param {string} text */
const argumentsOf = (text) => [...new Set(text.match(/\{\d\}/g) ?? [])].sort().join(' ');

for (const [tag, texts] of languages) {
    /** @param {string} what */
    const tell = (what) => problems.push(`${folder}/${tag}.json: ${what}`);
    const own = Object.keys(texts);
    if (own.some((key, i) => i > 0 && key < own[i - 1])) tell('the keys are not sorted');
    if (texts['language.tag'] !== tag) tell(`"language.tag" is not "${tag}"`);
    for (const key of keys) if (!(key in texts)) tell(`"${key}" is missing`);
    for (const [key, text] of Object.entries(texts)) {
        if (!keys.has(key)) tell(`"${key}" is not in ${model}.json`);
        else if (argumentsOf(text) !== argumentsOf(words[key])) tell(`"${key}" has other arguments than in ${model}.json`);
        if (text.trim() === '') tell(`"${key}" is empty`);
    }
}

// ---------------------------------------------------------------- what the programs say

/** @param {string} path @returns {string[]} the sources below it */
const sourcesBelow = (path) => readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? sourcesBelow(`${path}/${entry.name}`) : /\.(cpp|hpp|js)$/.test(entry.name) ? [`${path}/${entry.name}`] : []);
const sources = ['src', 'analytics', 'web'].flatMap(sourcesBelow);

/** The names in braces behind `declaration`. @param {string} path @param {string} declaration */
const namesIn = (path, declaration) => {
    const found = read(path).match(new RegExp(`${declaration}[^;]*?\\{([^;]*)\\};`));
    if (!found) problems.push(`tools/languages.mjs: ${path} has no ${declaration}`);
    return [...(found?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(([, name]) => name);
};
/** @param {string} beginning @returns {string[]} what follows it in the language file, whatever it is */
const asWritten = (beginning) => [...keys].filter((key) => key.startsWith(beginning)).map((key) => key.slice(beginning.length));
/** @param {number} count */
const numbers = (count) => Array.from({ length: count }, (_, i) => String(i));

// Who takes a study's language has to know the files there are.
const tags = [...languages.keys()].sort().join();
for (const [path, known] of /** @type {[string, string[]][]} */ ([
    ['src/cli/check.cpp', namesIn('src/cli/check.cpp', 'kTags')],
    ['web/boot.js', [model, ...(/languageOf[^(]*\(about\) => \/\^\(([a-z|]+)\)/.exec(read('web/boot.js'))?.[1] ?? '').split('|')]],
])) if (known.sort().join() !== tags) problems.push(`${path}: knows the languages ${known}, and there are ${tags}`);

const rules = namesIn('src/prototype/model.cpp', 'kRuleNames');
const devices = ['celular', 'computador'];

/** What follows a key's beginning. `asWritten`: the program asks first whether there is such a word, or the ending comes from elsewhere. @type {Record<string, string[]>} */
const endings = {
    'cli.': ['check.usage', 'compare.usage', 'drawings.usage', 'findings.usage', 'metrics.usage', 'report.usage', 'show.usage', 'worksheet.usage'],
    'cli.outcome.': ['direct_success', 'indirect_success', 'wrong_end', 'gave_up', 'interrupted'],
    'cli.show.': asWritten('cli.show.'),
    'consent.': ['who', 'why', 'recorded', 'use', 'duration', 'rights', 'contact'],
    'consent_given.': asWritten('consent_given.'),
    'damage.': asWritten('damage.'), // codes of session/read.cpp: the page of the format lists them, its test counts them
    'device.': devices,
    'erased.': ['title', 'text', 'kept'],
    'error.': [],
    'facilitator.given.': ['pressed', 'spoken', 'guardian'],
    'file.type.': asWritten('file.type.'),
    'host.': asWritten('host.'),
    'letter.': namesIn('src/prototype/model.hpp', 'kLetterKeys'),
    'map.': ['left', 'right', 'up', 'down'],
    'note.': ['asked', 'helped', 'hesitated', 'misread', 'remark', 'system_error'],
    'outcome.': numbers(5),
    'part.': asWritten('part.'),
    'phase.': numbers(7),
    'recorded.device.': devices,
    'refused.': ['title', 'text', 'kept'],
    'report.ends.': ['direct', 'indirect', 'helped', 'wrong', 'gave_up', 'interrupted'],
    'report.fields.': ['met', 'time', 'wrong', 'corrected', 'blank', 'left'],
    'report.method.': asWritten('report.method.'),
    'rule.': [...rules.filter((name) => name !== 'none'), ...['date_incomplete', 'not_a_date', 'pattern'].flatMap((name) => asWritten(`rule.${name}`).map((which) => name + which))],
    'stats.': asWritten('stats.'), // a calculator each: its test counts them
    'task.': ['restart', 'done', 'gave_up'].flatMap((what) => [`${what}.ask`, `${what}.yes`]),
    'thanks.send.': ['under_way', 'sent', 'later', 'refused'],
    'to_erase.': ['title', 'text', 'kept', 'here'],
    'word.': asWritten('word.'),
    'worksheet.': [],
    'worksheet.acordo.': ['none', 'same', 'reliable', 'tentative', 'unreliable'],
    'worksheet.action.': asWritten('worksheet.action.'),
    'worksheet.back.': ['cells', 'own_rows', 'lost_rows', 'appeared_rows', 'more'],
    'worksheet.box.': asWritten('worksheet.box.'),
    'worksheet.carta.law.': ['i', 'ii', 'iii', 'iv', 'v', 'vi'],
    'worksheet.concluido.answer.': asWritten('worksheet.concluido.answer.'),
    'worksheet.concordancia.meaning.': numbers(5),
    'worksheet.cuidados.': asWritten('worksheet.cuidados.'),
    'worksheet.custos.': ['hour', 'travel', 'copies', 'fees'],
    'worksheet.definir.quadrant.': ['do_now', 'plan', 'if_time', 'not_now'],
    'worksheet.descoberta.': ['people', 'problems', 'once', 'meetings', 'p', 'adjusted', 'found', 'total', 'more'],
    'worksheet.economia.': ['each', 'yearly', 'back', 'months'],
    'worksheet.escalas.adjective.': asWritten('worksheet.escalas.adjective.'),
    'worksheet.finding.': asWritten('worksheet.finding.'),
    'worksheet.hint.': asWritten('worksheet.hint.'),
    'worksheet.janela.': ['from', 'to'],
    'worksheet.mode.': ['moderado', 'remoto', 'guiche'],
    'worksheet.nota.answer.': ['pessima', 'ruim', 'mais_ou_menos', 'boa', 'excelente'],
    'worksheet.numeros.': ['people', 'sessions', 'attempts', 'findings', 'severe', 'do_now'],
    'worksheet.quadrantes.': ['do_now', 'plan', 'if_time', 'not_now'],
    'worksheet.remark.': asWritten('worksheet.remark.'), // its test counts them
    'worksheet.rule.': rules,
    'worksheet.sheet.': asWritten('worksheet.sheet.'), // a sheet each, and what it is: the worksheet's test looks for them
    'worksheet.sus.': [],
    'worksheet.table.': asWritten('worksheet.table.'), // the title and the note of a table that has them
    'worksheet.tarefas.outcome.': ['alone', 'with_help', 'wrong_end', 'gave_up', 'interrupted'],
    'worksheet.umux.': [],
    'worksheet.volume.': ['volume', 'investment'],
};
/** Beginnings that are not of words: members and sections of the formats. */
const notWords = new Set(['json.', 'answer.']);
const notKeys = new Set(['consent.version']);

const groups = new Set([...keys].map((key) => key.split('.')[0]));
const errorGroups = new Set(asWritten('error.').map((rest) => rest.split('.')[0]));
const tables = new Set(asWritten('worksheet.').filter((rest) => rest.includes('.')).map((rest) => rest.split('.')[0]));

/** @type {Set<string>} keys that someone says */
const said = new Set(['language.tag']);
/** What a program adds to the end of a key: of one thing, beside "{0} things"; of one more file. */
const variants = ['.one', '.again'];

/** @param {string} key @param {string} source */
function say(key, source) {
    said.add(key);
    for (const variant of variants) said.add(key + variant);
    if (!keys.has(key)) problems.push(`${source} says "${key}", which is not in ${folder}/${model}.json`);
}

/** @param {string} code @param {string} source */
function sayError(code, source) {
    say(`error.${code}`, source);
    say(`error.${code}.remedy`, source);
}

/** @param {string} beginning @param {string} source */
function sayAll(beginning, source) {
    if (!(beginning in endings)) problems.push(`${source} says "${beginning}" and something: tell tools/languages.mjs (endings) what`);
    for (const ending of endings[beginning] ?? []) say(beginning + ending, source);
}

const codes = new Map(sources.map((source) => [
    source, read(source).replace(/^\s*\/\/.*$/gm, '').replace(/\s\/\/ .*$/gm, '').replace(/\/\*[^]*?\*\//g, '')]));
// Columns that only formulas and charts read have no words.
const hidden = new Set([...codes.values()].flatMap((code) =>
    [...code.matchAll(/"([a-z_]+\.[a-z_]+)",\s*CellType::\w+,(?:(?!CellType::)[^])*?\.hidden = true/g)].map(([, key]) => key)));

for (const [source, code] of codes) {
    const inAnalytics = source.startsWith('analytics/');
    // The columns of a worksheet to choose from: {"definir.stage", CellType::choice, 18, nullptr, {.choices = "discover understand …"}}
    for (const [, column, choices] of code.matchAll(/\{"([a-z_]+\.[a-z_]+)",\s*CellType::choice,[^"]*\.choices\s*=\s*((?:"[^"]*"\s*)+)/g)) {
        for (const choice of choices.replace(/"\s*"|"/g, '').trim().split(/\s+/)) say(`worksheet.${column}.${choice}`, source);
    }
    for (const [, literal, rest] of code.matchAll(/["'`]([a-z_]+\.[a-z0-9_.:/]*)(["'`]|\$\{)/g)) {
        const group = literal.split('.')[0];
        const inTable = inAnalytics && tables.has(group);
        if (inAnalytics && (hidden.has(literal) || literal.endsWith(':'))) continue; // "participantes.person:" and a code
        if (literal.endsWith('.')) {
            if (inTable) sayAll(`worksheet.${literal}`, source);
            else if (groups.has(group) && !notWords.has(literal)) sayAll(literal, source);
        } else if (rest === '${' || notKeys.has(literal)) {
            continue;
        } else if (keys.has(literal)) {
            say(literal, source);
        } else if (inTable) {
            say(`worksheet.${literal}`, source);
        } else if (errorGroups.has(group) && /^[a-z]+\.[a-z0-9_]+$/.test(literal)) {
            sayError(literal, source);
        } else if (groups.has(group)) {
            say(literal, source);
        }
    }
}
// src/participant/pages.cpp: add_end(…, "refused")
for (const page of ['refused.', 'erased.', 'to_erase.']) sayAll(page, 'src/participant/pages.cpp');

for (const key of keys) if (!said.has(key)) problems.push(`${folder}/${model}.json: nobody says "${key}"`);

for (const problem of problems) console.error(problem);
console.log(`${languages.size} languages, ${keys.size} words, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
