/** Words that all charts share. */
export const charts = {
  save: 'Save the chart as it is shown',
  saveAs: 'Save as {kind}: {name}',
  whole: 'Show all',
};

/** Words of the evaluation's workbench: charts, gallery, labels. */
export const workbench = {
  figures: 'Figures of merit',
  charts: {
    scores: 'Scores and limits',
    at: '{name} {value}',
  },
  histogram: {
    title: 'Scores, and what each limit lets pass',
    at: 'At {score}: {good} good and {defective} defective images in this bar; as a limit, {escapes} of the defects lie below it and {falseRejects} of the good parts at or above it.',
  },
  precision: {
    title: 'Precision and recall',
    recall: 'Recall: defects found',
    precision: 'Precision',
    label:
      'Precision over recall: share of what is called defect that is one, over the share of defects found',
  },
  kinds: {
    title: 'Scores by kind of defect',
    label: 'Every test image at its score, by kind of defect, with both limits',
  },
  production: {
    title: 'Scores at the line',
    line: 'At the line',
    none: 'No part was inspected with this model yet.',
    label: 'Scores of parts at the line beside those of good and defective test images, each as shares',
    count: '{count} inspection of the line. | {count} inspections of the line.',
    sampled: 'There are more: these are spread evenly over the time.',
  },
  places: {
    title: 'Where defects lie',
    of: 'Images that are counted',
    defective: 'Defective images',
    good: 'Good images',
    count: '{count} image | {count} images',
    most: 'At no place does more than {count} image reach the pixel threshold. | Up to {count} images reach the pixel threshold at the same place.',
    none: 'No place reaches the pixel threshold.',
    unknown: 'This evaluation did not count places. Evaluate again.',
    label: 'On how many images each place of the part reached the pixel threshold',
  },
  gallery: {
    title: 'Test images',
    show: 'Images to show',
    quick: {
      escapes: 'Escapes {count}',
      falseRejects: 'False rejects {count}',
      reviews: 'To review {count}',
      all: 'All {count}',
    },
    any: 'any',
    heat: 'Show heat',
    below: 'Scores below {to}',
    from: 'Scores from {from} on',
    scores: 'Scores {from} to {to}',
    allScores: '{range}: show all scores',
    count: '{count} image | {count} images',
    none: 'No image matches.',
    showThese: 'Show these images',
  },
  correct: {
    legend: 'What it really shows',
    apply: 'Correct the label',
    gone: 'This image is no longer a test image.',
    folder: 'Labels of a folder are the names of its subfolders.',
    changed:
      '{count} label was corrected since this evaluation. Decisions are counted anew; figures of merit need another evaluation. | {count} labels were corrected since this evaluation. Decisions are counted anew; figures of merit need another evaluation.',
    again: 'Evaluate again',
  },
};
