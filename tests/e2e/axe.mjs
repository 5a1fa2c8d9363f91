// What axe-core finds wrong with a page.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @param {import('playwright-core').Page} page @param {object} [options] of axe.run @returns {Promise<string[]>} each with the elements */
export async function violations(page, options = {}) {
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
    return page.evaluate(async (options) => {
        const result = await /** @type {any} */ (window).axe.run(document, { resultTypes: ['violations'], ...options });
        return result.violations.map((/** @type {any} */ v) => `${v.id}: ${v.nodes.map((/** @type {any} */ n) => n.html).join(' | ')}`);
    }, options);
}
