/** Short help for each view, and the first steps of a newcomer. */
export const help = {
  title: 'Help',
  open: 'Help (F1)',
  tabs: { view: 'This view', first: 'First steps', keys: 'Keys', glossary: 'Glossary' },
  search: 'Find a word',
  none: 'No such word.',
  views: {
    inspect: {
      title: 'Inspect',
      text: 'The line: start an inspection, see each part with its verdict, and say where the model is wrong.',
      first:
        'Start inspects the product at the top by the source chosen beside it. Space pauses; one tap says why.',
      second: 'A tap on a part in the strip holds it; G and B say what it is. Its verdict stays in the log.',
      third: 'The lamps at the left say what needs a hand; a tap tells what to do.',
    },
    images: {
      title: 'Images',
      text: 'Good images are what a model learns from; labelled test images, good and bad, are what it is measured on.',
      first: '20 to 50 good images are enough to begin. Drop files or a folder, or take them with a camera.',
      second: 'Draw the region that counts before the first training: all else is left out.',
      third: 'Unusual and doubled images are named above the list; leave out what does not belong.',
    },
    train: {
      title: 'Train',
      text: 'Makes a model of the good images. The recommended preset fits the rate that the line needs on this machine.',
      first: 'Presets differ in time to train, time a frame, and what they find; the cards say so.',
      second: 'A training goes on when the window is closed. Several wait for each other.',
      third: 'Afterwards, look at the five worst good images: one wrong image moves the limits.',
    },
    evaluate: {
      title: 'Evaluate',
      text: 'Tells, on test images, how many defects pass and how many good parts are rejected, and sets the limits.',
      first: 'The first sentence is the answer. Move T1 and T2 in the chart, or take a proposal.',
      second: 'The gallery shows each image with its heatmap; a click on a bar or a count narrows it.',
      third: 'Labels and masks are mended right there.',
    },
    activate: {
      title: 'Activate',
      text: 'The models of the product: compare them, and choose the one that inspects from the next frame on.',
      first: 'Activation asks with which limits, and says what these decide on the test images.',
      second: 'Models are named, pinned, archived, exported; none is ever changed.',
      third: 'The history below says which model inspected when.',
    },
    review: {
      title: 'Review',
      text: 'What was not good, with picture and heatmap, to be decided on; and good parts that a product has kept.',
      first: 'Inbox shows what nobody has decided on, the oldest first; G and B lead to the next.',
      second: 'A cause tells why. Add to test images has models measured on it from then on.',
      third: 'What if tries other limits; it changes nothing.',
    },
    statistics: {
      title: 'Statistics',
      text: 'Yield over time, causes, drift of the scores, and how often people disagree with the model.',
      first: 'A click on a bar opens the log of that time, or of that cause.',
      second: 'Points beyond the control limits say that something has changed: light, camera, or parts.',
      third: 'Report as PDF writes what the filters show; Settings sends reports by themselves.',
    },
    plant: {
      title: 'Plant',
      text: 'All stations of the plant: how they stand, what they log, and models for several of them.',
      first: 'Decisions that are made here go back to the stations.',
      second: 'A model is rolled out to some stations first, then to all.',
      third: 'The station works without the plant as before.',
    },
    settings: {
      title: 'Settings',
      text: 'The station itself: settings, lanes, outputs, backups, reports, people, and the audit trail.',
      first: 'Every change says who made it and when, and is undone by setting it anew.',
      second: 'Results leave by outputs, in order and at least once; the lamp says whether they do.',
      third: 'Diagnosis looks at everything and says what to do.',
    },
  },
  steps: {
    title: 'First steps',
    done: 'Done',
    go: 'Open',
    sample: {
      title: 'Inspect the sample product',
      text: 'Two clicks: Try the sample product, then Start. It shows what a verdict, a heatmap and the log are.',
    },
    decide: {
      title: 'Decide on a part',
      text: 'In Review, open the Inbox and say Good or Defect. Decisions show where the model is wrong.',
    },
    own: {
      title: 'Make a product of your own',
      text: '20 to 50 images of good parts; a region where only a part of the picture counts.',
    },
    train: {
      title: 'Train, and look at what it decides',
      text: 'Start with the recommended preset. With a few defective parts as test images, Evaluate says how many pass.',
    },
    line: {
      title: 'Activate it and inspect',
      text: 'Activate the model with limits that fit, choose the source, and start.',
    },
  },
};
