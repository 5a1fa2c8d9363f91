// Reads the worksheet as a person sees it, by a library that is not the one that wrote it.

import assert from 'node:assert/strict';
import exceljs from 'exceljs';

/** @param {string} path */
export async function readBook(path) {
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(path);
    return book;
}

/** The rows of a sheet's first table as objects by header. @param {exceljs.Workbook} book @param {string} sheet */
export function rowsOf(book, sheet) {
    const found = book.getWorksheet(sheet);
    assert.ok(found, `the sheet ${sheet}`);
    /** @type {any[] | undefined} */ let headers;
    let ended = false;
    /** @type {Record<string, any>[]} */ const all = [];
    found.eachRow((row) => {
        const key = String(row.getCell(1).value ?? ''); // the hidden column: docs/formats/worksheet.md
        ended ||= headers !== undefined && key.startsWith('end:');
        if (ended) return;
        if (key === 'header') {
            headers = /** @type {any[]} */ (row.values);
        } else if (headers) {
            /** @type {Record<string, any>} */ const one = {};
            row.eachCell((cell, column) => { one[headers?.[column]] = cell.result ?? cell.value; });
            all.push(one);
        }
    });
    assert.ok(headers, `${sheet} has a header`);
    return all;
}
