// Walks through any sample by itself: reads its files, answers every field with made-up data that its kind takes, and goes on until the thanks.
// On the way it meets every screen and its errors, and comes back from the screens that end early.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {Record<string, any>} Field  of a prototype's file */
/** @typedef {{ mistakes?: boolean, everywhere?: boolean, onAnswer?: (control: string) => Promise<void> }} WalkOptions  mistakes: press on with nothing answered first, so that the errors are seen; everywhere: by every screen, not straight to the protocol number */
/** @typedef {(screen: string) => Promise<void>} OnScreen  called on every screen, with its name; a screen with errors has a name of its own */

const folder = join(root, 'prototypes');
const mostSteps = 160;

/**
 * What is answered in turn, each time a field is asked, so that a walk comes by every screen; the last one stays. Options by their ids, text as it is typed,
 * years of age for a date. A test of two tasks asks all twice, and once more after each screen that ends early.
 * @type {Record<string, Record<string, (string | number)[]>>}
 */
const everyScreen = {
    arvore: { letter_useful: ['nao', 'sim'], perigo: ['sim', 'nao'], lugar: ['terreno', 'calcada'] },
    calcada: { letter_useful: ['nao', 'sim'], obstaculo: ['sim', 'nao', 'sim'], problema: ['arvore', 'degraus'] },
    creche: { letter_useful: ['nao', 'sim'], nascimento: [7, 5, 1], deficiencia: ['sim', 'nao'], pais: ['angola', 'brasil'], parentesco: ['outra', 'mae'] },
    desenho: {},
    entulho: { letter_useful: ['nao', 'sim'], material: ['veiculo', 'galhos', 'os_dois', 'entulho'], dono: ['minha_casa', 'outra_pessoa', 'nao_sei'], documento: ['cpf', 'rg'] },
    idoso: { letter_useful: ['nao', 'sim'], nascimento: [30, 70], mora_em_sao_paulo: ['nao', 'sim'], titular: ['outra', 'meu'], nome_social: ['', 'Bia'] },
    'poluicao-sonora': { letter_useful: ['nao', 'sim'], fonte: ['moradia', 'rua', 'festa', 'nao_sei', 'obra', 'estabelecimento'], dono_da_obra: ['governo', 'particular'], medir: ['casa', 'rua'] },
    'veiculo-abandonado': { letter_useful: ['nao', 'sim'], tempo: ['ate_5_dias', 'ate_1_mes'] },
};

/** Studies in prototypes/studies. @returns {string[]} */
export const allSamples = () => readdirSync(join(folder, 'studies')).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5)).sort();

/** @param {string} path */
const json = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'));

/** @param {string} sample @returns {{ study: any, prototype: any, fields: Map<string, Field> }} */
export function filesOf(sample) {
    const study = json(`studies/${sample}.json`);
    const prototype = json(existsSync(join(folder, `${study.prototype}.json`)) ? `${study.prototype}.json` : `${sample}.json`);
    const screens = [...prototype.screens, ...(study.after_task ?? []), ...(study.after_test ?? [])];
    /** @type {Map<string, Field>} */ const fields = new Map();
    for (const screen of screens) for (const field of screen.fields ?? []) fields.set(field.id, field);
    return { study, prototype, fields };
}

/** @param {string} text @param {Field} field */
function fitted(text, field) {
    const long = text.length >= (field.min_length ?? 0) ? text : text.padEnd(field.min_length, ' e mais');
    return long.slice(0, field.max_length ?? long.length).trimEnd();
}

/**
 * A day, month and year of which the field's rules think well.
 * @param {Field} field @param {number} turn another age, where the last led nowhere @param {number} [age] the one to take @returns {[string, string, string]}
 */
function day(field, turn, age) {
    const year = new Date().getFullYear();
    if (age !== undefined) return ['01', '01', `${year - age}`];
    if (field.period === 'future') return ['15', '06', `${year + 1}`];
    const ages = [30, 70, 3, 14].filter((age) => age > (field.min_age ?? 0) && age < (field.max_age ?? 200) - 1);
    return ['15', '06', `${year - (ages[turn % Math.max(1, ages.length)] ?? field.min_age + 1)}`];
}

/**
 * What to write into a text field.
 * @param {Field} field @param {string} part the label of the box, where a field has several @param {number} turn @param {any} prototype @param {number} [age]
 * @returns {string}
 */
function madeUp(field, part, turn, prototype, age) {
    const [dayOf, month, year] = day(field, turn, age);
    if (/^dia\b/i.test(part)) return dayOf;
    if (/^m[êe]s\b/i.test(part)) return month;
    if (/^ano\b/i.test(part)) return year;
    if (field.kind === 'address') {
        if (/cep/i.test(part)) return prototype.addresses?.[0]?.cep ?? '01234-567';
        if (/n[úu]mero/i.test(part)) return '120';
        return 'Rua do Faz de Conta';
    }
    switch (field.kind) {
        case 'number': return `${field.min ?? Math.min(1, field.max ?? 1)}`.padStart(field.min_length ?? 1, '1');
        case 'money': return `${Math.max(field.min ?? 1, Math.min(120, field.max ?? 120))},00`;
        case 'cpf': return '529.982.247-25';
        case 'cnpj': return '11.222.333/0001-81';
        case 'cep': return prototype.addresses?.[0]?.cep ?? '01234-567';
        case 'phone': return '(11) 98765-4321';
        case 'email': return 'maria@example.org';
        case 'rg': return '12.345.678-9';
        case 'plate': return 'FIC0A00';
        case 'date': return `${dayOf}/${month}/${year}`;
        case 'select': return field.options[0].label;
        case 'long_text': return fitted('Faz três semanas que está assim, e ninguém veio.', field);
        default:
            if (field.pattern) return field.pattern.replace(/A/g, 'B').replace(/0/g, '1').replace(/\*/g, '2');
            return fitted('Palavras para o teste', field);
    }
}

/**
 * A control as the page shows it. The elements carry the ids of docs/formats/prototype.md, which is how a field's kind is known.
 * @typedef {{ id: string, tag: string, type: string, name: string, label: string, value: string, disabled: boolean }} Control
 */

/** @param {Page} page @returns {Promise<Control[]>} */
const controls = (page) => page.evaluate(() =>
    [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('#nodes :is(input, textarea, select)'))].map((control) => ({
        id: control.id, tag: control.tagName, type: control.type, name: control.name, value: control.value, disabled: control.disabled,
        label: (control.labels?.[0]?.textContent ?? control.getAttribute('aria-label') ?? '').trim(),
    })));

/**
 * The same page, but what is done to its elements is done by these hands.
 * @param {Page} page @param {Record<string, (locator: Locator, argument: any) => Promise<unknown>>} hands by the names of Playwright's actions @returns {Page}
 */
export function handled(page, hands) {
    /** @param {Locator} locator @returns {Locator} */
    const held = (locator) => new Proxy(locator, {
        get(target, member) {
            const hand = hands[/** @type {string} */ (member)];
            if (hand) return (/** @type {any} */ argument) => hand(target, argument);
            const value = /** @type {any} */ (target)[member];
            if (['nth', 'first', 'last', 'locator'].includes(/** @type {string} */ (member))) return (/** @type {any[]} */ ...all) => held(value.apply(target, all));
            return typeof value === 'function' ? value.bind(target) : value;
        },
    });
    return new Proxy(page, {
        get(target, member) {
            const value = /** @type {any} */ (target)[member];
            if (member === 'locator') return (/** @type {any[]} */ ...all) => held(value.apply(target, all));
            return typeof value === 'function' ? value.bind(target) : value;
        },
    });
}

/** @param {Page} page @param {string} id */
const byId = (page, id) => page.locator(`[id="${id}"]`);
/** @param {Page} page @param {string} id */
const has = async (page, id) => await byId(page, id).count() > 0;

class Walk {
    /** @type {Map<string, number>} */ #turn = new Map(); // which option of a field is chosen next time
    /** @type {Map<string, number>} */ #asked = new Map(); // how often a field has been
    /** @type {Set<string>} */ #seen = new Set(); // titles of screens

    /** @param {Page} page @param {string} sample @param {OnScreen} on @param {WalkOptions} options */
    constructor(page, sample, on, { mistakes = true, everywhere = true, onAnswer }) {
        Object.assign(this, filesOf(sample));
        this.page = page;
        this.wanted = everywhere ? everyScreen[sample] : undefined;
        this.on = on;
        this.mistakes = mistakes;
        this.onAnswer = onAnswer;
        /** @type {Set<string>} */ this.erred = new Set();
        /** @type {Set<string>} */ this.answered = new Set(); // fields of this screen
        /** @type {Set<string>} */ this.lastChoices = new Set(); // fields of the screen before this one that may lead elsewhere
        this.sent = false; // whether this task has come to its protocol number
    }

    /** @param {string} id of a control @returns {Field} */
    #fieldOf(id) {
        const all = /** @type {Map<string, Field>} */ (/** @type {any} */ (this).fields);
        const name = id.replace(/^field:/, '');
        // Field ids have no ":", "=" or "."; what comes after one of them is a part of the field.
        const field = all.get(name.split(/[:=./]/)[0]);
        assert.ok(field, `the control ${id} belongs to a field of the files`);
        return field;
    }

    /** Answers all that is asked on this screen, also what appears meanwhile. */
    async answer() {
        /** @type {Set<string>} */ const done = new Set();
        this.lastChoices.clear();
        this.answered.clear();
        for (let i = 0; i < 200; ++i) {
            const next = (await controls(this.page)).find(({ id, name, disabled }) => id.startsWith('field:') && !done.has(name || id) && !disabled);
            if (!next) break;
            done.add(next.name || next.id);
            await this.#answerOne(next);
            await this.onAnswer?.(next.id);
        }
        for (const id of this.answered) this.#asked.set(id, (this.#asked.get(id) ?? 0) + 1);
    }

    /** What the walk has to answer now to come by every screen; nothing where any answer will do. @param {Field} field */
    #wantedAnswer(field) {
        const asked = this.#asked.get(field.id) ?? 0, answers = this.wanted?.[field.id];
        this.answered.add(field.id);
        return answers?.[Math.min(asked, answers.length - 1)];
    }

    /** @param {Control} control */
    async #answerOne(control) {
        const field = this.#fieldOf(control.id);
        const wanted = this.#wantedAnswer(field);
        const element = byId(this.page, control.id);
        if (control.type === 'file') {
            const type = (field.accept ?? ['image/']).find((/** @type {string} */ one) => one.startsWith('image/')) ? ['foto.jpg', 'image/jpeg'] : ['documento.pdf', 'application/pdf'];
            return element.setInputFiles({ name: type[0], mimeType: type[1], buffer: Buffer.from('feito para o teste') });
        }
        if (control.type === 'radio' || control.tag === 'SELECT') {
            const choices = control.tag === 'SELECT'
                ? await element.locator('option').evaluateAll((all) => all.map((one) => /** @type {HTMLOptionElement} */ (one).value).filter(Boolean))
                : (await controls(this.page)).filter(({ name }) => name === control.name).map(({ id }) => id);
            const turn = this.#turn.get(field.id) ?? (['scale', 'stars'].includes(field.kind) ? choices.length - 1 : 0);
            this.lastChoices.add(field.id);
            const chosen = wanted === undefined ? choices[turn % choices.length] : choices.find((one) => one === wanted || one === `field:${field.id}=${wanted}`);
            assert.ok(chosen, `${field.id} has ${wanted}`);
            return control.tag === 'SELECT' ? void await element.selectOption(chosen) : byId(this.page, chosen).check();
        }
        if (control.type === 'checkbox') {
            // The first of a field's; of an address, not the one that says that something is missing.
            const first = (await controls(this.page)).find(({ id, type }) => type === 'checkbox' && this.#fieldOf(id) === field);
            if (field.kind === 'address' || first?.id !== control.id) return;
            return element.check();
        }
        const prototype = /** @type {any} */ (this).prototype;
        if (field.kind === 'date') this.lastChoices.add(field.id);
        const text = typeof wanted === 'string' ? field.options?.find((/** @type {any} */ one) => one.id === wanted).label ?? wanted
            : madeUp(field, control.label, this.#turn.get(field.id) ?? 0, prototype, wanted);
        await element.fill(text);
    }

    /** Another answer next time, on the screen before this one. */
    turn() {
        for (const id of this.lastChoices) this.#turn.set(id, (this.#turn.get(id) ?? 0) + 1);
        return this.lastChoices.size > 0;
    }

    /** @returns {Promise<string>} a name for the screen */
    async name() {
        const name = await this.page.evaluate(() => document.querySelector('#nodes h1')?.textContent?.trim() ?? document.title);
        this.#seen.add(name);
        return name;
    }

    /** Titles of screens that the walk has not come by. @returns {string[]} */
    #unseen() {
        const screens = /** @type {any} */ (this).prototype.screens;
        /** @param {string} title as it is written, computed texts too */
        const isSeen = (title) => {
            const [start, ...rest] = title.split(/{{.*?}}/), end = rest.at(-1) ?? '';
            return [...this.#seen].some((seen) => (rest.length ? seen.startsWith(start) && seen.endsWith(end) : seen === title));
        };
        return screens.map((/** @type {any} */ one) => one.title).filter((/** @type {string} */ title) => !isSeen(title));
    }

    async run() {
        const { page } = this;
        await byId(page, 'do:agree').waitFor();
        await this.on('consentimento');
        await byId(page, 'do:agree').click();
        await byId(page, 'do:start').waitFor();
        for (let step = 0; step < mostSteps; ++step) {
            const name = await this.name();
            this.sent ||= await has(page, 'protocol');
            if (await has(page, 'do:start')) {
                this.sent = false;
                await this.on(name);
                await byId(page, 'do:start').click();
            } else if (await has(page, 'do:continue')) {
                await this.#goOn(name);
            } else if (await page.locator('[id^="hotspot:"]').count() > 0) {
                await this.#touch(name);
            } else if (await has(page, 'do:done')) {
                await this.on(name);
                if (!this.sent && await has(page, 'do:back') && this.turn()) await byId(page, 'do:back').click();
                else await this.#finish(name);
            } else {
                await this.on(name);
                assert.ok(await has(page, 'home'), `${name}: the walk ends at the thanks`);
                if (this.wanted) assert.deepEqual(this.#unseen(), [], 'the walk comes by every screen: see everyScreen');
                return;
            }
        }
        assert.fail(`no end after ${mostSteps} steps`);
    }

    /** It is asked back whether the task is to end. @param {string} name */
    async #finish(name) {
        await byId(this.page, 'do:done').click();
        await this.on(`${name} – perguntado de volta`);
        await byId(this.page, 'do:done:yes').click();
    }

    /** A drawn screen: its places in turn, another one each time. @param {string} name */
    async #touch(name) {
        const spots = this.page.locator('[id^="hotspot:"]');
        const key = (await spots.allTextContents()).join();
        const turn = this.#turn.get(key) ?? 0;
        if (turn === 0) await this.on(name);
        this.#turn.set(key, turn + 1);
        this.lastChoices.clear();
        await spots.nth(turn % await spots.count()).click();
    }

    /** @param {string} name */
    async #goOn(name) {
        const { page } = this;
        const asks = (await controls(page)).some(({ id }) => id.startsWith('field:'));
        if (!this.erred.has(name)) await this.on(name);
        if (asks && this.mistakes && !this.erred.has(name)) {
            this.erred.add(name);
            await byId(page, 'do:continue').click();
            if (!(await has(page, 'errors'))) return; // nothing had to be answered
            await this.on(`${name} – com erros`);
        }
        if (asks) await this.answer();
        // Every other time without signing in, where one may.
        const entered = this.#turn.get(name) ?? 0;
        this.#turn.set(name, entered + 1);
        const skips = this.wanted && entered % 2 === 1 && await has(page, 'do:skip');
        await byId(page, skips ? 'do:skip' : 'do:continue').click();
        if (!(await has(page, 'errors'))) return;
        assert.fail(`${name}: ${await page.locator('[id="errors"]').innerText()}`);
    }
}

/**
 * From the consent to the thanks. The page must already be open at the sample's address.
 * @param {Page} page @param {string} sample id of a study in prototypes/studies @param {OnScreen} on
 * @param {WalkOptions} [options]
 */
export const walk = (page, sample, on, options = {}) => new Walk(page, sample, on, options).run();
