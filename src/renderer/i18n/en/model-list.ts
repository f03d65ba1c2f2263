/** The table of a product's models. */
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

/** Two models over each other. */
export const bothModels = {
  outcome: 'What each decides at its limits',
  figure: 'Figure',
  reviews: 'To review',
  scores: 'Scores of both models',
  scoresLabel: 'Scores of good and defective images of both models, each as shares',
  good: '{model}: good',
  defective: '{model}: defective',
};
