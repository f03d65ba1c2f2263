/** Styles that an evaluation's page adds to those of all reports: the verdicts' colours, boxed matrices, pairs of pictures. */
export const evaluationStyle = `
:root { --good: #00705f; --review: #845400; --defect: #bf3312; }
@media (prefers-color-scheme: dark) {
  :root { --good: #35c9ad; --review: #f0b440; --defect: #ff7757; }
}
h2 { margin: 0 0 12px; }
h3 { margin: 0 0 8px; }
.figures { margin: 0 0 12px; }
.pair { gap: 16px; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); }
.box {
  background: var(--panel); border: 1px solid var(--rule); border-radius: 6px; min-width: 0; overflow-x: auto;
  padding: 12px;
}
.box table { font-size: 13px; }
.box th, .box td { padding: 4px; }
caption { padding-bottom: 4px; text-align: left; }
.good { color: var(--good); } .review { color: var(--review); } .defect { color: var(--defect); }
.wrong { color: var(--defect); font-weight: 600; }
svg .strong { fill: var(--text); font-weight: 600; }
svg .frame { fill: none; stroke: var(--rule); }
svg .chance { stroke: var(--faint); stroke-dasharray: 3 4; }
svg .limit { stroke: var(--text); stroke-width: 2; }
svg .bar-good, svg .mark-good { fill: var(--good); }
svg .bar-defect, svg .mark-defect { fill: var(--defect); }
svg .mark-review { fill: var(--review); }
.gallery { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); }
.gallery figure { background: var(--panel); border: 1px solid var(--rule); border-radius: 6px; padding: 8px; }
.pictures { display: grid; gap: 4px; grid-template-columns: 1fr 1fr; }
.pictures img { background: #000000; display: block; width: 100%; }
figcaption { overflow-wrap: anywhere; padding-top: 4px; }
@media print {
  :root { --good: #00705f; --review: #845400; --defect: #bf3312; }
  .box { overflow: visible; }
  table, .box, .figures div { break-inside: avoid; }
  .gallery { grid-template-columns: 1fr 1fr; }
}
`;
