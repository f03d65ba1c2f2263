import { common } from '../../../../shared/words/en.ts';

/** English is the schema: the other languages have the same keys and the same places. */
export const en = {
  title: 'Inspection report',
  allProducts: 'All products',
  page: 'Page {page} of {pages}',
  facts: {
    station: 'Station',
    period: 'Period',
    inspected: 'Inspected from – to',
    model: 'Model',
    allModels: 'All models',
    timeZone: 'Time zone',
    written: 'Written',
    writtenBy: '{time}, Loupe {version}',
  },
  periods: { all: 'The whole log', between: '{from} – {to}', since: 'From {from}', until: 'Until {to}' },
  counts: {
    inspected: 'Inspected',
    good: 'Good',
    review: 'Review',
    defect: 'Defect',
    yield: 'Yield',
    entries: 'In the log',
  },
  counted: {
    parts: 'Inspections of a part each: {count}.',
    frames:
      'Frames of live cameras, which see a part in many frames: {count}. The yield counts frames; an entry of the log is a part in view, one a second at most.',
  },
  nothing: 'Nothing was inspected in this period.',
  yield: { title: 'Yield over time', hour: 'An hour a bar.', day: 'A day a bar.', week: 'A week a bar.' },
  causes: {
    ...common.causes,
    none: 'No decision states a cause.',
    undecided: 'Undecided: {count}',
  },
  rates: {
    ...common.rates,
    interval: '95 % interval (Wilson)',
    parts: 'Inspected parts: {count}',
    escapesText: 'Defects that the model called good are not in the log, and nobody decides on them.',
    undecided: 'Rates count decided entries only, as people chose them. Undecided entries: {count}.',
  },
  entries: {
    ...common.facts,
    title: 'Entries of the log',
    shown: 'Shown: {shown} of {total}, the highest score first.',
    none: 'No entry of the log lies in this period.',
    entry: 'Entry {id}',
    picture: 'Picture',
    heatmap: 'Heatmap with outline',
    noPicture: 'Picture missing',
    noHeatmap: 'Heatmap missing',
    score: 'Score {score}',
    time: 'Time',
    product: 'Product',
    off: 'off',
    regions: 'Regions, largest',
    model: 'Model',
    source: 'Source',
    file: 'File',
    decision: 'Decision',
    undecided: 'Undecided',
    decidedBy: '{decision}, {name}, {time}',
    cause: 'Cause',
    note: 'Note: {note}',
  },
  sources: common.sources,
  unlike: common.unlike,
};

export type ReportWords = typeof en;
