/** Words for the decisions of limits on known parts, the choice of limits, and the question before an activation. */
export const decisions = {
  outcome: {
    headline: '{escapes} of {defective} defects pass, {rejected} of {good} good parts are rejected',
    sentence:
      'At these limits {escapes} of {defective} known defects pass and {rejected} of {good} good parts are rejected.',
    noDefects:
      'These images hold no defects, so that nobody knows what passes. At these limits {rejected} of {good} good parts are rejected.',
    brief: '{escapes} of {defective} defects pass, {rejected} of {good} good rejected',
    passing: '{escapes} of {defective} pass',
    reviews: '{count} of {of} parts go to review.',
    atLimits: 'At T1 {review} and T2 {defect}.',
    interval: '95 % interval {low} to {high}',
    escapesInterval: 'Of all defects of these kinds {low} to {high} pass (95 % interval).',
    validated:
      'Cross-validated, on images that did not make these limits: {escapes} of {defective} defects pass, {rejected} of {good} good parts are rejected, {reviews} of {all} go to review. Of all parts of this kind {low} to {high} of the defects pass and {lowRejected} to {highRejected} of the good parts are rejected (95 % interval).',
    notValidated: 'Too few defects to say what these limits decide on other images.',
  },
  choices: {
    title: 'Limits to inspect with',
    standing: 'as in force last',
    own: 'the model’s own',
    noEscape: 'no escape',
    fewEscapes: 'at most 5 % escapes',
    f1: 'best F1',
    cost: 'least cost',
    dragged: 'as dragged',
    limits: 'T1 {review}, T2 {defect}',
  },
  /** The origin of each choice of limits. */
  why: {
    dragged: 'Moved by hand in Evaluate.',
    standing: 'Judged the parts when this model was last active.',
    own: 'From the scores of good images alone; known defects have no say.',
    noEscape: 'The highest T1 that no known defect passes; what is saved are false rejects.',
    fewEscapes: 'The highest T1 that one known defect in twenty passes at most.',
    f1: 'T2 where good and defective parts are told apart best, both mistakes counting alike.',
    cost: 'Where mistakes cost least, an escape as much as {cost} false rejects.',
  },
  cost: {
    label: 'An escape costs so many false rejects',
  },
  activate: {
    text: 'From the next frame on, {product} is judged by this model.',
    notEvaluated: 'Nobody knows how many defects pass: this model was not evaluated yet.',
    evaluate: 'Evaluate',
    tooMany:
      'More than a fifth of the known defects pass. Say in the note why the model is activated nevertheless.',
    noteNeeded: 'Note (needed, kept in the log)',
    withThese: 'Activate with these limits …',
    next: 'Next: activate',
  },
  comparison: {
    better:
      'Decides better than the active model ({preset}) on the same images. This one: {own}. The active one: {other}.',
    worse:
      'The active model ({preset}) decides better on the same images. This one: {own}. The active one: {other}.',
    alike:
      'Decides as the active model ({preset}) does on the same images. This one: {own}. The active one: {other}.',
    mixed:
      'Against the active model ({preset}), on the same images, more escapes stand against fewer false rejects. This one: {own}. The active one: {other}.',
    unknown: 'Evaluate the active model ({preset}) on the same images to compare the two.',
    takeOver: 'Activate it',
  },
  curves: {
    escapes: 'Defects below the limit',
    falseRejects: 'Good parts from the limit on',
  },
  rates: {
    countOf: '{count} of {of}',
  },
};
