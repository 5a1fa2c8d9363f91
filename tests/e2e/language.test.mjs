// The interface speaks the language of the study: whoever reads a study in English meets no word of the interface in Portuguese.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertClean, launch, root, serve, sizes, visit } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); });
after(async () => { await browser?.close(); await server?.close(); });

/** @param {string} tag @returns {Record<string, string>} */
const wordsOf = (tag) => JSON.parse(readFileSync(join(root, `assets/languages/${tag}.json`), 'utf8'));

/** Its own texts are numbers, which belong to no language. @param {string} language */
function filesIn(language) {
    const study = {
        format: 1, id: 'numbers', title: '1', prototype: 'numbers', language,
        consent: { version: '1', who: '2', why: '3', recorded: '4', use: '5', duration: '6', rights: '7', contact: '8', options: [{ id: 'quote', text: '9' }] },
        tasks: [{ id: 'task', title: '10', scenario: '11', data: [{ label: '12', value: '13' }], success: '14', goal_screen: 'end' }],
        after_task: [{ id: 'ease', kind: 'question', title: '15', fields: [{ id: 'seq', kind: 'scale', label: '16', optional: true, min: 1, max: 7 }] }],
    };
    const prototype = {
        format: 1, id: 'numbers', title: '20', language, deadline: { amount: 3 },
        letter: { o_que_e: '21', quando_solicitar: '22', publico_alvo: '23', requisitos: '24', prazo_maximo: '25', taxas: '26', canais: '27', etapas: '28',
            legislacao: '29', observacoes: '30', orgao_responsavel: '31', manifestacao: '32' },
        screens: [
            { id: 'letter', kind: 'letter', title: '33', next: 'fields' },
            { id: 'fields', kind: 'question', title: '34', next: 'sign_in', fields: [
                { id: 'text', kind: 'text', label: '35' },
                { id: 'date', kind: 'date', label: '36' },
                { id: 'address', kind: 'address', label: '37' },
                { id: 'file', kind: 'file', label: '38', optional: true, accept: ['image/'], max_megabytes: 2 },
                { id: 'few', kind: 'select', label: '39', options: [{ id: 'a', label: '40' }] },
                { id: 'money', kind: 'money', label: '41', optional: true },
            ] },
            { id: 'sign_in', kind: 'sign_in', title: '42', next: 'check', skip: 'check' },
            { id: 'check', kind: 'check', title: '43', next: 'end' },
            { id: 'end', kind: 'confirmation', title: '44', steps: [{ title: '45', state: 'done' }, { title: '46', state: 'current' }, { title: '47', state: 'waiting' }] },
        ],
    };
    return { study, prototype };
}

/** A visit to the study in that language, at its first page. @param {string} language @param {string} [beside] "/conduzir": by who sits beside the person */
async function open(language, beside = '') {
    const visited = await visit(browser, sizes.phone);
    const { study, prototype } = filesIn(language);
    const json = (/** @type {unknown} */ value) => ({ contentType: 'application/json', body: JSON.stringify(value) });
    await visited.page.route('**/prototypes/studies/numbers.json*', (route) => route.fulfill(json(study)));
    await visited.page.route('**/prototypes/numbers.json*', (route) => route.fulfill(json(prototype)));
    await visited.page.goto(`${server.origin}/#/test/numbers${beside}`);
    return visited;
}

/** Every text that is seen or read aloud. @param {Page} page */
const textsOn = (page) => page.evaluate(() => {
    /** @type {string[]} */ const texts = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node instanceof Element ? node : node.parentElement;
        if (!element || element.closest('[hidden], noscript, script, style')) continue;
        if (node instanceof Element) for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(element.getAttribute(name) ?? '');
        else texts.push(node.textContent ?? '');
    }
    return texts.map((text) => text.trim()).filter(Boolean);
});

/** The words of one language that stand on the page and are not those of the other. @param {string[]} texts @param {Record<string, string>} words @param {Record<string, string>} instead */
function foreign(texts, words, instead) {
    const own = new Set(Object.values(instead));
    return Object.values(words).filter((word) => !own.has(word)).flatMap((word) => {
        const shape = new RegExp(`^${word.trim().replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\d\}/g, '.*')}$`);
        return texts.filter((text) => shape.test(text));
    });
}

/** Goes through the whole study. @param {Page} page @param {() => Promise<void>} look on every page */
async function goThrough(page, look) {
    const press = async (/** @type {string} */ id) => {
        await look();
        await page.locator(`[id="${id}"]`).click();
    };
    const main = async (/** @type {string} */ title) => page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    await page.locator('[id="do:agree"]').waitFor();
    await press('do:agree');
    await page.locator('[id="do:start"]').waitFor();
    await press('do:start');
    await main('33');
    await press('do:continue');
    await main('34');
    await press('do:continue');
    await page.locator('[id="errors"]').waitFor({ state: 'attached' });
    await look();
    await page.locator('[id="field:text"]').fill('1');
    const dates = page.locator('input[id^="field:date."]');
    for (const [i, part] of ['1', '2', '1990'].entries()) await dates.nth(i).fill(part);
    await page.locator('[id="field:address.street"]').fill('1');
    await page.locator('[id="field:address.number"]').fill('1');
    await page.locator('select').selectOption('a');
    await press('do:continue');
    await main('42');
    await press('do:skip');
    await main('43');
    await press('do:continue');
    await main('44');
    await press('do:done');
    await press('do:done:yes');
    await main('15');
    await press('do:continue');
    await page.locator('[id="home"]').waitFor();
    await look();
}

for (const tag of ['en', 'es']) {
    test(`a study in "${tag}" shows no word of the interface in Portuguese, from the consent to the thanks`, async () => {
        const { context, page, seen } = await open(`${tag}-XX`);
        const [portuguese, own] = [wordsOf('pt-BR'), wordsOf(tag)];
        let pages = 0;
        await goThrough(page, async () => {
            const texts = await textsOn(page);
            assert.deepEqual(foreign(texts, portuguese, own), [], `on ${await page.title()}`);
            assert.equal(await page.evaluate(() => document.documentElement.lang), `${tag}-XX`);
            pages += 1;
        });
        assert.equal(pages, 12); // one of them twice: without and with its errors
        assert.ok((await textsOn(page)).includes(own['thanks.title']));
        await assertClean(page, seen, server.origin);
        await context.close();
    });
}

for (const [tag, note, codes] of /** @type {[string, string, string[]][]} */ ([
    ['en', 'Take a note', ['hesitated', 'asked', 'was helped', 'misunderstood', 'system error', 'remark']],
    ['es', 'Anotar', ['dudó', 'preguntó', 'recibió ayuda', 'entendió mal', 'error del sistema', 'observación']],
])) {
    test(`beside a study in "${tag}" the facilitator prepares the test and notes by touch in its words`, async () => {
        const { context, page, seen } = await open(`${tag}-XX`, '/conduzir');
        const [portuguese, own] = [wordsOf('pt-BR'), wordsOf(tag)];
        const look = async () => assert.deepEqual(foreign(await textsOn(page), portuguese, own), [], `on ${await page.title()}`);
        await page.locator('#pin').fill('4812');
        await look();
        await page.locator('[type="submit"]').click();
        await page.locator('[id="do:agree"]').click();
        for (const [i, code] of codes.entries()) {
            await page.getByRole('button', { name: i === 0 ? note : `${note} (${i})`, exact: true }).tap();
            await look();
            const names = await page.locator('#notes li').allTextContents();
            assert.deepEqual(names, codes);
            const cut = await page.locator('#notes button').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth || one.getBoundingClientRect().left < 0).map((one) => one.textContent));
            assert.deepEqual(cut, []);
            await page.getByRole('button', { name: code, exact: true }).tap();
        }
        await page.getByRole('button', { name: `${note} (${codes.length})`, exact: true }).waitFor();
        await assertClean(page, seen, server.origin);
        await context.close();
    });
}

for (const [tag, sentence] of [['pt-BR', 'Nada do que você fizer aqui é um pedido real.'], ['en', 'Nothing you do here is a real request.'], ['es', 'Nada de lo que haga aquí es un pedido real.']]) {
    test(`whoever is asked to agree reads in "${tag}" that it is no real request, though neither study nor prototype says so`, async () => {
        const { context, page } = await open(tag);
        await page.locator('[id="do:agree"]').waitFor();
        const lead = page.getByText(sentence);
        assert.ok(await lead.isVisible());
        assert.ok(await lead.evaluate((node) => node.getBoundingClientRect().bottom) <= 640, 'without scrolling');
        await context.close();
    });
}

test('a study in a language that there is not speaks Portuguese', async () => {
    const { context, page } = await open('fr');
    await page.getByRole('button', { name: wordsOf('pt-BR')['consent.agree'], exact: true }).waitFor();
    assert.notDeepEqual(foreign(await textsOn(page), wordsOf('pt-BR'), wordsOf('en')), []);
    await context.close();
});
