#!/usr/bin/env python3
"""Writes into cells of a workbook as a person would, and leaves all the rest of it as it is (charts included):

    tools/fill_cells.py IN.xlsx OUT.xlsx "definir.impact[1]=4" "tarefas.outcome[2]=sucesso com ajuda" …

A cell is named by the key of its column and the number of its row, from 1 (docs/formats/worksheet.md: the keys stand in hidden rows).
"""

import re
import sys
import zipfile
from xml.sax.saxutils import escape


def cells_of(sheet, strings):
    """Address and text of each cell with a shared string."""
    for address, number in re.findall(r'<c r="([A-Z]+\d+)"[^>]*t="s"[^>]*><v>(\d+)</v></c>', sheet):
        yield address, strings[int(number)]


def fill(parts, places, key, row, value):
    name, letters, keys_row = places[key]
    address = f"{letters}{keys_row + 1 + row}"
    text = parts[name].decode()
    found = re.search(rf'<c r="{address}"( s="\d+")?[^>]*?(/>|>.*?</c>)', text)
    if not found:
        sys.exit(f"there is no cell {address} for {key}")
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        cell = f'<c r="{address}"{found[1] or ""}><v>{value}</v></c>'
    else:
        cell = f'<c r="{address}"{found[1] or ""} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    parts[name] = (text[: found.start()] + cell + text[found.end() :]).encode()


def main():
    source, target, *wishes = sys.argv[1:]
    with zipfile.ZipFile(source) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    shared = parts.get("xl/sharedStrings.xml", b"").decode()
    strings = [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<si>(.*?)</si>", shared, re.S)]
    places = {}
    for name, part in parts.items():
        if not name.startswith("xl/worksheets/sheet"):
            continue
        for address, text in cells_of(part.decode(), strings):
            letters, row = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()
            if re.fullmatch(r"[a-z_]+\.[A-Za-z0-9_:]+", text):
                places[text] = (name, letters, int(row))
    for wish in wishes:
        key, row, value = re.fullmatch(r"([A-Za-z0-9_.:]+)\[(\d+)\]=(.*)", wish, re.S).groups()
        fill(parts, places, key, int(row), value)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in parts.items():
            book.writestr(name, part)


main()
