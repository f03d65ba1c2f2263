import { common } from '../../../shared/words/en.ts';

export const statistics = {
  title: 'Statistics',
  tabs: { label: 'Review', log: 'Log', statistics: 'Statistics' },
  asTable: 'As a table',
  filters: {
    weekday: 'Day of the week',
    weekdayText:
      'A day of the week narrows yield, causes and decisions; control chart, CSV and report take all days.',
    spans: { today: 'Today', week: '7 days', month: '30 days', all: 'All', custom: 'From – to' },
  },
  counted: {
    parts: '{count} part. | {count} parts.',
    frames: 'And {count} frame of free-running cameras. | And {count} frames of free-running cameras.',
    framesAlone: '{count} frame of free-running cameras. | {count} frames of free-running cameras.',
    framesText:
      'Such a camera sees a part in many frames: frames are no parts and have no yield. An entry of the log is a part in view, one a second at most.',
    frameCounts: 'Frames: {good} good, {review} review, {defect} defect, {uninspected} not inspected.',
  },
  yield: {
    title: { parts: 'Parts and yield over time', frames: 'Frames over time' },
    label: 'What became of parts over time, and the yield; the same figures stand in the table below.',
    words: {
      parts:
        '{time}: {arrived} parts, yield {yield}, {review} review, {defect} defect, {uninspected} not inspected, {entries} in the log',
      frames:
        '{time}: {arrived} frames, {review} review, {defect} defect, {uninspected} not inspected, {entries} in the log',
    },
    total: 'Total',
    arrived: { parts: 'Parts', frames: 'Frames' },
    entries: 'In the log',
    open: 'Open in the log',
  },
  causes: {
    ...common.causes,
    of: 'Causes of',
    none: 'No decision states a cause yet. A cause is given with the decision on an entry.',
    undecided: 'Undecided',
  },
  rates: {
    few: 'Fewer than ten decisions: too few to tell',
    ...common.rates,
    interval: '95 % interval',
    parts: '{count} part inspected | {count} parts inspected',
    undecided:
      'Rates count decided entries only, as people chose them; {count} entry is undecided. | Rates count decided entries only, as people chose them; {count} entries are undecided.',
  },
  drift: {
    title: 'Score drift',
    label: 'Control chart of the image scores',
    chart: 'Chart',
    individuals: 'Individuals, moving range',
    subgroups: 'Means of {size} (X̄)',
    baseline: 'Baseline',
    baselines: { first: 'First 20 points', validation: 'Validation images' },
    choose: 'Choose a product: scores of different models do not compare.',
    noModel: 'This product has no active model. Choose a model.',
    nothing: 'Fewer than {size} inspections in this time.',
    point: 'Point {number}: {time}, score {score}',
    centre: 'Centre {value}',
    limits: 'Control limits {lower}, {upper}',
    inForce: 'T1 {review}, T2 {defect} (in force now)',
    beyond: 'Beyond the limits',
    other: 'Run or trend',
    few: {
      first:
        'Control limits need {needed} points; there are {there}. Choose a longer time or smaller subgroups.',
      validation: 'Control limits need {needed} validation images; this model has {there}.',
    },
    unstable:
      '{count} point of the baseline lies beyond the limits: choose a time that begins steadily. | {count} points of the baseline lie beyond the limits: choose a time that begins steadily.',
    sampled:
      'More inspections than can be charted: {size} in a row from each of up to 200 equal spans of time.',
    frames:
      'Live frames in a row show the same part and differ little, so that the limits come out too narrow. The individuals chart takes one at a time.',
    signal: '{rule}: {count} time, last {time} | {rule}: {count} times, last {time}',
    quiet: 'No rule is met: no sign of drift.',
    rules: common.controlRules,
  },
  export: {
    log: 'Log as CSV',
    report: 'Report as PDF',
    reportText:
      'Figures of what the filters show, then the entries with the highest scores, each with picture and heatmap.',
    entries: 'Entries with pictures, at most',
    entriesInvalid: 'A whole number from 0 to {most} is needed.',
    language: 'Language of the report',
    write: 'Write report',
    missing:
      '{count} picture of the report is missing or damaged; its place in the report says so. | {count} pictures of the report are missing or damaged; their places in the report say so.',
    logRunning: 'Writing the log: {done} of {total} entries',
    reportRunning: 'Writing the report: {done} of {total} steps',
  },
  empty: {
    title: 'Nothing was inspected in this time',
    text: 'Figures appear once the station has inspected parts.',
    all: 'Show everything',
  },
};
