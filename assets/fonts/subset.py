#!/usr/bin/python3
"""Cuts Open Sans to the characters Ensaio shows and tabulates their advances.

    subset.py FOLDER_OF_OPEN_SANS OUTPUT_FOLDER

Writes ensaio-regular.ttf, ensaio-semibold.ttf (used by the canvas and by the page alike) and font_metrics_data.hpp
(so that layout runs without graphics). The same input gives the same bytes.
"""

import pathlib
import sys

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

WEIGHTS = [("regular", "Regular", "OpenSans-Regular.ttf"), ("semibold", "SemiBold", "OpenSans-Semibold.ttf")]

# Latin-1, what Portuguese, Spanish and English print beyond it, signs, and the letters with which names of other
# languages written in Brazil are spelled (Polish, Czech, Croatian, Hungarian, Romanian, Turkish, Japanese in Latin
# letters). All of Latin Extended-A would weigh 2 kB more.
CHARACTERS = sorted(
    set(range(0x20, 0x7F))
    | set(range(0xA0, 0x100))
    | set(map(ord, "ŒœŠšŽžŸ–—‘’‚“”„†‡•…‰‹›€™−×÷≤≥≠≈∞"))
    | set(map(ord, "ĄąĆćČčĎďĐđĘęĚěĞğİıŁłŃńŇňŌōŐőŘřŚśŞşȘșȚțŤťŪūŮůŰűŹźŻżĂă"))
)

# What Open Sans lacks, as polygons of font units: what takes the place of a character that is not here, arrows, a
# check mark. `t`: thickness of a stroke.
DRAWN = {
    0xFFFD: lambda t: (1230, [box(130, 0, 1100, 1462), box(130 + t, t, 1100 - t, 1462 - t)[::-1]]),
    ord("→"): lambda t: (1700, [arrow(t)]),
    ord("←"): lambda t: (1700, [[(1700 - x, y) for x, y in arrow(t)][::-1]]),
    ord("↑"): lambda t: (1180, [[(1310 - y, x - 130) for x, y in arrow(t)]]),
    ord("↓"): lambda t: (1180, [[(y - 130, 1570 - x) for x, y in arrow(t)]]),
    ord("✓"): lambda t: (1500, [[(120, 640), (120 + t, 640 + t), (560, 200 + 1.4 * t), (1240, 1180), (1240 + 1.2 * t, 1180 - 0.8 * t), (580, 120)]]),
}
STROKES = {"regular": 150, "semibold": 215}


def box(left: float, bottom: float, right: float, top: float) -> list[tuple[float, float]]:
    return [(left, bottom), (left, top), (right, top), (right, bottom)]


def arrow(t: float) -> list[tuple[float, float]]:
    """To the right, around the middle line of the minus sign."""
    left, tip, middle, reach, half = 110, 1590, 720, 420, t / 2
    slant = t * 0.7071
    neck = tip - half * 2.4142
    return [
        (left, middle - half), (left, middle + half), (neck, middle + half),
        (tip - reach - slant, middle + reach - slant + half * 0.4), (tip - reach, middle + reach + half * 0.4),
        (tip, middle), (tip - reach, middle - reach - half * 0.4),
        (tip - reach - slant, middle - reach + slant - half * 0.4), (neck, middle - half),
    ]  # fmt: skip


def draw(font: TTFont, stroke: float) -> None:
    for code, shape in DRAWN.items():
        advance, polygons = shape(stroke)
        pen = TTGlyphPen(None)
        for first, *others in polygons:
            pen.moveTo(first)
            for point in others:
                pen.lineTo(point)
            pen.closePath()
        name = f"drawn{code:04X}"
        glyph = pen.glyph()
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = glyph
        glyph.coordinates.toInt()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (advance, glyph.xMin)
        for cmap in font["cmap"].tables:
            cmap.cmap[code] = name


def cut(font: TTFont) -> None:
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [1, 2]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.glyph_names = False
    options.legacy_kern = False
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "DSIG", "FFTM"]
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)


def rename(font: TTFont, style: str) -> None:
    for record in font["name"].names:
        record.string = {1: "Ensaio", 2: style}[record.nameID]


def table(name: str, font: TTFont) -> str:
    cmap = font.getBestCmap()
    advances = font["hmtx"].metrics
    rows = [f"{{0x{code:04X}, {advances[cmap[code]][0]}}}," for code in sorted(cmap)]
    lines = ["    " + " ".join(rows[i : i + 6]) for i in range(0, len(rows), 6)]
    head = font["hhea"]
    return "\n".join(
        [
            f"inline constexpr FontAdvance k{name}Advances[] = {{",
            *lines,
            "};",
            f"inline constexpr FontMetricsData k{name}Metrics{{",
            f"    .units_per_em = {font['head'].unitsPerEm},",
            f"    .ascender = {head.ascent},",
            f"    .descender = {head.descent},",
            f"    .missing = {advances[cmap[0xFFFD]][0]},",
            f"    .advances = k{name}Advances,",
            "};",
        ]
    )


HEADER = """// Made by assets/fonts/subset.py from Open Sans; do not edit.
// Lengths are in font units: a text's width in pixels is the sum of its advances * size / units_per_em.
#pragma once

#include <cstdint>
#include <span>

namespace ensaio::view {

struct FontAdvance {
    char32_t code_point;
    std::uint16_t advance;
};

struct FontMetricsData {
    std::uint16_t units_per_em;
    std::int16_t ascender;   // above the baseline, positive
    std::int16_t descender;  // below the baseline, negative
    std::uint16_t missing;   // advance of a character the font lacks
    std::span<const FontAdvance> advances;  // sorted by code point
};

"""


def main() -> None:
    source, target = map(pathlib.Path, sys.argv[1:3])
    target.mkdir(parents=True, exist_ok=True)
    tables = []
    for name, style, file in WEIGHTS:
        # lazy=False: the subset must not depend on which tables happened to be read.
        font = TTFont(source / file, lazy=False, recalcTimestamp=False)
        cut(font)
        draw(font, STROKES[name])
        rename(font, style)
        font.save(target / f"ensaio-{name}.ttf")
        tables.append(table(style, font))
    (target / "font_metrics_data.hpp").write_text(
        HEADER + "\n\n".join(tables) + "\n\n}  // namespace ensaio::view\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
