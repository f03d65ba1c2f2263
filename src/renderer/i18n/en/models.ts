/** Models that take over, their history, import, and two side by side. */
export const models = {
  takeOver: {
    field: 'Let the model take over when it is better',
    rule: 'It is then compared with the active model on the product’s test images: it takes over where image AUROC and AU-PRO are not worse and one of them is better, by more than {margin}. Otherwise the active model stays.',
    few: 'The product has {good} good and {defective} defective test images; at least {least} of each are needed to judge. Until then a model is only proposed.',
    first: 'It took over: no model inspected this product before.',
    taken:
      'It took over by itself: on {images} test images it has image AUROC / AU-PRO {own}, the model before {other}.',
    kept: {
      better:
        'The active model stays: on {images} test images it has image AUROC / AU-PRO {other}, this one {own}.',
      alike:
        'The active model stays, since this one is as good: on {images} test images image AUROC / AU-PRO {own} against {other}.',
      worse:
        'The active model stays, since this one is worse: on {images} test images image AUROC / AU-PRO {own} against {other}.',
      mixed:
        'The active model stays, since this one is worse in one measure: on {images} test images image AUROC / AU-PRO {own} against {other}.',
    },
    proposed:
      'Proposed only: {good} good and {defective} defective test images do not tell which model is better; at least {least} of each are needed.',
    undecided: 'The models could not be compared, so the active one stays. {message}',
    stopped: 'The comparison was stopped; the active model stays.',
    rollBack: 'Roll back',
    rollBackNote: 'Rolled back a model that had taken over by itself.',
    rolledBack: 'The model before is active again',
    toActivation: 'To activation',
  },
};
