// The questions of a prototype as a SurveyJS form, built as its makers say, for standing beside Ensaio in the same bench.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from '../../e2e/harness.mjs';

export const surveyVersion = JSON.parse(readFileSync(join(root, 'node_modules/survey-core/package.json'), 'utf8')).version;

/** @param {any} field @returns {object[]} elements of SurveyJS */
function elements(field) {
    const common = { name: field.id, title: field.label, description: field.hint, isRequired: !field.optional };
    const choices = (field.options ?? []).map((/** @type {any} */ { id, label }) => ({ value: id, text: label }));
    switch (field.kind) {
        case 'radios': return [{ type: 'radiogroup', ...common, choices }];
        case 'yes_no': return [{ type: 'radiogroup', ...common, choices: ['Sim', 'Não'] }];
        case 'select': return [{ type: 'dropdown', ...common, choices }];
        case 'checkboxes': return [{ type: 'checkbox', ...common, choices }];
        case 'long_text': return [{ type: 'comment', ...common, maxLength: field.max_length }];
        case 'address': return [['cep', 'CEP'], ['rua', 'Rua, avenida ou praça'], ['numero', 'Número mais perto'], ['complemento', 'Complemento'], ['bairro', 'Bairro']]
            .map(([name, title]) => ({ type: 'text', name: `${field.id}_${name}`, title, isRequired: name === 'rua' }));
        case 'files':
        case 'file': return [{ type: 'file', ...common, storeDataAsText: false }];
        default: return [{ type: 'text', ...common, maxLength: field.max_length }];
    }
}

/** The consent as the first page, then the question screens in their order. @param {any} prototype @param {any} study */
function model(prototype, study) {
    const { consent } = study;
    const parts = ['who', 'why', 'recorded', 'use', 'duration', 'rights', 'contact'].map((part) => consent[part]);
    const escaped = (/** @type {string} */ text) => text.replace(/[<&]/g, (letter) => (letter === '<' ? '&lt;' : '&amp;'));
    const pages = prototype.screens.filter((/** @type {any} */ { kind, fields }) => kind === 'question' && fields?.length)
        .map((/** @type {any} */ screen) => ({ name: screen.id, title: screen.title, description: screen.text, elements: screen.fields.flatMap(elements) }));
    return {
        locale: 'pt-br',
        firstPageIsStartPage: true,
        startSurveyText: 'Aceito participar',
        pageNextText: 'Continuar',
        pages: [{ name: 'consent', elements: [{ type: 'html', name: 'words', html: `<h1>Antes de começar</h1>${parts.map((text) => `<p>${escaped(text)}</p>`).join('')}` }] }, ...pages],
    };
}

/** Radios and a field without any script: what the browser itself needs for an answer. @returns {string} the folder */
export function buildPlain() {
    const folder = join(root, 'build/bench/plain');
    mkdirSync(folder, { recursive: true });
    const radios = ['5 dias ou menos', 'De 6 dias a 1 mês', 'Mais de 1 mês', 'Não sei'].map((text) => `<p><label><input type="radio" name="tempo"> ${text}</label></p>`);
    writeFileSync(join(folder, 'index.html'), `<!DOCTYPE html><html lang="pt-BR"><meta charset="utf-8"><title>HTML</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">${radios.join('')}<p><label>Rua <input type="text" autocomplete="off" spellcheck="false"></label></p><p><button type="button">Continuar</button></p></html>`);
    return folder;
}

/** @returns {Promise<string>} the folder of the built page */
export async function buildSurvey() {
    const folder = join(root, 'build/bench/survey');
    mkdirSync(folder, { recursive: true });
    /** @param {string} path */
    const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
    const form = model(read('prototypes/veiculo-abandonado.json'), read('prototypes/studies/veiculo-abandonado.json'));
    const { outputFiles } = await build({
        stdin: {
            contents: `import { Model } from 'survey-core';
                import 'survey-core/survey-core.fontless.min.css';
                import { renderSurvey } from 'survey-js-ui';
                import 'survey-core/i18n/portuguese-br';
                renderSurvey(new Model(${JSON.stringify(form)}), document.getElementById('form'));`,
            resolveDir: root,
        },
        bundle: true, minify: true, format: 'esm', target: 'chrome95', charset: 'utf8', outfile: join(folder, 'form.js'), write: false, logLevel: 'error',
    });
    /** @type {[string, Uint8Array][]} */
    const files = outputFiles.map(({ path, contents }) => [path, contents]);
    files.push([join(folder, 'index.html'), Buffer.from(`<!DOCTYPE html><html lang="pt-BR"><meta charset="utf-8"><title>Formulário</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><link rel="stylesheet" href="form.css">
<script type="module" src="form.js"></script><div id="form"></div></html>`)]);
    for (const [path, contents] of files) {
        writeFileSync(path, contents);
        writeFileSync(`${path}.br`, brotliCompressSync(contents));
    }
    return folder;
}
