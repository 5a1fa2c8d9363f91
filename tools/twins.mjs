// The yardstick for looks: beside each screen of each sample its twin, the same nodes as HTML in the gov.br design system (npm @govbr-ds/core, as it comes,
// without its icon font). The twins are written to build/twins/, one page of pairs per sample; a choice of them goes to docs/pictures/side-by-side/.
// Run by `make twins`.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, root, serve, visit } from '../tests/e2e/harness.mjs';
import { allSamples, walk } from '../tests/e2e/walker.mjs';

const folder = join(root, 'build/twins');
const shown = join(root, 'docs/pictures/side-by-side');
const viewport = { width: 360, height: 640 };
const gap = 24;
const mostInDocuments = 6; // pairs of a sample

const css = (/** @type {string} */ path) => readFileSync(join(root, 'node_modules', path), 'utf8');
const font = (/** @type {number} */ weight) =>
    `@font-face{font-family:Rawline;font-weight:${weight};src:url(data:font/woff2;base64,${readFileSync(join(root, `node_modules/@fontsource/raleway/files/raleway-latin-${weight}-normal.woff2`)).toString('base64')})}`;
const style = [400, 500, 600, 700].map(font).join('') + css('@govbr-ds/core/dist/core.min.css') + `
body { background: #fff; font-variant-numeric: lining-nums; }
main { padding: 16px 16px 32px; max-width: 672px; margin: 0 auto; }
.bar { padding: 8px 16px; box-shadow: 0 1px 6px rgba(0,0,0,.16); font-weight: 600; }
.row { display: flex; flex-wrap: wrap; gap: 8px 16px; }
.br-button { max-width: 100%; height: auto; min-height: 40px; white-space: normal; }
ul { padding-left: 20px; }`;

/**
 * @typedef {object} Node
 * @property {string} id
 * @property {string} role
 * @property {string} text
 * @property {string} tag
 * @property {string} value
 * @property {boolean} checked
 * @property {boolean} invalid
 * @property {string} picture
 * @property {[string, string][]} choices
 * @property {Node[]} children
 */

/** The nodes of the page, as its elements tell them. @param {import('playwright-core').Page} page @returns {Promise<Node[]>} */
const nodesOf = (page) => page.evaluate(() => {
    /** @param {Element} element @returns {any} */
    const read = (element) => {
        const control = /** @type {HTMLInputElement} */ (element.matches('input, select, textarea') ? element : element.querySelector(':scope > input') ?? element);
        const words = [...element.childNodes].filter((node) => node.nodeType === 3 || (node instanceof Element && !node.matches('.node, input, img'))).map((node) => node.textContent).join('');
        return {
            id: control.id, role: /** @type {HTMLElement} */ (element).dataset.role ?? '', tag: element.tagName, text: words.trim(), value: control.value ?? '',
            checked: control.checked ?? false, invalid: control.getAttribute('aria-invalid') === 'true',
            picture: (element.matches('img') ? element : element.querySelector(':scope > img'))?.getAttribute('src') ?? '',
            choices: control instanceof HTMLSelectElement ? [...control.options].map((option) => [option.value, option.text]) : [],
            children: [...element.children].filter((child) => child.classList.contains('node')).map(read),
        };
    };
    return [...document.querySelectorAll('#nodes > .node')].map(read);
});

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c).replaceAll('\n', '<br>');

/** A node in the words of the design system. @param {Node} node @returns {string} */
function twin(node) {
    const inside = node.children.map(twin).join('');
    const text = escaped(node.text);
    const state = node.invalid ? ' danger' : '';
    switch (node.role) {
        case 'header': return `<div class="bar">${text}${inside}</div>`;
        case 'main': return `<main>${inside}</main>`;
        case 'heading': return `<${node.tag}>${text}</${node.tag}>`;
        case 'legend': return `<p class="label mb-1">${text}</p>`;
        case 'paragraph': return text ? `<p>${text}</p>` : '';
        case 'list': return `<ul>${inside}</ul>`;
        case 'ordered_list': return `<ol>${inside}</ol>`;
        case 'list_item': return `<li>${text}${inside}</li>`;
        case 'label': return `<label class="d-block label">${text}</label>`;
        case 'hint': return `<p class="help-text text-down-01 mb-1">${text}</p>`;
        case 'error': return `<span class="feedback danger" role="alert">${text}</span>`;
        case 'alert': return `<div class="br-message ${node.id === 'errors' ? 'danger' : 'warning'}"><div class="content">${text}${inside}</div></div>`;
        case 'link': return `<p><a href="#">${text}</a></p>`;
        case 'button': return `<button class="br-button ${node.id.startsWith('do:continue') || node.id === 'do:start' ? 'primary block' : 'secondary'} mr-2 mb-2" type="button">${text}</button>`;
        case 'line_input': return `<div class="br-input${state}"><input type="text" value="${escaped(node.value)}"></div>`;
        case 'lines_input': return `<div class="br-textarea${state}"><textarea rows="4">${escaped(node.value)}</textarea></div>`;
        case 'drop_down': return `<div class="br-input${state}"><select>${node.choices.map(([value, words]) => `<option${value === node.value ? ' selected' : ''}>${escaped(words)}</option>`).join('')}</select></div>`;
        case 'radio':
        case 'checkbox': return `<div class="br-${node.role}${state}"><input id="${escaped(node.id)}" type="${node.role}"${node.checked ? ' checked' : ''}><label for="${escaped(node.id)}">${text}</label></div>`;
        case 'file_input': return `<div class="br-upload"><button class="upload-button" type="button"><span>${text}</span></button></div>`;
        case 'image': return node.picture ? `<img src="${node.picture}" style="max-width:100%" alt="">` : inside;
        default: return `<div${/:row$|answers$|choices$/.test(node.id) ? ' class="row"' : ''}>${text ? `<p>${text}</p>` : ''}${inside}</div>`;
    }
}

mkdirSync(folder, { recursive: true });
mkdirSync(shown, { recursive: true });
const wanted = process.argv.slice(2);
const [server, browser] = await Promise.all([serve(), launch()]);
for (const sample of allSamples().filter((name) => wanted.length === 0 || wanted.includes(name))) {
    const { context, page } = await visit(browser, viewport);
    const other = await context.newPage();
    /** @type {{ name: string, ours: string, theirs: string }[]} */
    const pairs = [];
    await page.goto(`${server.origin}/#/test/${sample}`);
    await walk(page, sample, async (name) => {
        if (pairs.some((pair) => pair.name === name)) return;
        const nodes = await nodesOf(page);
        if (nodes.length === 0) return; // the consent is HTML itself
        await page.evaluate(() => scrollTo(0, 0));
        await page.waitForTimeout(120);
        const picture = async (/** @type {import('playwright-core').Page} */ from) =>
            `data:image/jpeg;base64,${(await from.screenshot({ type: 'jpeg', quality: 85 })).toString('base64')}`;
        const ours = await picture(page);
        await other.setContent(`<!doctype html><html lang="pt-BR"><meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style><body>${nodes.map(twin).join('')}</body></html>`);
        await other.evaluate(() => document.fonts.ready);
        pairs.push({ name, ours, theirs: await picture(other) });
    });
    const sheet = (/** @type {typeof pairs} */ some) => `<!doctype html><html lang="pt-BR"><meta charset="utf-8"><title>${sample}</title>
<style>body{margin:${gap}px;font:16px sans-serif;background:#ddd;display:grid;grid-template-columns:repeat(auto-fill,${2 * viewport.width + gap}px);gap:${gap}px}figure{margin:0}div{display:flex;gap:${gap}px}img{width:${viewport.width}px;height:${viewport.height}px}</style>
${some.map(({ name, ours, theirs }) => `<figure><figcaption>${escaped(name)}</figcaption><div><img src="${ours}" alt="Ensaio"><img src="${theirs}" alt="gov.br"></div></figure>`).join('\n')}`;
    writeFileSync(join(folder, `${sample}.html`), sheet(pairs));
    // For the documents: a few, spread over the walk.
    const step = Math.max(1, pairs.length / mostInDocuments);
    const some = pairs.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)).slice(0, mostInDocuments);
    await other.setViewportSize({ width: 2 * (2 * viewport.width + gap) + 3 * gap, height: 100 });
    await other.setContent(sheet(some));
    await other.screenshot({ path: join(shown, `${sample}.jpg`), type: 'jpeg', quality: 60, fullPage: true, scale: 'css' });
    console.log(`${sample}: ${pairs.length} pairs`);
    await context.close();
}
await browser.close();
await server.close();
