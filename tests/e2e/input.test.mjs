// By keyboard, by touch, and after the worst: the ways in which a person's input may come, and go missing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cards, consent, heading, press, taskCard, write } from './citizen.mjs';
import { assertClean, launch, serve, sizes, visit } from './harness.mjs';

/** @type {Awaited<ReturnType<typeof serve>>} */ let server;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [server, browser] = await Promise.all([serve(), launch()]); });
after(async () => { await browser?.close(); await server?.close(); });

const nothing = async () => {};

/** Presses Tab until the control with this name has the focus. @param {import('playwright-core').Page} page @param {import('playwright-core').Locator} control */
async function tabTo(page, control) {
    await control.first().waitFor();
    for (let i = 0; i < 60; ++i) {
        if (await control.first().evaluate((node) => node === document.activeElement)) return;
        await page.keyboard.press('Tab');
    }
    assert.fail(`Tab never reaches ${control}`);
}

/** From consent to the screen that asks for the address. @param {import('playwright-core').Page} page */
async function walkToAddress(page) {
    await page.goto(`${server.origin}/#/test/veiculo-abandonado`);
    await consent(page, nothing);
    await taskCard(page, cards['veiculo-abandonado'], nothing);
    await page.getByRole('button', { name: 'Fazer o pedido' }).first().click();
    await page.getByRole('radio', { name: 'Não sei' }).check();
    await press(page, 'Continuar');
    await heading(page, 'Onde o veículo está?');
}

test('the whole request can be made by keyboard alone', async () => {
    const { context, page, seen } = await visit(browser, sizes.desk);
    await page.goto(`${server.origin}/#/test/veiculo-abandonado`);
    /** @param {'button' | 'radio' | 'textbox'} role @param {string | RegExp} name */
    const to = (role, name) => tabTo(page, page.getByRole(role, { name }));
    const enter = async (/** @type {string} */ name) => { await to('button', name); await page.keyboard.press('Enter'); };
    await enter('Aceito participar');
    await enter('Começar a tarefa');
    await enter('Fazer o pedido');
    await to('radio', '5 dias ou menos');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.ok(await page.getByRole('radio', { name: 'Mais de 1 mês' }).isChecked());
    await enter('Continuar');
    await to('textbox', 'Rua, avenida ou praça');
    await page.keyboard.type('Praça da Sé');
    await to('textbox', 'Número');
    await page.keyboard.type('120');
    await page.keyboard.press('Enter'); // Enter in a field is the main button, as in any form
    await heading(page, 'Que tipo de veículo é?');
    await to('radio', 'Carro');
    await page.keyboard.press('Space');
    await enter('Continuar');
    await to('textbox', 'Cor');
    await page.keyboard.type('Prata');
    await to('textbox', 'Modelo');
    await page.keyboard.type('Gol');
    await enter('Continuar');
    await heading(page, 'Qual é a placa?');
    await enter('Continuar');
    await heading(page, 'Você tem fotos do veículo?');
    await enter('Continuar');
    await heading(page, 'Quer receber um aviso no celular?');
    await enter('Continuar');
    await heading(page, 'Confira o seu pedido');
    await page.getByText(/Praça da Sé, 120/).first().waitFor();
    await enter('Enviar o pedido');
    await heading(page, 'Pedido enviado');
    await assertClean(page, seen, server.origin);
    await context.close();
});

test('a tap acts once, a drag scrolls and presses nothing, a tap on nothing is a dead click', async () => {
    const { context, page, seen } = await visit(browser, sizes.phone);
    await page.goto(`${server.origin}/#/test/veiculo-abandonado`);
    await page.getByRole('button', { name: 'Aceito participar' }).tap();
    await page.getByRole('button', { name: 'Começar a tarefa' }).tap();
    await heading(page, 'Pedir a retirada de um veículo abandonado');
    const client = await context.newCDPSession(page);
    /** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {number} [y] */
    const touch = (type, y) => client.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 180, y }] });
    await touch('touchStart', 560);
    for (let y = 540; y >= 100; y -= 20) await touch('touchMove', y);
    await touch('touchEnd');
    assert.ok(await page.evaluate(() => scrollY) > 300, 'the page scrolled');
    await heading(page, 'Pedir a retirada de um veículo abandonado');
    await page.getByRole('heading', { name: 'Taxas' }).tap();
    await page.getByRole('button', { name: 'Fazer o pedido' }).last().tap();
    await page.getByRole('radio', { name: 'Não sei' }).tap();
    await page.getByRole('button', { name: 'Continuar' }).tap();
    await heading(page, 'Onde o veículo está?');
    await page.waitForTimeout(600);
    await page.goto(`${server.origin}/#/studio`);
    await page.getByRole('button', { name: 'P01' }).tap();
    await heading(page, 'Sessão de P01');
    const letter = page.getByRole('table', { name: 'Tempo em cada tela' }).getByRole('row').filter({ hasText: 'Pedir a retirada' });
    assert.match((await letter.innerText()).replace(/\s+/g, ' '), /1 0 1$/, 'one action, no error, one dead click on the letter');
    await page.getByText('Celular', { exact: true }).waitFor();
    await assertClean(page, seen, server.origin);
    await context.close();
});

/** The colour in the middle of a picture. @param {Buffer} png @returns {Promise<number[]>} red, green, blue */
async function middle(png) {
    const page = await browser.newPage();
    const color = await page.evaluate(async (data) => {
        const image = await createImageBitmap(await (await fetch(data)).blob());
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
        context.drawImage(image, 0, 0);
        return [...context.getImageData(Math.floor(image.width / 8), Math.floor(image.height / 2), 1, 1).data.slice(0, 3)];
    }, `data:image/png;base64,${png.toString('base64')}`);
    await page.close();
    return color;
}

test('a page taller than the canvas may be is painted down to its end, and up again', async () => {
    const { context, page } = await visit(browser, sizes.phone);
    await page.goto(`${server.origin}/#/test/veiculo-abandonado`);
    await consent(page, nothing);
    await taskCard(page, cards['veiculo-abandonado'], nothing);
    await heading(page, 'Pedir a retirada de um veículo abandonado');
    assert.ok(await page.evaluate(() => document.documentElement.scrollHeight * devicePixelRatio) > 4096);
    for (const [where, name, color] of /** @type {[string, string | RegExp, number[]][]} */ ([
        ['bottom', 'Fazer o pedido', [0x13, 0x51, 0xb4]], ['top', 'Protótipo', [0xff, 0xf5, 0xc2]], ['bottom', 'Fazer o pedido', [0x13, 0x51, 0xb4]]])) {
        await page.evaluate((end) => scrollTo(0, end === 'bottom' ? document.documentElement.scrollHeight : 0), where);
        await page.waitForTimeout(300);
        const box = await (where === 'bottom' ? page.getByRole('button', { name }).last() : page.getByRole('region', { name: 'Aviso' })).boundingBox();
        assert.ok(box);
        const strip = { x: box.x + (where === 'bottom' ? 24 : 0), y: box.y + 2, width: 8, height: box.height - 4 };
        assert.deepEqual(await middle(await page.screenshot({ clip: strip })), color, `${name} at the ${where}`);
    }
    await context.close();
});

test('words with accents, dead keys and compositions arrive whole', async () => {
    const { context, page } = await visit(browser, sizes.desk);
    await walkToAddress(page);
    const street = page.getByRole('textbox', { name: 'Rua, avenida ou praça' });
    await street.focus();
    const client = await context.newCDPSession(page);
    await client.send('Input.imeSetComposition', { text: '´', selectionStart: 1, selectionEnd: 1 });
    await client.send('Input.imeSetComposition', { text: 'é', selectionStart: 1, selectionEnd: 1 });
    await client.send('Input.insertText', { text: 'é' });
    await page.keyboard.insertText(' São João, ação');
    assert.equal(await street.inputValue(), 'é São João, ação');
    await write(page, 'Número', '1');
    await press(page, 'Continuar');
    await page.getByRole('button', { name: 'Voltar' }).click();
    assert.equal(await page.getByRole('textbox', { name: 'Rua, avenida ou praça' }).inputValue(), 'é São João, ação');
    await context.close();
});

test('a crash of the page loses at most the last second, and the session goes on or is kept as interrupted', async () => {
    const { context, page } = await visit(browser, sizes.phone);
    await walkToAddress(page);
    await write(page, 'Rua, avenida ou praça', 'Rua do Faz de Conta');
    await page.waitForTimeout(1000);
    const client = await context.newCDPSession(page);
    client.send('Page.crash').catch(() => {});
    await page.waitForEvent('crash');
    await page.close();

    const studio = await context.newPage();
    await studio.goto(`${server.origin}/#/studio`);
    await studio.getByText('Interrompida').waitFor();
    await studio.close();

    const again = await context.newPage();
    await again.goto(`${server.origin}/#/test/veiculo-abandonado`);
    await press(again, 'Continuar de onde parei');
    await heading(again, 'Onde o veículo está?');
    assert.equal(await again.getByRole('textbox', { name: 'Rua, avenida ou praça' }).inputValue(), 'Rua do Faz de Conta');
    await context.close();
});

test('a lost picture comes back, and what was typed is still there', async () => {
    const { context, page, seen } = await visit(browser, sizes.desk);
    await page.goto(`${server.origin}/#/test/calcada`);
    await consent(page, nothing);
    await taskCard(page, cards.calcada, nothing);
    await page.getByRole('button', { name: 'Solicitar' }).first().click();
    await write(page, /^Endereço Completo/, 'Rua do Faz de Conta, 340');
    await page.getByRole('heading', { level: 1 }).click();
    await page.waitForTimeout(300);
    const before = await page.screenshot();
    await page.evaluate(async () => {
        const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
        const lose = canvas.getContext('webgl')?.getExtension('WEBGL_lose_context');
        if (!lose) throw new Error('no way to lose the context');
        lose.loseContext();
        await new Promise((resolve) => setTimeout(resolve, 200));
        lose.restoreContext();
        await new Promise((resolve) => setTimeout(resolve, 500));
    });
    assert.ok((await page.screenshot()).equals(before), 'the same picture');
    assert.equal(await page.getByRole('textbox', { name: /^Endereço Completo/ }).inputValue(), 'Rua do Faz de Conta, 340');
    await assertClean(page, seen, server.origin);
    await context.close();
});
