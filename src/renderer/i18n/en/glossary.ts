/** Terms of the field as in docs/glossary.md; a test compares the two. */
export const glossary = {
  part: {
    word: 'part',
    text: 'one item of a product that is inspected.',
  },
  product: {
    word: 'product',
    text: 'what parts are instances of; it has images, models, limits and causes of its own.',
  },
  lane: {
    word: 'lane',
    text: 'one place at the line where parts of one product pass one source: a camera, a trigger and the product that it inspects now.',
  },
  shift: {
    word: 'shift',
    text: 'a working time at the line that may begin with a check of known parts.',
  },
  knownPart: {
    word: 'known part',
    text: 'a labelled test image that a check at the start of a shift runs through model and limits.',
  },
  reject: {
    word: 'reject',
    text: 'a defect, or a part that was not inspected: what the line sorts out.',
  },
  yield: {
    word: 'yield',
    text: 'good parts as a share of all that arrived.',
  },
  score: {
    word: 'score',
    text: "one number a frame, the mean of the map's highest positions, 0.5 at the model's own defect limit.",
  },
  heatmap: {
    word: 'heatmap',
    text: 'the map as colours over the picture.',
  },
  t1: {
    word: 'T1, review limit',
    text: 'a score from here on sends the part to review.',
  },
  t2: {
    word: 'T2, defect limit',
    text: 'a score from here on makes the part a defect.',
  },
  verdict: {
    word: 'verdict',
    text: 'what model and limits say of a part: good (gut · 合格), review (prüfen · 待复核) or defect (Defekt · 缺陷).',
  },
  decision: {
    word: 'decision',
    text: 'what a person says of an entry, beside the verdict, which it never changes.',
  },
  cause: {
    word: 'cause',
    text: 'the words in which a decision states why; a product offers a list of them.',
  },
  falseReject: {
    word: 'false reject',
    text: 'a good part that is called a defect.',
  },
  escape: {
    word: 'escape',
    text: 'a defective part that is called good.',
  },
  keptGoodPart: {
    word: 'kept good part',
    text: "a good part whose picture the log keeps, by the product's rule: drawn by chance, or near T1.",
  },
  entry: {
    word: 'entry',
    text: 'a part in the log with picture, map, verdict, model and limits.',
  },
  whatif: {
    word: 'what-if',
    text: 'the verdict that other limits would have given; it changes nothing.',
  },
  trainingImage: {
    word: 'training image',
    text: 'a good image that a model learns from.',
  },
  validationImage: {
    word: 'validation image',
    text: 'a good image held back from learning, from which statistics and limits come.',
  },
  testImage: {
    word: 'test image',
    text: 'a labelled image, good or defective, that models are measured on and never learn from.',
  },
  label: {
    word: 'label',
    text: 'what a person says that an image shows: good, or a defect of a kind.',
  },
  mask: {
    word: 'mask',
    text: 'the outline of a defect on a test image, the ground truth of AU-PRO.',
  },
  regionOfInterest: {
    word: 'region of interest',
    text: 'the part of the picture that counts.',
  },
  teacher: {
    word: 'teacher',
    text: 'a network that was trained before, on photographs, and describes each place of a frame.',
  },
  student: {
    word: 'student',
    text: 'a network that learns to imitate the teacher on good parts.',
  },
  memory: {
    word: 'memory',
    text: 'the descriptors of good images that a model keeps.',
  },
  model: {
    word: 'model',
    text: 'a graph, its card and what was learnt, never changed.',
  },
  evaluation: {
    word: 'evaluation',
    text: 'a model on labelled images: image AUROC, pixel AUROC, AU-PRO, misses.',
  },
};
