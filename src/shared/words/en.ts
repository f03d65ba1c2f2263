/**
 * Words that stand in the window and in the reports of the station, which the command line writes without a window. Places
 * are named: `{part} of {whole}`.
 */
export const common = {
  /** Causes that people stated with their decisions. */
  causes: {
    title: 'Causes',
    defect: 'Defects',
    good: 'False rejects',
    cumulative: 'Cumulative share of the entries with a cause',
    rest: 'Rarer causes',
    withoutCause: 'No cause stated',
  },
  /** How often model and people agree. */
  rates: {
    title: 'Model and people',
    rate: 'Rate',
    share: 'Share',
    entries: 'Entries',
    of: '{part} of {whole}',
    between: '{least} – {most}',
    falseRejects: 'False rejects',
    falseRejectsText: 'Called defect by the model, good by a person; of the decided entries called defect.',
    goodInReview: 'Good in review',
    goodInReviewText: 'Sent to review, good by a person; of the decided entries in review.',
    caughtInReview: 'Caught in review',
    caughtInReviewText:
      'Defects by a person that the model only sent to review; of all entries called defect by a person.',
    rejectedGoodParts: 'Good parts rejected',
    rejectedGoodPartsText:
      'Of all inspected parts: at least those confirmed, at most those and all undecided rejects.',
    escapes: 'Escapes',
    unknown: 'Not known from the log',
  },
  /**
   * Where frames come from, kind by kind: `name` is the kind's, `at` one source of it. Words of a kind's own form in the
   * window stand beside.
   */
  sources: {
    'simulated-camera': { name: 'Simulated camera', at: 'Simulated camera' },
    'window-camera': { name: 'Camera of this window', at: 'Camera {address}' },
    'watched-folder': {
      name: 'Watched folder',
      at: 'Folder {address}',
      label: 'Folder on the station',
      placeholder: '/data/line-1',
      missing: 'Enter the folder to be watched',
      subfolders: 'Subfolders, too',
      inspected:
        '{count} picture is already inspected: inspect it again | {count} pictures are already inspected: inspect them again',
      passedOver:
        'No picture here; {count} subfolder is not watched | No picture here; {count} subfolders are not watched',
    },
  },
  /** Facts of an entry. */
  facts: {
    limits: 'Limits T1, T2',
    regionLimits: 'Pixel threshold, smallest area',
  },
};
