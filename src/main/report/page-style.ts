/**
 * Style shared by all reports: light or dark by the reader's setting, light on paper. Each report appends its own
 * style. No style may contain quotes, ampersands or angle brackets, because it is escaped like all text.
 */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --panel: #f5f7f9; --rule: #d5dbe1; --faint: #5a6672; --text: #12181d; --accent: #1a5fc4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0d1013; --panel: #14181c; --rule: #2a3138; --faint: #87929d; --text: #e8ecf0; --accent: #7db2ff;
  }
}
* { box-sizing: border-box; }
body {
  background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif;
  font-variant-numeric: tabular-nums; margin: 0 auto; max-width: 1040px; padding: 24px;
}
header { border-bottom: 2px solid var(--text); margin-bottom: 24px; padding-bottom: 12px; }
h1 { font-size: 28px; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 18px; }
h3 { font-size: 15px; }
p { margin: 0 0 8px; }
section { margin-bottom: 32px; }
small, .faint, caption, figcaption { color: var(--faint); font-size: 13px; }
.figures { display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); }
.figures div { background: var(--panel); border: 1px solid var(--rule); border-radius: 6px; padding: 12px; }
.figures dt { color: var(--faint); font-size: 13px; }
.figures dd { font-size: 24px; font-weight: 600; margin: 0; }
.figures dd + dd { color: var(--faint); font-size: 13px; font-weight: 400; }
.pair { display: grid; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--rule); padding: 4px 8px; text-align: left; vertical-align: top; }
th { font-weight: 600; }
td.number, th.number { text-align: right; white-space: nowrap; }
code, .hash { font-family: ui-monospace, monospace; font-size: 13px; overflow-wrap: anywhere; }
figure { break-inside: avoid; margin: 0; }
svg { display: block; height: auto; max-width: 100%; }
svg text { fill: var(--faint); font: 12px system-ui, sans-serif; }
svg .axis { fill: none; stroke: var(--faint); }
svg .curve { fill: none; stroke: var(--accent); stroke-linejoin: round; stroke-width: 2; }
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --panel: #ffffff; --rule: #b5bec7; --faint: #3a444e; --text: #000000; --accent: #1a5fc4;
  }
  @page { margin: 15mm; size: A4; }
  body { font-size: 12px; max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  * { print-color-adjust: exact; }
}
`;
