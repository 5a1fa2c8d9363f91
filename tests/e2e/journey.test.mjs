// Around the task: starting it again, going back and forward, seeing what was recorded and erasing it; and a test that someone conducts.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { cards, choose, consent, finish, giveUp, heading, press, taskCard, walks, write } from './citizen.mjs';
import { assertClean, launch, root, serve, sizes, visit } from './harness.mjs';
import { unpacked } from './sessions.mjs';
import { readBook, rowsOf } from './sheets.mjs';

const program = process.env.ENSAIO_CLI ?? join(root, 'build/native/ensaio');
const privateWords = 'Vizinhança tranquila e silenciosa';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
/** @type {string} */ let folder;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); folder = mkdtempSync(join(tmpdir(), 'ensaio-')); });
after(async () => { await browser?.close(); await server?.close(); rmSync(folder, { recursive: true, force: true }); });

const nothing = async () => {};
const vehicle = 'Pedir a retirada de um veículo abandonado';

/** @param {{ width: number, height: number }} viewport @param {keyof typeof cards} sample @param {boolean} [madeUp] whether the study says that all data is made up */
async function begin(viewport, sample, madeUp = true) {
    const visited = await visit(browser, viewport);
    if (!madeUp) {
        await visited.page.route(`**/prototypes/studies/${sample}.json*`, async (route) => {
            const study = JSON.parse(readFileSync(join(root, `prototypes/studies/${sample}.json`), 'utf8'));
            await route.fulfill({ contentType: 'application/json', body: JSON.stringify({ ...study, made_up_data: false }) });
        });
    }
    await visited.page.goto(`${server.origin}/#/test/${sample}`);
    await consent(visited.page, nothing);
    await taskCard(visited.page, cards[sample], nothing);
    return visited;
}

/** From the letter to the screen that asks where the vehicle is. @param {Page} page */
async function toTheAddress(page) {
    await page.getByRole('button', { name: 'Fazer o pedido', exact: true }).first().click();
    await choose(page, 'Mais de 1 mês');
    await press(page, 'Continuar');
    await heading(page, 'Onde o veículo está?');
}

/** @param {Page} page */
const focusedText = (page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
/** @param {Page} page @param {string} words */
const announced = (page, words) => page.locator('#live').filter({ hasText: words }).waitFor({ state: 'attached' });
/** @param {Page} page @param {string} name */
const valueOf = (page, name) => page.getByRole('textbox', { name, exact: true }).inputValue();

/** All that this browser keeps for this origin, as one text. @param {Page} page */
const everythingKept = (page) => page.evaluate(async () => {
    const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open('ensaio');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const all = await new Promise((resolve, reject) => {
        const request = database.transaction('chunks').objectStore('chunks').getAll(IDBKeyRange.lowerBound([]));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    database.close();
    const storage = [...Object.entries(localStorage), ...Object.entries(sessionStorage)].map((entry) => entry.join('='));
    return { all: all.map((/** @type {Uint8Array} */ one) => [...one]), storage };
}).then(({ all, storage }) => {
    const chunks = all.flatMap((/** @type {number[]} */ one) => unpacked(Buffer.from(one)));
    return { chunks: chunks.length, text: chunks.join('\n'), storage };
});

for (const [size, viewport] of Object.entries(sizes)) {
    test(`at ${size} a task is not ended by one touch: done and given up are asked back, beside the open card`, async () => {
        const { context, page, seen } = await begin(viewport, 'veiculo-abandonado');
        await toTheAddress(page);
        await press(page, 'Ver a tarefa');
        assert.deepEqual(await violations(page), [], 'the card is open');
        for (const [button, words] of [['Terminei', 'Quer encerrar esta tarefa?'], ['Não consegui', 'Quer parar sem terminar?']]) {
            await press(page, button);
            await page.getByRole('alert').getByText(words).waitFor();
            assert.match(await focusedText(page), new RegExp(`^${words.replace('?', '\\?')}`), 'the question has the focus');
            assert.deepEqual(await violations(page), []);
            await press(page, 'Não, continuar');
            await page.getByRole('alert').waitFor({ state: 'detached' });
            assert.equal(await focusedText(page), button);
            await page.waitForTimeout(500);
            await page.getByRole('button', { name: button, exact: true }).dblclick();
            await page.getByRole('alert').getByText(words).waitFor();
            await press(page, 'Não, continuar');
        }
        await heading(page, 'Onde o veículo está?');
        await press(page, 'Terminei');
        await press(page, 'Sim, terminei');
        await heading(page, /^Foi fácil ou difícil/);
        await assertClean(page, seen, server.origin);
        await context.close();
    });

    test(`at ${size} a task started again asks first, then is empty, and says so`, async () => {
        const { context, page, seen } = await begin(viewport, 'veiculo-abandonado');
        await toTheAddress(page);
        await write(page, 'Rua, avenida ou praça', 'Rua do Faz de Conta');
        await press(page, 'Começar de novo');
        const question = page.getByRole('alert').filter({ hasText: 'Começar a tarefa de novo? O que você preencheu vai sumir.' });
        await question.getByText('Começar a tarefa de novo?').waitFor();
        assert.match(await focusedText(page), /^Começar a tarefa de novo\?/, 'the question has the focus');
        assert.deepEqual(await violations(page), []);
        await press(page, 'Não, continuar');
        await question.waitFor({ state: 'detached' });
        assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), 'BODY', 'the focus is not lost with the question');
        assert.equal(await valueOf(page, 'Rua, avenida ou praça'), 'Rua do Faz de Conta');
        await press(page, 'Começar de novo');
        await press(page, 'Sim, começar de novo');
        await heading(page, vehicle);
        await announced(page, 'A tarefa começou de novo.');
        assert.equal(await focusedText(page), vehicle);
        await page.getByRole('button', { name: 'Fazer o pedido', exact: true }).first().click();
        assert.equal(await page.getByRole('radio', { name: 'Mais de 1 mês' }).isChecked(), false);
        await choose(page, 'Mais de 1 mês');
        await press(page, 'Continuar');
        assert.equal(await valueOf(page, 'Rua, avenida ou praça'), '');
        await assertClean(page, seen, server.origin);
        await context.close();
    });

    test(`at ${size} whoever took part sees what was recorded, without private words, and erases it`, async () => {
        const { context, page, seen } = await begin(viewport, 'calcada', false);
        await walks.calcada(page, nothing, async () => {
            await write(page, /^Você possui algum tipo de deficiência/, privateWords);
        });
        await finish(page, 'calcada', 6, 'Boa', nothing);
        await page.waitForTimeout(600);
        const kept = await everythingKept(page);
        assert.ok(kept.chunks > 0);

        await press(page, 'Ver o que foi gravado');
        await heading(page, 'O que foi gravado');
        const told = await page.getByRole('main').innerText();
        assert.match(told, /Código P01/);
        assert.match(told, /Texto não guardado\. Guardamos o tamanho \(de \d+ a \d+ letras ou números\) e a hora de cada mudança\./);
        assert.match(told, /Dados da solicitação → Anexos/);
        assert.ok(!told.includes(privateWords) && !kept.text.includes(privateWords) && !kept.storage.join().includes(privateWords), 'a private word was kept');
        assert.deepEqual(await violations(page), []);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
        await press(page, 'Voltar');
        await heading(page, 'Muito obrigado!');
        await press(page, 'Ver o que foi gravado');
        await heading(page, 'O que foi gravado');
        await page.goBack();
        await heading(page, 'Muito obrigado!');

        await press(page, 'Apagar este teste');
        await page.getByRole('alert').getByText('Não dá para desfazer.').waitFor();
        assert.match(await focusedText(page), /^Apagar tudo/);
        assert.deepEqual(await violations(page), []);
        await press(page, 'Não apagar');
        assert.equal((await everythingKept(page)).chunks, kept.chunks);
        await press(page, 'Apagar este teste');
        await press(page, 'Sim, apagar tudo');
        await heading(page, 'Apagamos tudo deste teste');
        assert.deepEqual(await violations(page), []);
        await page.waitForTimeout(600);
        const left = await everythingKept(page);
        assert.equal(left.chunks, 0);
        assert.deepEqual(left.storage.filter((entry) => !/^ensaio\.participants=\d+$/.test(entry)), [], 'only how many there were is remembered');
        await page.goBack().catch(() => {});
        assert.equal((await everythingKept(page)).chunks, 0);
        await page.goto(`${server.origin}/#/studio`);
        await page.getByText('Ainda não há sessões neste navegador.').waitFor();
        await assertClean(page, seen, server.origin);
        await context.close();
    });
}

test('the protocol number is copied, and that is said', async () => {
    const { context, page, seen } = await begin(sizes.phone, 'calcada');
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
    await walks.calcada(page, async (screen) => {
        if (screen !== 'protocolo') return;
        const number = /\d{8}/.exec(await page.getByRole('main').innerText())?.[0];
        await press(page, 'Copiar o número');
        await announced(page, 'Número copiado');
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), number);
    });
    await assertClean(page, seen, server.origin);
    await context.close();
});

test("the browser's back and forward walk the prototype, and nothing typed is lost", async () => {
    const { context, page, seen } = await begin(sizes.phone, 'veiculo-abandonado');
    await toTheAddress(page);
    await write(page, 'Rua, avenida ou praça', 'Rua do Faz de Conta');
    await write(page, 'Número', '120');
    await press(page, 'Continuar');
    await heading(page, 'Que tipo de veículo é?');
    await page.goBack();
    await heading(page, 'Onde o veículo está?');
    assert.equal(await valueOf(page, 'Número'), '120');
    await page.goBack();
    await heading(page, 'Há quanto tempo o veículo está parado lá?');
    assert.ok(await page.getByRole('radio', { name: 'Mais de 1 mês' }).isChecked());
    await page.goForward();
    await heading(page, 'Onde o veículo está?');
    await page.goForward();
    await heading(page, 'Que tipo de veículo é?');
    await assertClean(page, seen, server.origin);
    await context.close();
});

test("the browser's back and forward press nothing: not on the letter, not on the questions after a task", async () => {
    const { context, page, seen } = await visit(browser, sizes.phone);
    /** @param {string | RegExp} screen */
    const backAndForwardStayOn = async (screen) => {
        for (const go of ['back', 'back', 'forward', 'forward']) {
            await page.evaluate((way) => history[/** @type {'back' | 'forward'} */ (way)](), go);
            await page.waitForTimeout(200);
            assert.match(await page.getByRole('heading', { level: 1 }).innerText(), new RegExp(screen), go);
            assert.equal(await page.getByRole('alert').count(), 0, 'nothing is called wrong');
        }
    };
    await page.goto(`${server.origin}/#/test/idoso`);
    await press(page, 'Aceito participar');
    await press(page, 'Começar a tarefa');
    await page.getByRole('button', { name: 'Não consegui' }).waitFor();
    await backAndForwardStayOn(await page.getByRole('heading', { level: 1 }).innerText());
    await giveUp(page);
    await heading(page, /^Foi fácil ou difícil/);
    await backAndForwardStayOn(/^Foi fácil ou difícil/);
    await page.getByRole('radio', { name: /^6/ }).check();
    await press(page, 'Continuar');
    await page.getByText('Tarefa 2 de 2').waitFor();
    await assertClean(page, seen, server.origin);
    await context.close();
});

test("the browser's back closes a question that is asked back, and the next one goes back", async () => {
    const { context, page, seen } = await begin(sizes.phone, 'veiculo-abandonado');
    await toTheAddress(page);
    await write(page, 'Número', '120');
    for (let time = 0; time < 2; ++time) {
        await press(page, 'Começar de novo');
        await page.getByRole('alert').getByText('Começar a tarefa de novo?').waitFor();
        await page.goBack();
        await page.getByRole('alert').waitFor({ state: 'detached' });
        assert.equal(await focusedText(page), 'Começar de novo', 'the button that asked');
        assert.equal(await valueOf(page, 'Número'), '120');
    }
    await page.goBack();
    await heading(page, 'Há quanto tempo o veículo está parado lá?');
    await page.goForward();
    await heading(page, 'Onde o veículo está?');
    assert.equal(await valueOf(page, 'Número'), '120');
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('a reload resumes where the person was, and turning the phone keeps what was typed', async () => {
    const { context, page, seen } = await begin(sizes.phone, 'veiculo-abandonado');
    await toTheAddress(page);
    await write(page, 'Rua, avenida ou praça', 'Rua do Faz de Conta');
    await write(page, 'Número', '120');
    await page.setViewportSize({ width: 640, height: 360 });
    await page.waitForTimeout(300);
    await heading(page, 'Onde o veículo está?');
    assert.equal(await valueOf(page, 'Rua, avenida ou praça'), 'Rua do Faz de Conta');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'field:endereco.number', 'the focus stays');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    await page.setViewportSize(sizes.phone);
    await page.waitForTimeout(600);
    await page.reload();
    await heading(page, 'Onde o veículo está?');
    assert.equal(await valueOf(page, 'Rua, avenida ou praça'), 'Rua do Faz de Conta');
    assert.equal(await valueOf(page, 'Número'), '120');
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('a reload that loses what is not kept says so on the screen and aloud, once', async () => {
    const { context, page, seen } = await begin(sizes.phone, 'veiculo-abandonado', false);
    await toTheAddress(page);
    await write(page, 'Rua, avenida ou praça', 'Rua do Faz de Conta');
    await write(page, 'Número', '120');
    await page.waitForTimeout(600);
    await page.reload();
    await heading(page, 'Onde o veículo está?');
    const notice = page.getByText('A página foi aberta de novo.');
    await notice.first().waitFor();
    await announced(page, 'o que se escreve aqui não fica guardado');
    assert.equal(await valueOf(page, 'Rua, avenida ou praça'), '');
    assert.deepEqual(await violations(page), []);
    await write(page, 'Rua, avenida ou praça', 'Rua do Faz de Conta');
    await write(page, 'Número', '120');
    await press(page, 'Continuar');
    await heading(page, 'Que tipo de veículo é?');
    assert.equal(await page.locator('#nodes').getByText('A página foi aberta de novo.').count(), 0);
    await assertClean(page, seen, server.origin);
    await context.close();
});

/** From the consent to the thanks, doing nothing of the only task. @param {Page} page */
async function giveUpAtOnce(page) {
    await heading(page, 'Antes de começar');
    await press(page, 'Aceito participar');
    await press(page, 'Começar a tarefa');
    await giveUp(page);
    await heading(page, /^Foi fácil ou difícil/);
    await press(page, 'Continuar');
    await choose(page, 'Boa');
    await press(page, 'Enviar');
    await heading(page, 'Muito obrigado!');
}

test('a reload of the thanks shows them again, in this tab and to nobody else, and brings nothing back that was erased', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone);
    await page.goto(`${server.origin}/#/test/desenho`);
    await giveUpAtOnce(page);
    for (let time = 0; time < 2; ++time) {
        await page.reload();
        await heading(page, 'Muito obrigado!');
    }
    await press(page, 'Ver o que foi gravado');
    await heading(page, 'O que foi gravado');
    assert.match(await page.getByRole('main').innerText(), /Código P01/);
    await page.goBack();
    await heading(page, 'Muito obrigado!');
    const chunks = (await everythingKept(page)).chunks;
    assert.ok(chunks > 0);

    const other = await context.newPage();
    await other.goto(`${server.origin}/#/test/desenho`);
    await heading(other, 'Antes de começar');
    await other.close();

    await press(page, 'Apagar este teste');
    await press(page, 'Sim, apagar tudo');
    await heading(page, 'Apagamos tudo deste teste');
    await page.reload();
    await heading(page, 'Antes de começar');
    assert.equal((await everythingKept(page)).chunks, 0);

    // Whoever has left the thanks has left them: the next person may be the one who comes back.
    await page.goto(`${server.origin}/#/`);
    await heading(page, 'Teste um serviço público antes de construir');
    await page.goto(`${server.origin}/#/test/desenho`);
    await giveUpAtOnce(page);
    await page.getByRole('link', { name: 'Ir para a página inicial' }).click();
    await heading(page, 'Teste um serviço público antes de construir');
    await page.goBack();
    await heading(page, 'Antes de começar');
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('side by side a reload of the thanks leads to the next person, and is no second session', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone);
    await page.goto(`${server.origin}/#/test/desenho/conduzir`);
    await page.getByRole('textbox', { name: 'Seu código de 4 números' }).fill('4812');
    await press(page, 'Passar para a pessoa');
    await giveUpAtOnce(page);
    await page.reload();
    await heading(page, 'Muito obrigado!');
    await page.getByRole('link', { name: 'Próxima pessoa (para quem conduz)' }).click();
    await page.getByLabel('Seu código de 4 números').fill('4812');
    await press(page, 'Entrar');
    assert.equal(await page.getByRole('textbox', { name: 'Código da pessoa' }).inputValue(), 'P02');
    await press(page, 'Passar para a pessoa');
    await heading(page, 'Antes de começar');
    await page.reload();
    await giveUpAtOnce(page);
    await page.goto(`${server.origin}/#/studio`);
    await page.getByRole('button', { name: 'P02' }).waitFor();
    assert.deepEqual(await page.getByRole('button', { name: /^P0\d/ }).allInnerTexts().then((all) => all.map((text) => text.slice(0, 3)).sort()), ['P01', 'P02']);
    await assertClean(page, seen, server.origin);
    await context.close();
});

test("side by side the browser's back does not lead a participant to what the facilitator had open", async () => {
    const { context, page, seen } = await visit(browser, sizes.phone);
    /** @param {string} screen */
    const backStaysOn = async (screen) => {
        for (let time = 0; time < 4; ++time) {
            await page.evaluate(() => history.back());
            await page.waitForTimeout(250);
            assert.match(page.url(), /#\/test\/desenho$/);
            assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), screen);
        }
    };
    await page.goto(`${server.origin}/#/studio`);
    await page.getByText('Ainda não há sessões neste navegador.').waitFor();
    await page.goto(`${server.origin}/#/test/desenho/conduzir`);
    await page.getByRole('textbox', { name: 'Seu código de 4 números' }).fill('4812');
    await press(page, 'Passar para a pessoa');
    await heading(page, 'Antes de começar');
    await backStaysOn('Antes de começar');
    await page.reload();
    await heading(page, 'Antes de começar');
    await backStaysOn('Antes de começar');
    await press(page, 'Aceito participar');
    await page.getByRole('button', { name: 'Começar a tarefa' }).waitFor();
    await backStaysOn('O papel que sumiu');
    await press(page, 'Começar a tarefa');
    await page.getByRole('button', { name: 'Não consegui' }).waitFor();
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('on a phone without keys the facilitator notes by touch: last in the order of focus, nothing stays covered, told by the record', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone);
    await page.goto(`${server.origin}/#/test/veiculo-abandonado/conduzir`);
    await page.getByRole('textbox', { name: 'Seu código de 4 números' }).fill('4812');
    await press(page, 'Passar para a pessoa');
    const opener = page.getByRole('button', { name: /^Anotar/ }), helped = page.getByRole('button', { name: 'recebeu ajuda' });
    await heading(page, 'Antes de começar');
    assert.equal(await opener.count(), 0, 'nothing is recorded yet');
    await consent(page, nothing);
    await taskCard(page, cards['veiculo-abandonado'], nothing);
    await toTheAddress(page);
    await write(page, 'Número', '120');
    await page.getByRole('textbox', { name: 'Número' }).focus();
    assert.deepEqual(await violations(page), []);
    await opener.click();
    await helped.waitFor();
    assert.deepEqual(await violations(page), []);
    const sides = await page.locator('#notes button').evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).flatMap(({ width, height, left, right, top, bottom }) => [width, height, left, 360 - right, top, 640 - bottom]));
    assert.ok(sides.every((side, i) => side >= (i % 6 < 2 ? 44 : 0)), `${sides}`);
    await helped.click();
    await helped.waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'field:endereco.number', 'who writes keeps the focus');

    await page.getByRole('button', { name: 'Começar de novo' }).focus();
    await page.keyboard.press('Tab');
    assert.equal(await focusedText(page), 'Anotar (1)');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.equal(await focusedText(page), 'hesitou');
    await page.keyboard.press('Escape');
    assert.equal(await helped.isVisible(), false);
    assert.equal(await focusedText(page), 'Anotar (1)');
    for (const viewport of [sizes.phone, { width: 320, height: 256 }, sizes.desk]) {
        await page.setViewportSize(viewport);
        await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
        await page.waitForTimeout(200);
        const [last, button] = await Promise.all([page.getByRole('button', { name: 'Começar de novo' }), opener].map((one) => one.boundingBox()));
        assert.ok(last && button && last.y + last.height <= button.y, `the last button is covered at ${viewport.width} px`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    }
    await giveUp(page);
    await heading(page, /^Foi fácil ou difícil/);
    assert.equal(await opener.count(), 1, 'the session goes on');
    await page.goto(`${server.origin}/#/studio`);
    await page.getByRole('button', { name: 'P01' }).click();
    await heading(page, 'Sessão de P01');
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Baixar a sessão')]);
    const file = join(folder, 'noted.ensaio');
    await download.saveAs(file);
    const told = execFileSync(program, ['show', file], { encoding: 'utf8' });
    assert.equal(told.match(/recebeu ajuda/g)?.length, 1);
    assert.match(told, /toques sem efeito: 0/);
    await assertClean(page, seen, server.origin);
    await context.close();
});

for (const [size, viewport] of Object.entries(sizes)) {
    test(`at ${size} a test is conducted: set up, handed over, noted, taken back with the code, and told by the worksheet`, async () => {
        const { context, page, seen } = await visit(browser, viewport);
        await page.goto(`${server.origin}/#/test/veiculo-abandonado/conduzir`);
        await heading(page, 'Preparar o teste');
        assert.equal(await focusedText(page), 'Preparar o teste');
        assert.deepEqual(await violations(page), []);
        const code = page.getByRole('textbox', { name: 'Código da pessoa' });
        const pin = page.getByRole('textbox', { name: 'Seu código de 4 números' });
        assert.equal(await code.inputValue(), 'P01');
        await code.fill('José da Silva');
        await press(page, 'Passar para a pessoa');
        await page.getByText('Use letras sem acento, números e hífen, até 16, e pelo menos um número. Por exemplo: P03.').waitFor();
        assert.ok(await code.evaluate((node) => node === document.activeElement));
        await code.fill('t-07');
        await pin.fill('12');
        await press(page, 'Passar para a pessoa');
        await page.getByText('Escolha 4 números.').waitFor();
        assert.equal(await pin.getAttribute('aria-invalid'), 'true');
        assert.equal(await page.getByText('Use letras sem acento').isVisible(), false, 'what is mended is no longer called wrong');
        assert.deepEqual(await violations(page), []);
        await pin.fill('4812');
        await press(page, 'Passar para a pessoa');

        await consent(page, nothing);
        await taskCard(page, cards['veiculo-abandonado'], nothing);
        await walks['veiculo-abandonado'](page, nothing, async () => {
            const before = await page.locator('body').ariaSnapshot();
            await page.keyboard.press('F6');
            assert.equal(await page.locator('body').ariaSnapshot(), before, 'nothing of it is seen');
        });
        await finish(page, 'veiculo-abandonado', 6, 'Boa', nothing);
        assert.equal(await page.getByRole('button', { name: /^Anotar/ }).count(), 0, 'there is no session any more');
        await page.getByRole('link', { name: 'Próxima pessoa (para quem conduz)' }).click();

        await heading(page, 'Para quem conduz o teste');
        await pin.or(page.getByLabel('Seu código de 4 números')).first().fill('0000');
        await press(page, 'Entrar');
        await page.getByText('Não é este o código. Tente de novo.').waitFor();
        assert.deepEqual(await violations(page), []);
        await page.getByLabel('Seu código de 4 números').fill('4812');
        await press(page, 'Entrar');
        await heading(page, 'Preparar o teste');
        assert.equal(await code.inputValue(), 'T-08');
        await press(page, 'Passar para a pessoa');
        await heading(page, 'Antes de começar');

        await page.goto(`${server.origin}/#/studio`);
        await page.getByRole('button', { name: 'T-07' }).click();
        await heading(page, 'Sessão de T-07');
        const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Baixar a sessão')]);
        const file = join(folder, `conducted-${size}.ensaio`);
        await download.saveAs(file);
        await assertClean(page, seen, server.origin);
        await context.close();

        const shown = execFileSync(program, ['show', file], { encoding: 'utf8' });
        assert.match(shown, /T-07/);
        assert.match(shown, /recebeu ajuda/);
        const xlsx = join(folder, `conducted-${size}.xlsx`);
        execFileSync(program, ['worksheet', file, '-o', xlsx]);
        const [first, second] = rowsOf(await readBook(xlsx), 'Testar – tarefas');
        assert.equal(first['Participante (código)'], 'T-07');
        assert.equal(first['Resultado'], 'sucesso com ajuda');
        assert.equal(first['Ajudas (n)'], 1);
        assert.equal(second['Resultado'], 'sucesso sozinho', 'the help was in the first task');
    });
}
