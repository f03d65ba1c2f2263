/** Styles of a teacher's report beside those of all reports: charts in pairs, and patches enlarged to whole pixels. */
export const teacherStyle = `
h2 { margin: 0 0 8px; }
h3 { margin: 0 0 4px; }
p { max-width: 72ch; }
sub { line-height: 0; }
.figures { margin: 0 0 32px; }
.pair { align-items: start; gap: 24px; grid-template-columns: repeat(auto-fit, minmax(360px, 1fr)); }
img { display: block; height: auto; image-rendering: pixelated; width: 100%; }
img + svg { margin-top: 8px; }
.wide { overflow-x: auto; }
.pictures { width: auto; }
.pictures th, .pictures td { border: 0; padding: 3px; text-align: center; }
.pictures td { width: 84px; }
.pictures .apart { padding-left: 24px; }
.pictures td.apart { width: 105px; }
svg .grid { stroke: var(--rule); }
@media print {
  tr { break-inside: avoid; }
}
`;
