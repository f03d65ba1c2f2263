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
  history: {
    title: 'Which model inspected when',
    none: 'No model was activated yet.',
    made: 'made {time}',
    by: 'by {name}',
    limits: 'T1 {review}, T2 {defect}',
    inForce: 'Active now',
    rollBack: 'Roll back to this',
    rollBackTitle: 'Roll back to this model?',
    rollBackText:
      'From the next frame on, {product} is judged by this model again, with the limits it had last, T1 {review} and T2 {defect}.',
    note: 'Back to the model that was activated {time}',
  },
  import: {
    open: 'Import model …',
    title: 'Import a model',
    folder: 'Folder on the station’s machine',
    hint: 'What an export made: model.onnx, card.json and the file of what was learnt.',
    look: 'Look at it',
    start: 'Import for {product}',
    running: 'Importing …',
    done: 'Model imported; it is not active yet',
    exportedFrom: 'Exported from',
    trainedFor: 'Trained for',
    images: 'Good images',
    reached: 'What it reached there',
    figures: 'Image AUROC {auroc}, AU-PRO {auPro} on {images} images',
    installed: '{product} has this model already.',
    foreign:
      'It was trained for another product, {trained}. It judges {product} well only where the parts look alike: evaluate it before it inspects.',
  },
  pro: {
    title: 'AU-PRO curve',
    x: 'Good pixels marked',
    y: 'Defect regions covered',
    value: 'AU-PRO {area}',
    missing: 'Needs defective images with masks.',
    label:
      'Per-region overlap over the false-positive rate of pixels, up to the limit of {limit}; area {area}',
  },
  misses: {
    escapes: 'Escapes: {count}',
    escapesText: 'Defective parts called good, the lowest score first.',
    noDefective: 'These images hold no defective parts.',
    falseRejects: 'False rejects: {count}',
    falseRejectsText: 'Good parts called defect, the highest score first.',
    doubts: 'To review: {count}',
    none: 'None at these limits.',
    previous: 'Previous',
    next: 'Next',
    place: '{place} of {count}',
  },
  sides: {
    view: 'View',
    single: 'One model',
    two: 'Two side by side',
    one: 'Model A',
    other: 'Model B',
    needTwo: 'One model cannot be compared',
    needTwoText: 'Train or import another model of this product, then both are shown side by side.',
    apart: 'The two were not evaluated on the same images yet. They will be, one after the other, on:',
    evaluateBoth: 'Evaluate both',
    figures: 'Image AUROC {auroc}, AU-PRO {auPro}',
    summary:
      '{disagreed} of {count} images are judged differently: {one} rightly by A alone, {other} rightly by B alone.',
    onlyDisagreed: 'Only what is judged differently',
    agreed: 'Both models judge every image alike.',
    image: 'Image',
    right: 'right',
    wrong: 'wrong',
  },
};
