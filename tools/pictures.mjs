// Takes a picture of every screen of every sample, of what stands around a test and of the studio, at both sizes, into build/pictures/;
// those that the documents show go to docs/pictures/. Run by `make pictures`; `node tools/pictures.mjs arvore studio` takes only these.

import { copyFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cards, consent, finish, heading, press, taskCard, walks } from '../tests/e2e/citizen.mjs';
import { launch, root, samples, serve, sizes, visit } from '../tests/e2e/harness.mjs';
import { allSamples, walk } from '../tests/e2e/walker.mjs';

const folder = join(root, 'build/pictures');
const shown = join(root, 'docs/pictures');
/** Pictures that stand in the documents: from the file in build/pictures to its name in docs/pictures. */
const forDocuments = {
    'inicio-desk.png': 'start.png',
    'veiculo-abandonado-phone-consentimento.png': 'consent.png',
    'veiculo-abandonado-phone-tarefa.png': 'task.png',
    'veiculo-abandonado-phone-carta.png': 'letter.png',
    'veiculo-abandonado-phone-onde-esta-erro.png': 'errors.png',
    'veiculo-abandonado-phone-conferir.png': 'check-answers.png',
    'veiculo-abandonado-phone-protocolo.png': 'confirmation.png',
    'calcada-desk-formulario-erro.png': 'errors-desk.png',
    'veiculo-abandonado-phone-onde-esta.png': 'address.png',
    'calcada-phone-andamento.png': 'status.png',
    'recorded-phone.png': 'recorded.png',
    'conduzir-desk.png': 'facilitator.png',
    'estudio-desk.png': 'studio.png',
    'estudio-sessao-desk.png': 'studio-session.png',
};

const wanted = process.argv.slice(2);
// Names hold the number of a request, which is another each time: what an earlier program looked like would stay.
if (wanted.length === 0) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
mkdirSync(shown, { recursive: true });
const isWanted = (/** @type {string} */ name) => wanted.length === 0 || wanted.includes(name);
const began = Date.now();
const [server, browser] = await Promise.all([serve(), launch()]);
for (const [size, viewport] of Object.entries(sizes)) {
    const { context, page } = await visit(browser, viewport);
    /** @param {string} name @param {boolean} [whole] */
    const take = async (name, whole = true) => {
        await page.waitForTimeout(150);
        await page.screenshot({ path: join(folder, `${name}-${size}.png`), fullPage: whole });
    };
    await page.goto(`${server.origin}/#/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await take('inicio');
    for (const sample of allSamples().filter(isWanted)) {
        const taken = new Set();
        /** @param {string} screen */
        const on = async (screen) => {
            if (taken.has(screen)) return;
            taken.add(screen);
            const name = screen.replace(/[^\p{L}\p{N}-]+/gu, '-').replace(/-$/, '');
            await page.evaluate(() => scrollTo(0, 0));
            await page.waitForTimeout(150);
            // The documents show what a person sees at once; the whole length is for those who look at the layout.
            await page.screenshot({ path: join(folder, `${sample}-${size}-${name}.png`) });
            await page.screenshot({ path: join(folder, `${sample}-${size}-${name}-whole.png`), fullPage: true });
        };
        await page.goto(`${server.origin}/#/test/${sample}`);
        const scripted = samples.find((one) => one === sample);
        if (!scripted) {
            await walk(page, sample, on);
            continue;
        }
        await consent(page, on);
        await taskCard(page, cards[scripted], on);
        await walks[scripted](page, on);
        await finish(page, scripted, 6, 'Boa', on);
        if (scripted !== samples[0]) continue;
        await press(page, 'Ver o que foi gravado');
        await heading(page, 'O que foi gravado');
        await take('recorded', false);
        await take('recorded-whole');
    }
    await page.goto(`${server.origin}/#/test/${samples[0]}/conduzir`);
    await heading(page, 'Preparar o teste');
    await take('conduzir', false);
    if (!isWanted('studio')) {
        await context.close();
        continue;
    }
    await page.goto(`${server.origin}/#/studio`);
    await page.getByRole('button', { name: 'P01' }).first().waitFor();
    await take('estudio');
    await page.getByRole('button', { name: 'P01' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Sessão de P01' }).waitFor();
    await take('estudio-sessao', false);
    await page.getByRole('button', { name: 'Apagar a sessão' }).click();
    await take('estudio-apagar');
    await context.close();
}
await browser.close();
await server.close();
for (const [from, to] of Object.entries(forDocuments)) {
    const at = statSync(join(folder, from), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (at > began) copyFileSync(join(folder, from), join(shown, to));
}
console.log(`pictures are in build/pictures and docs/pictures`);
