/**
 * The page's look, day and night by the reader's own setting, always day on paper. It holds no quotes, no ampersand and
 * no angle bracket: it goes through the same escaping as everything else.
 */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --panel: #f5f7f9; --rule: #d5dbe1; --faint: #5a6672; --text: #12181d;
  --good: #00705f; --review: #845400; --defect: #bf3312; --accent: #1a5fc4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0d1013; --panel: #14181c; --rule: #2a3138; --faint: #87929d; --text: #e8ecf0;
    --good: #35c9ad; --review: #f0b440; --defect: #ff7757; --accent: #7db2ff;
  }
}
* { box-sizing: border-box; }
body {
  background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif;
  font-variant-numeric: tabular-nums; margin: 0 auto; max-width: 1040px; padding: 24px;
}
header { border-bottom: 2px solid var(--text); margin-bottom: 24px; padding-bottom: 12px; }
h1 { font-size: 28px; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 18px; margin: 0 0 12px; }
h3 { font-size: 15px; margin: 0 0 8px; }
p { margin: 0 0 8px; }
section { margin-bottom: 32px; }
small, .faint, caption, figcaption { color: var(--faint); font-size: 13px; }
.figures { display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); margin: 0 0 12px; }
.figures div, .box { background: var(--panel); border: 1px solid var(--rule); border-radius: 6px; padding: 12px; }
.figures dt { color: var(--faint); font-size: 13px; }
.figures dd { font-size: 24px; font-weight: 600; margin: 0; }
.figures dd + dd { color: var(--faint); font-size: 13px; font-weight: 400; }
.pair { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--rule); padding: 4px 8px; text-align: left; vertical-align: top; }
.box { min-width: 0; overflow-x: auto; }
.box table { font-size: 13px; }
.box th, .box td { padding: 4px; }
caption { padding-bottom: 4px; text-align: left; }
th { font-weight: 600; }
td.number, th.number { text-align: right; white-space: nowrap; }
.good { color: var(--good); } .review { color: var(--review); } .defect { color: var(--defect); }
.wrong { color: var(--defect); font-weight: 600; }
code, .hash { font-family: ui-monospace, monospace; font-size: 13px; overflow-wrap: anywhere; }
svg { display: block; height: auto; max-width: 100%; }
svg text { fill: var(--faint); font: 12px system-ui, sans-serif; }
svg .strong { fill: var(--text); font-weight: 600; }
svg .frame { fill: none; stroke: var(--rule); }
svg .axis { stroke: var(--faint); }
svg .chance { stroke: var(--faint); stroke-dasharray: 3 4; }
svg .curve { fill: none; stroke: var(--accent); stroke-linejoin: round; stroke-width: 2; }
svg .limit { stroke: var(--text); stroke-width: 2; }
svg .bar-good, svg .mark-good { fill: var(--good); }
svg .bar-defect, svg .mark-defect { fill: var(--defect); }
svg .mark-review { fill: var(--review); }
.gallery { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); }
figure { break-inside: avoid; margin: 0; }
.gallery figure { background: var(--panel); border: 1px solid var(--rule); border-radius: 6px; padding: 8px; }
.pictures { display: grid; gap: 4px; grid-template-columns: 1fr 1fr; }
.pictures img { background: #000000; display: block; width: 100%; }
figcaption { overflow-wrap: anywhere; padding-top: 4px; }
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --panel: #ffffff; --rule: #b5bec7; --faint: #3a444e; --text: #000000;
    --good: #00705f; --review: #845400; --defect: #bf3312; --accent: #1a5fc4;
  }
  @page { margin: 15mm; size: A4; }
  .box { overflow: visible; }
  body { font-size: 12px; max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  table, .box, .figures div { break-inside: avoid; }
  .gallery { grid-template-columns: 1fr 1fr; }
  * { print-color-adjust: exact; }
}
`;
