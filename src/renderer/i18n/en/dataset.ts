/** Labelled images of a product, their masks, what is odd about them, and bursts of the camera. */
export const dataset = {
  purpose: {
    label: 'Images for',
    training: 'Training (good)',
    test: 'Test',
  },
  testCount: '{good} good and {defective} defective test images, {masks} outlined',
  filter: {
    label: 'Shown',
    all: 'All',
    good: 'Good',
    unnamed: 'Defect of no stated kind',
  },
  emptyTest: {
    title: 'No test images yet',
    text: 'Good and defective images whose truth is known show what a model is worth. Drop them here, or import a folder laid out as test/good, test/KIND and ground_truth/KIND/NAME_mask.png: labels and masks come along.',
    filtered: 'No image is left here.',
  },
  incoming: {
    title: 'Add {count} image | Add {count} images',
    label: 'New images are',
    roles: {
      training: 'Good, for training',
      good: 'Good, for testing',
      defect: 'Defective, for testing',
    },
    accept: 'Add',
    refused: 'A kind of defect is not called “good”.',
    folderHint:
      'A folder laid out as train/good, test/KIND and ground_truth/KIND brings its own labels and masks.',
    kind: 'Kind of defect',
    placeholder: 'For example: crack',
  },
  tile: {
    select: 'Select {name}',
    good: 'Good',
    defect: 'Defect',
    mask: 'Outlined',
  },
  selection: {
    label: 'Selected images',
    count: '{count} selected',
    all: 'Select all {count}',
    clear: 'Clear selection',
    hint: 'Space selects, Shift and a click or arrow extends, Ctrl+A takes all.',
    toTraining: 'To training (good)',
    toTestGood: 'To test as good',
    toTestDefect: 'To test as defective',
    good: 'Good',
    defect: 'Defective',
    remove: 'Remove',
    removed: '{count} image removed | {count} images removed',
  },
  labelled: {
    training: '{count} image trains now | {count} images train now',
    good: '{count} test image is labelled good | {count} test images are labelled good',
    defect: '{count} test image is labelled a defect | {count} test images are labelled defects',
    kind: '{count} test image is labelled {kind} | {count} test images are labelled {kind}',
    failed: 'Label the images',
  },
  evaluate: {
    source: 'Measured on',
    own: 'Test images of this product',
    ownCount: '{good} good, {defective} defective',
    folder: 'A folder',
    onOwn: 'on the product’s own test images',
  },
  log: {
    addToTest: 'Add to test images',
    addedToTest: 'Added to the test images of {product}',
  },
};
