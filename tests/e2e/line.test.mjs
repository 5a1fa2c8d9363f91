// The whole line, as its people walk it: a citizen's session becomes a worksheet.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { cards, consent, finish, giveUp, taskCard, walks } from './citizen.mjs';
import { assertClean, launch, root, samples, serve, sizes, visit } from './harness.mjs';
import { readBook, rowsOf } from './sheets.mjs';

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
/** @type {string} */ let folder;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); folder = mkdtempSync(join(tmpdir(), 'ensaio-')); });
after(async () => { await browser?.close(); await server?.close(); rmSync(folder, { recursive: true, force: true }); });

const nothing = async () => {};

/** Saves what a press downloads. @param {import('playwright-core').Page} page @param {string} button @param {string} name */
async function download(page, button, name) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).click()]);
    const path = join(folder, name);
    await file.saveAs(path);
    return path;
}

for (const sample of samples) {
    for (const [size, viewport] of Object.entries(sizes)) {
        test(`${sample} at ${size}: from consent to the worksheet, with a reload in the middle`, async () => {
            const { context, page, seen } = await visit(browser, viewport);
            await page.goto(`${server.origin}/#/test/${sample}`);
            const began = Date.now();
            await consent(page, nothing);
            await taskCard(page, cards[sample], nothing);
            await walks[sample](page, nothing, async () => {
                await page.waitForTimeout(1000);
                await page.reload();
                await page.getByRole('heading', { level: 1 }).waitFor();
            });
            const walked = (Date.now() - began) / 1000;
            await finish(page, sample, 6, 'Boa', nothing);
            await assertClean(page, seen, server.origin);

            // The researcher, in the same browser.
            await page.goto(`${server.origin}/#/studio`);
            await page.getByRole('heading', { level: 1, name: 'Sessões gravadas' }).waitFor();
            const row = page.getByRole('row').nth(1);
            const words = (await row.textContent()) ?? '';
            assert.match(words, /P01/);
            assert.match(words, sample === 'calcada' ? /Conseguiu direto/ : /Conseguiu com desvio/);
            const xlsx = await download(page, 'Exportar planilha (.xlsx)', `${sample}-${size}.xlsx`);
            await page.getByRole('button', { name: 'P01' }).click();
            await page.getByRole('heading', { level: 1, name: 'Sessão de P01' }).waitFor();
            await page.getByText('Exata: cada passo foi refeito e conferido').waitFor();
            const file = await download(page, 'Baixar a sessão', `${sample}-${size}.ensaio`);
            await assertClean(page, seen, server.origin);

            // An independent reader finds in the workbook what the walk did.
            const book = await readBook(xlsx);
            assert.deepEqual(book.worksheets.map((sheet) => sheet.name), ['Leia-me', 'Resumo', 'Definir', 'Matriz', 'Prioridades', 'Testar – tarefas', 'Testar – achados',
                'Gravidade', 'Achado × participante', 'Telas', 'Campos', 'Linha do tempo', 'Questionários', 'Indicadores', 'Pedidos', 'Consentimentos', 'Carta de serviços']);
            const [task, second, ...more] = rowsOf(book, 'Testar – tarefas').filter((one) => one['Participante (código)']);
            assert.equal(more.length, 0);
            assert.equal(second['Resultado'], 'sucesso sozinho');
            assert.match(task['Participante (código)'], /^P01-[0-9a-f]{4}$/);
            assert.equal(task['Tarefa'], cards[sample]);
            assert.equal(task['Resultado'], 'sucesso sozinho');
            assert.equal(task['Facilidade 1–7 (SEQ)'], 6);
            assert.ok(task['Tempo total (s)'] <= walked && task['Tempo total (s)'] > walked - 20, `${task['Tempo total (s)']} s of ${walked} s`);
            assert.ok(task['Tempo ativo (s)'] <= task['Tempo total (s)']);
            assert.equal(task['Erros de validação (n)'], sample === 'calcada' ? 3 : 4);
            const line = rowsOf(book, 'Linha do tempo');
            const text = JSON.stringify(line);
            for (const said of sample === 'calcada' ? ['Buracos', 'Uso bengala'] : ['Rua do Faz de Conta', 'Cinza', 'Mais de 1 mês']) {
                assert.ok(text.includes(said), `the timeline tells ${said}`);
            }

            // The same session file gives the same sheets from the command line.
            const again = join(folder, `${sample}-${size}-again.xlsx`);
            execFileSync(join(root, 'build/native/ensaio'), ['worksheet', file, '-o', again]);
            assert.ok(readFileSync(again).equals(readFileSync(xlsx)), 'the workbook of the command line is the same, byte by byte');
            const shown = execFileSync(join(root, 'build/native/ensaio'), ['show', file], { encoding: 'utf8' });
            assert.match(shown, /P01/);
            await context.close();
        });
    }
}

test('refusing leaves nothing behind', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone);
    await page.goto(`${server.origin}/#/test/calcada`);
    await page.getByRole('button', { name: 'Não quero participar' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tudo bem, você não vai participar' }).waitFor();
    await page.waitForTimeout(600);
    await page.goto(`${server.origin}/#/studio`);
    await page.getByText('Ainda não há sessões neste navegador.').waitFor();
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('a session travels: downloaded, deleted after confirmation, opened from disk again, once and twice', async () => {
    const { context, page, seen } = await visit(browser, sizes.desk);
    await page.goto(`${server.origin}/#/test/calcada`);
    await consent(page, nothing);
    await taskCard(page, cards.calcada, nothing);
    await giveUp(page);
    await page.getByRole('heading', { level: 1, name: /Foi fácil ou difícil/ }).waitFor();
    await page.waitForTimeout(600);
    await page.goto(`${server.origin}/#/studio`);
    await page.getByRole('button', { name: 'P01' }).click();
    await page.getByText('Desistiu').first().waitFor();
    const file = await download(page, 'Baixar a sessão', 'travel.ensaio');
    await page.getByRole('button', { name: 'Todas as sessões' }).click();
    const zip = await download(page, 'Exportar CSV', 'tables.zip');
    await page.getByText('Planilha pronta. Sessões nela: 1.').first().waitFor();
    execFileSync('python3', ['-m', 'zipfile', '-e', zip, join(folder, 'tables')]);
    const names = readdirSync(join(folder, 'tables'));
    for (const name of ['achados', 'campos', 'carta', 'consentimentos', 'definir', 'linha_do_tempo', 'participantes', 'tarefas', 'telas']) assert.ok(names.includes(`${name}.csv`), name);
    const tasks = readFileSync(join(folder, 'tables/tarefas.csv'), 'utf8');
    assert.match(tasks, /^\ufeff/);
    assert.match(tasks, /;"P01-[0-9a-f]{4}";.*;"desistiu";/s);
    await page.getByRole('button', { name: 'P01' }).click();
    await page.getByRole('button', { name: 'Apagar a sessão' }).click();
    await page.getByRole('button', { name: 'Não apagar' }).click();
    await page.getByRole('button', { name: 'Apagar a sessão' }).click();
    await page.getByRole('button', { name: 'Apagar deste navegador' }).click();
    await page.getByText('Ainda não há sessões neste navegador.').waitFor();
    for (const words of [/sessões novas: 1;/, /sessões novas: 0;/]) {
        const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Abrir arquivo de sessões' }).click()]);
        await chooser.setFiles(file);
        await page.getByText(words).first().waitFor();
        await page.getByRole('button', { name: 'P01' }).waitFor();
        assert.equal(await page.getByRole('row').count(), 2);
    }
    await assertClean(page, seen, server.origin);
    await context.close();
});
