// A citizen at the page: everything is found by its role and its name, as a screen reader finds it.

import assert from 'node:assert/strict';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page @param {string | RegExp} name */
export const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
/** @param {Page} page @param {string | RegExp} name */
export const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
/** @param {Page} page @param {string | RegExp} name @param {string} text */
export const write = (page, name, text) => page.getByRole('textbox', { name }).fill(text);
/** @param {Page} page @param {string} name */
export const choose = (page, name) => page.getByRole('radio', { name, exact: true }).check();
/** @param {Page} page @param {RegExp} name @param {string} option */
export const select = (page, name, option) => page.getByRole('combobox', { name }).selectOption({ label: option });

/** Ends a task as done, and says yes when asked back. @param {Page} page */
export async function endTask(page) {
    await press(page, 'Terminei');
    await press(page, 'Sim, terminei');
}

/** Ends a task that could not be done, and says yes when asked back. @param {Page} page */
export async function giveUp(page) {
    await press(page, 'Não consegui');
    await press(page, 'Sim, parar');
}

/** Presses on, and must be told of these problems, in this order. @param {Page} page @param {string} button @param {string[]} problems */
export async function mustMend(page, button, problems) {
    await press(page, button);
    const summary = page.getByRole('alert');
    await summary.getByRole('heading', { name: 'Há um problema' }).waitFor();
    const listed = await summary.getByRole('link').allTextContents();
    assert.deepEqual(listed.map((text) => text.trim()), problems);
    assert.match(await page.title(), /^Erro: /);
    assert.ok(await summary.evaluate((node) => node.parentElement === document.activeElement), 'the summary has the focus');
    // Its first link leads to the control that is wrong.
    await summary.getByRole('link').first().click();
    assert.ok(await page.evaluate(() => document.activeElement?.matches('input, textarea, select')), 'the link leads to a control');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')), 'true');
}

/** @typedef {(screen: string) => Promise<void>} OnScreen  called on every screen, also on those with errors */

/** @param {Page} page @param {OnScreen} on */
export async function consent(page, on) {
    await heading(page, 'Antes de começar');
    await on('consentimento');
    await page.getByRole('checkbox', { name: /citar frases/ }).check();
    await press(page, 'Aceito participar');
}

/** @param {Page} page @param {string} title @param {OnScreen} on */
export async function taskCard(page, title, on) {
    await heading(page, title);
    await on('tarefa');
    await press(page, 'Começar a tarefa');
}

/** The letter's main button stands above its chapters and below them. @param {Page} page @param {string} name */
const pressOnLetter = async (page, name) => {
    assert.equal(await page.getByRole('button', { name, exact: true }).count(), 2);
    await page.getByRole('button', { name, exact: true }).last().click();
};

/** @param {Page} page @param {string} field */
const change = (page, field) => press(page, `Alterar ${field}`);

/**
 * The veiculo-abandonado walk: wrong input first, then right.
 * @param {Page} page @param {OnScreen} on @param {() => Promise<void>} [inTheMiddle]
 */
export async function requestRemoval(page, on, inTheMiddle) {
    await heading(page, 'Pedir a retirada de um veículo abandonado');
    await on('carta');
    await pressOnLetter(page, 'Fazer o pedido');
    await mustMend(page, 'Continuar', ['Marque há quanto tempo o veículo está parado']);
    await on('quanto-tempo-erro');
    await choose(page, '5 dias ou menos');
    await press(page, 'Continuar');
    await heading(page, 'Ainda não dá para pedir');
    await on('ainda-nao');
    await press(page, 'Voltar');
    await choose(page, 'Mais de 1 mês');
    await on('quanto-tempo');
    await press(page, 'Continuar');
    await heading(page, 'Onde o veículo está?');
    await on('onde-esta');
    await mustMend(page, 'Continuar', ['Escreva onde o veículo está']);
    await write(page, 'CEP', '123');
    await write(page, 'Rua, avenida ou praça', 'Rua do Faz de Conta');
    await mustMend(page, 'Continuar', ['Confira o CEP. São 8 números. Se não souber, deixe em branco']);
    await write(page, 'CEP', '01234 567');
    await mustMend(page, 'Continuar', ['Escreva o número mais perto, ou marque que não há número']);
    await on('onde-esta-erro');
    await page.getByRole('checkbox', { name: 'Sem número' }).check();
    await on('onde-esta-sem-numero');
    await page.getByRole('checkbox', { name: 'Sem número' }).uncheck();
    await write(page, 'Número', '120');
    await press(page, 'Continuar');
    await heading(page, 'Que tipo de veículo é?');
    if (inTheMiddle) await inTheMiddle();
    await choose(page, 'Carro');
    await on('que-tipo');
    await press(page, 'Continuar');
    await write(page, 'Cor', 'Prata');
    await write(page, 'Modelo', 'Gol');
    await on('como-e');
    await press(page, 'Continuar');
    await write(page, /^Placa/, 'fic-0a00');
    await on('que-placa');
    await press(page, 'Continuar');
    await heading(page, 'Você tem fotos do veículo?');
    await on('com-fotos');
    await press(page, 'Continuar');
    await heading(page, 'Quer receber um aviso no celular?');
    await write(page, /^Número do celular/, '11900000000');
    await on('avisar');
    await press(page, 'Continuar');
    await heading(page, 'Confira o seu pedido');
    await on('conferir');
    // One answer is changed from the list, and the way leads back to the list.
    await change(page, 'Cor');
    await write(page, 'Cor', 'Cinza');
    await press(page, 'Continuar');
    await heading(page, 'Confira o seu pedido');
    await page.getByText('Cinza', { exact: true }).waitFor();
    await press(page, 'Enviar o pedido');
    await heading(page, 'Pedido enviado');
    await on('protocolo');
    await press(page, 'Ver como é o aviso no fim');
    await heading(page, 'O pedido terminou');
    await on('aviso');
}

/**
 * The calcada walk: the branching one.
 * @param {Page} page @param {OnScreen} on @param {() => Promise<void>} [inTheMiddle]
 */
export async function reportSidewalk(page, on, inTheMiddle) {
    await heading(page, /Calçada com problema/);
    await on('carta');
    await pressOnLetter(page, 'Solicitar');
    await heading(page, 'Dados da solicitação');
    await on('formulario');
    await write(page, /^Endereço Completo/, 'Rua do Faz de Conta, 340');
    await select(page, /^Existem obstáculos/, 'Sim');
    await page.getByRole('combobox', { name: /^Qual o problema na calçada/ }).waitFor();
    await on('formulario-sim');
    await select(page, /^Existem obstáculos/, 'Não');
    await page.getByRole('group', { name: 'Quais os motivos do pedido' }).waitFor();
    await mustMend(page, 'Continuar', ['Responda: Você possui algum tipo de deficiência física ou mobilidade reduzida?',
        'Responda: Quais os motivos do pedido', 'Responda: Descreva detalhes que possam auxiliar no atendimento da solicitação']);
    await on('formulario-erro');
    await write(page, /^Você possui algum tipo de deficiência/, 'Uso bengala');
    await page.getByRole('checkbox', { name: 'Buracos' }).check();
    await page.getByRole('checkbox', { name: 'Calçada Desnivelada' }).check();
    if (inTheMiddle) await inTheMiddle();
    await write(page, /^Descreva detalhes/, 'O chão tem vários buracos. Uma vizinha caiu ali ontem.');
    await press(page, 'Continuar');
    await heading(page, 'Anexos');
    await on('anexos');
    await press(page, 'Continuar');
    await heading(page, 'Resumo da solicitação');
    await on('conferir');
    await press(page, 'Salvar');
    await heading(page, 'Solicitação registrada');
    await on('protocolo');
    await press(page, 'Consultar andamento');
    await heading(page, 'Consulta de andamento da solicitação');
    await on('andamento');
}

/** The second task of veiculo-abandonado: it is too early. @param {Page} page @param {OnScreen} on */
async function findOutItIsTooEarly(page, on) {
    await pressOnLetter(page, 'Fazer o pedido');
    await choose(page, '5 dias ou menos');
    await press(page, 'Continuar');
    await heading(page, 'Ainda não dá para pedir');
    await on('ainda-nao-2');
}

/** The second task of calcada: it is another service's. @param {Page} page @param {OnScreen} on */
async function findOutItIsAnotherService(page, on) {
    await pressOnLetter(page, 'Solicitar');
    await write(page, /^Endereço Completo/, 'Rua do Faz de Conta, 77');
    await write(page, /^Você possui algum tipo de deficiência/, 'Nenhuma');
    await select(page, /^Existem obstáculos/, 'Sim');
    await select(page, /^Qual o problema na calçada/, 'Espécime arbóreo ou raízes');
    await write(page, /^Descreva detalhes/, 'A figueira levantou o chão. O andador não passa.');
    await press(page, 'Continuar');
    await heading(page, 'Solicitação não pertinente a este serviço');
    await on('outro-servico');
}

/** @param {Page} page @param {number} ease @param {OnScreen} on */
async function sayHowEasy(page, ease, on) {
    await endTask(page);
    await heading(page, /^Foi fácil ou difícil fazer esta tarefa\?/);
    await on('facilidade');
    await page.getByRole('radio', { name: new RegExp(`^${ease}`) }).check();
    await press(page, 'Continuar');
}

/**
 * The task is done; the second one is walked, and all questions are answered.
 * @param {Page} page @param {Sample} sample @param {number} ease @param {string} rating @param {OnScreen} on
 */
export async function finish(page, sample, ease, rating, on) {
    await sayHowEasy(page, ease, on);
    await taskCard(page, secondCards[sample], (screen) => on(`${screen}-2`));
    await secondWalks[sample](page, on);
    await sayHowEasy(page, ease, async () => {});
    await heading(page, 'Sua opinião sobre o serviço');
    await on('avaliacao');
    await choose(page, rating);
    await page.getByRole('checkbox', { name: 'Fácil de usar' }).check();
    await press(page, 'Enviar');
    await heading(page, 'Muito obrigado!');
    await on('obrigado');
}

/** @typedef {'veiculo-abandonado' | 'calcada'} Sample  one whose walk is written down here; walker.mjs walks them all */

export const walks = { 'veiculo-abandonado': requestRemoval, calcada: reportSidewalk };
const secondWalks = { 'veiculo-abandonado': findOutItIsTooEarly, calcada: findOutItIsAnotherService };
export const cards = { 'veiculo-abandonado': 'O carro parado na sua rua', calcada: 'O caminho até o ponto de ônibus' };
const secondCards = { 'veiculo-abandonado': 'A moto na frente do portão', calcada: 'O caminho da avó' };
