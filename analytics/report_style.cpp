#include "analytics/report_parts.hpp"

namespace ensaio::analytics {

// Read on a phone, on a desk and on paper of A4, in colour and in grey: what is told apart by colour is told
// apart by its pattern as well.
std::string_view report_style() {
    return R"css(
:root { --ink: #1b1b1b; --soft: #555; --line: #c9ced6; --pale: #eef2f8; --strong: #0c3a7d; --middle: #5b8bd6; }
* { box-sizing: border-box; }
html { font: 16px/1.5 "Source Sans 3", "Segoe UI", "Noto Sans", "Liberation Sans", "Helvetica Neue", Arial, sans-serif; color: var(--ink); background: #fff; -webkit-text-size-adjust: 100%; }
body { margin: 0; }
main { max-width: 54rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
h1 { font-size: clamp(1.7rem, 1.2rem + 2.4vw, 2.5rem); line-height: 1.15; margin: 0 0 .75rem; letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 0 0 .5rem; padding-top: .9rem; border-top: 3px solid var(--strong); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
p { margin: 0 0 .75rem; max-width: 42rem; text-wrap: pretty; }
section { margin-top: 2.5rem; }
article + article { margin-top: 4rem; }
.kicker { font-size: .85rem; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; color: var(--strong); margin-bottom: .35rem; }
.lead { font-size: 1.1rem; }
.note { font-size: .9rem; color: var(--soft); }
.keys { list-style: none; margin: 1.25rem 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem; }
.keys strong { white-space: nowrap; }
.keys li { border: 1px solid var(--line); border-left: 5px solid var(--strong); border-radius: 4px; padding: .9rem 1rem; display: flex; flex-direction: column; gap: .3rem; overflow-wrap: anywhere; }
.keys .of { font-size: .9rem; color: var(--soft); }
.keys strong { font-size: 2rem; line-height: 1.1; font-variant-numeric: lining-nums tabular-nums; }
.rows { margin: 1rem 0; }
.row { display: grid; grid-template-columns: minmax(8rem, 14rem) minmax(0, 1fr) minmax(4.5rem, 8rem); gap: .2rem 1.25rem; align-items: center; padding: .25rem 0; break-inside: avoid; }
.row + .row { border-top: 1px solid var(--pale); }
.tight .row { padding: .1rem 0; }
.row .name { font-size: .95rem; line-height: 1.3; overflow-wrap: anywhere; }
.row .value { font-weight: 600; font-variant-numeric: lining-nums tabular-nums; line-height: 1.25; }
.tight .value { font-weight: 400; font-size: .9rem; }
.figure { min-width: 0; padding: 0 .5rem; }
.chart { display: block; overflow: visible; }
.patterns { position: absolute; }
.grid { stroke: var(--line); stroke-width: 1; }
.track { stroke: #9aa3b0; stroke-width: 1; }
.span { fill: #c3d5f1; }
.end { stroke: var(--strong); stroke-width: 2; }
.middle { stroke: var(--strong); stroke-width: 3; }
.dot { fill: var(--strong); stroke: #fff; stroke-width: 1.5; }
.ring { fill: #fff; fill-opacity: .75; stroke: var(--ink); stroke-width: 1.3; }
.tick, .point, .quadrant_name, .count { font-size: 12px; fill: var(--soft); font-variant-numeric: lining-nums tabular-nums; }
.point { fill: var(--ink); font-weight: 600; paint-order: stroke; stroke: #fff; stroke-width: 3px; }
.quadrant_name { font-size: 13px; font-weight: 600; fill: var(--ink); }
.count { font-weight: 700; fill: var(--ink); paint-order: stroke; stroke: #fff; stroke-width: 4px; stroke-linejoin: round; }
.count.direct { fill: #fff; stroke: none; }
.piece { stroke: #44505f; stroke-width: 1; }
.piece.direct { fill: var(--strong); stroke: var(--strong); }
.piece.indirect { fill: url(#hatch); }
.piece.helped { fill: #dbe8fb; }
.piece.wrong { fill: url(#cross); }
.piece.gave_up { fill: url(#points); }
.piece.interrupted { fill: #fff; stroke-dasharray: 3 2; }
.bar { fill: var(--strong); }
.back { fill: var(--pale); }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.25rem; margin: .5rem 0 0; padding: 0; font-size: .9rem; }
.swatch { margin-right: .4rem; vertical-align: -2px; }
.findings { padding-left: 0; counter-reset: finding; list-style: none; }
.findings li { counter-increment: finding; position: relative; padding: .9rem 0 .6rem 2.75rem; border-top: 1px solid var(--line); break-inside: avoid; }
.findings li:first-child { border-top: 0; }
.findings li::before { content: counter(finding); position: absolute; left: 0; top: .85rem; min-width: 1.9rem; height: 1.9rem; border-radius: 1rem; background: var(--strong); color: #fff; font-weight: 700; text-align: center; line-height: 1.9rem; font-size: .9rem; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.findings.named li { padding-left: 4.4rem; }
.findings.named li::before { content: none; }
.findings .id { position: absolute; left: 0; top: .9rem; padding: .1rem .5rem; border-radius: 1rem; background: var(--strong); color: #fff; font-weight: 700; font-size: .9rem; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.findings .judgement { padding-left: .6rem; border-left: 3px solid var(--strong); }
.findings p { margin: 0 0 .25rem; overflow-wrap: anywhere; }
.findings .what { font-weight: 600; font-size: 1.05rem; line-height: 1.35; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); line-height: 1.3; }
thead th { font-size: .82rem; color: var(--soft); vertical-align: bottom; border-bottom: 2px solid var(--ink); }
tbody th { font-weight: 400; overflow-wrap: anywhere; min-width: 7rem; }
.number { text-align: right; font-variant-numeric: lining-nums tabular-nums; white-space: nowrap; }
thead .number { white-space: normal; }
.some { font-weight: 700; }
td.time { min-width: 8.5rem; }
.beside { display: grid; grid-template-columns: 4.2rem minmax(0, 1fr); gap: .5rem; align-items: center; }
.who { width: auto; }
.who th, .who td { text-align: center; padding: .3rem .45rem; }
.who tbody th { min-width: 0; }
.who thead th:first-child, .who tbody th { text-align: right; font-weight: 600; }
.met { color: var(--strong); font-size: 1rem; }
.quadrant { fill: #fff; stroke: var(--line); }
.quadrant.first { fill: #e3edfb; }
.quadrant.last { fill: #f4f4f4; }
.judged { list-style: none; padding: 0; font-size: .92rem; columns: 2 18rem; column-gap: 2rem; }
.judged .action { display: block; color: #444; }
.judged li { break-inside: avoid; margin-bottom: .35rem; overflow-wrap: anywhere; }
.method li { margin-bottom: .4rem; max-width: 44rem; overflow-wrap: anywhere; }
.method ul { padding-left: 1.2rem; font-size: .95rem; }
footer { margin-top: 2.5rem; padding-top: .75rem; border-top: 1px solid var(--line); font-size: .85rem; color: var(--soft); }
@media (max-width: 40rem) {
  main { padding: 1.25rem 1rem 2rem; }
  .row { grid-template-columns: minmax(0, 1fr) auto; padding: .5rem 0; }
  .row .figure { grid-column: 1 / -1; grid-row: 2; }
  .row:has(.scale) .name, .row:has(.scale) .value { display: none; }
  .row:has(.scale) .figure { grid-row: 1; }
  .tight .row { padding: .3rem 0; }
  table.fields { min-width: 38rem; }
}
@page { size: A4; margin: 17mm 16mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; color: #555; } }
@media print {
  html { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  section { margin-top: 1.8rem; }
  h2, h3 { break-after: avoid; }
  section > p { break-inside: avoid; }
  h2 + p { break-after: avoid; }
  h2 + p + .rows:not(.tight), h3 + .rows:not(.tight) { break-before: avoid; }
  .rows, .keys li, .legend, .matrix, .note { break-inside: avoid; }
  .rows.tight { break-inside: auto; }
  .rows > .row:nth-child(-n + 3) { break-after: avoid; }
  .rows > .row:nth-last-child(-n + 3) { break-before: avoid; }
  .wide { overflow: visible; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  article + article { break-before: page; }
  .method li { break-inside: avoid; }
  footer { display: none; }
  table.who { break-inside: avoid; }
  h3 + .wide { break-before: avoid; }
  .findings li { padding-bottom: .3rem; }
  p, li { orphans: 3; widows: 3; }
}
)css";
}

}  // namespace ensaio::analytics
