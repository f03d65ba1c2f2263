/** Words of the table of a product's models. */
export const modelList = {
  compare: 'To compare',
  compareTwo: 'Compare two',
  actions: 'Actions',
  edit: 'Name and note …',
  pin: 'Pin to the top',
  unpin: 'Unpin',
  archive: 'Archive',
  restore: 'Take back from the archive',
  archived: '{name} archived',
  pinned: 'Pinned',
  isArchived: 'Archived',
  tick: 'Compare {name}',
  more: 'More for {name}',
  editTitle: 'Name and note of the model',
  name: 'Name (empty: preset and time)',
  note: 'Note',
  save: 'Save',
  withArchived: 'Show {count} archived',
  duplicate: 'Duplicate as a template …',
  duplicateText: 'It has the area, causes and settings of {name}; images, models and its code stay there.',
  fileText: 'One file with graph, card and what was learnt; another station takes it in.',
  fileSave: 'Save as a file',
  fileSaved: 'Saved as {file}',
  fileChoose: 'Choose a file of this computer …',
  columns: {
    name: 'Name',
    createdAt: 'Made',
    escapes: 'Escapes',
    falseRejects: 'False rejects',
    imageAuroc: 'Image AUROC',
    auPro: 'AU-PRO',
    frameMs: 'Time per image',
  },
};

/** Words of the comparison of two models. */
export const bothModels = {
  outcome: 'What each decides at its limits',
  figure: 'Figure',
  reviews: 'To review',
  scores: 'Scores of both models',
  scoresLabel: 'Scores of good and defective images of both models, each as shares',
  good: '{model}: good',
  defective: '{model}: defective',
};

/** Words of the good images behind a model's limits. */
export const goodParts = {
  title: 'Scores of the good images',
  label: 'Scores of the good images that the limits come from, with both limits',
  worst: 'The worst good images',
  bar: 'Good images that score {from} to {to}',
  all: 'The worst',
  leaveOut: 'Leave out',
  leftOut: 'Left out',
  retrain: 'Retrain without them',
  leftCount: '{count} left out since this training.',
  hint: 'A click on a bar shows its pictures. What is no good part is left out of another training: limits may hang on a single picture.',
};
