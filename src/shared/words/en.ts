import type { NotInspectedReason } from '../domain/not-inspected.ts';

/**
 * Words of the window and of the station's reports, which the command line writes without a window.
 * Placeholders are named: `{part} of {whole}`.
 */
export const common = {
  /** Names of an unnamed lane, and of the user at a station without sign-in. */
  names: { lane: 'Lane {number}', localUser: 'someone at the station' },
  /** Causes that people stated with their decisions. */
  causes: {
    title: 'Causes',
    defect: 'Defects',
    good: 'False rejects',
    cumulative: 'Cumulative share of the entries with a cause',
    rest: 'Rarer causes',
    withoutCause: 'No cause stated',
  },
  /** Agreement of model and people. */
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
    escapes: 'Escapes found',
    escapesText:
      'Called good by the model, defect by a person; of the kept good parts that were decided. More are kept near T1, so it is no rate of all good parts.',
    escapesUnknownText:
      'Nobody has decided on a kept good part yet. The line settings of a product say which good parts are kept.',
    unknown: 'Not known from the log',
  },
  controlRules: {
    'beyond-limits': 'One point beyond 3 sigma',
    'two-of-three': 'Two of three points beyond 2 sigma on one side',
    'four-of-five': 'Four of five points beyond 1 sigma on one side',
    'nine-on-one-side': 'Nine points in a row on one side',
    'six-in-a-trend': 'Six points in a row rising or falling',
  },
  /**
   * Sources of frames by kind: `name` names the kind, `at` one source of it. Words of a kind's own form are
   * in the window's words.
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
    'genicam-camera': {
      name: 'Industrial camera (GenICam)',
      at: 'Camera {address}',
      missing: 'Set up the industrial camera',
    },
    'v4l2-camera': {
      name: 'USB camera at the station',
      at: 'Camera {address}',
      missing: 'Set up the USB camera',
    },
    'rtsp-camera': { name: 'IP camera (RTSP)', at: 'Camera {address}', missing: 'Set up the IP camera' },
    'video-file': { name: 'Video file', at: 'Video {address}', missing: 'Choose the video' },
    push: { name: 'Pictures of a program', at: 'Pictures of a program' },
  },
  /** Oddities of labelled images with their number; the files follow. */
  dataNotes: {
    title: 'Notes on the images: {count}',
    more: 'and {count} more',
    good: 'They are good',
    defects: 'They are defects',
    says: {
      kindsTakenAsGood: 'Is that right? Kinds taken as good because of their names: {count}',
      kindsMatched: 'Folders of masks taken for a kind in another spelling: {count}',
      kindsEmpty: 'Kinds without a picture: {count}',
      picturesWithoutKind: 'Pictures in no kind, left out: {count}',
      otherFiles: 'Files that are no pictures, left out: {count}',
      foldersNotRead: 'Folders that were not looked into: {count}',
      trainNotRead: 'In “train”, but not in its folder “good”, left out: {count}',
      alreadyThere: 'Test and training image at once, stays what it was: {count}',
      trainedOn:
        'Pictures that the model was trained on and knows, so that figures look better than for new parts: {count}',
      labelsDiffer: 'The same picture under another label, too: {count}',
      masksBeside: 'Masks found beside their pictures: {count}',
      masksWithoutPicture: 'Masks that fit no picture: {count}',
      masksAmbiguous: 'Pictures whose mask is ambiguous, left out of the figures of pixels: {count}',
      defectsWithoutMask: 'Defective pictures without a mask, left out of the figures of pixels: {count}',
      masksUnreadable: 'Pictures whose mask cannot be read, left out of the figures of pixels: {count}',
      masksShape: 'Pictures whose mask has another shape, left out of the figures of pixels: {count}',
      masksEmpty: 'Pictures on whose mask nothing is marked, left out of the figures of pixels: {count}',
      masksInverted:
        'Pictures whose mask marks nearly everything, left out of the figures of pixels; black has to be the ground: {count}',
      masksOnGood: 'Good pictures whose mask marks something, counted as good all the same: {count}',
      masksReplaced: 'Masks that replace those of an earlier import: {count}',
      masksKept:
        'Masks that were drawn on since, or whose file cannot be used now, stay what they were: {count}',
      masksTurned:
        'Pictures turned by their EXIF orientation whose mask states none, taken as drawn upright: {count}',
      masksOutside: 'Pictures whose marks all lie outside the inspected area: {count}',
      pagesLeft: 'Files that hold several pictures, of which the first alone is read: {count}',
      shapeDiffers: 'Pictures of another shape than the training images, stretched to theirs: {count}',
      sampleBits: '16-bit pictures whose values fill fewer bits, read in that range: {count}',
      samplesCut: 'Pictures brighter than the range of the training images, cut off at white: {count}',
    },
  },
  /** Parts that arrived and have no verdict. */
  notInspected: {
    title: 'Not inspected',
    reason: 'Reason',
    detail: 'Detail',
    /** Reasons in full sentences, because people look at the part by hand then. */
    reasons: {
      unreadable: 'The picture cannot be read',
      'no-picture': 'The camera gave no picture',
      unlike: 'The picture looks like nothing the model learnt',
      late: 'No verdict in time',
      'worker-failed': 'The inspection process failed',
      'not-logged': 'The log could not keep the verdict',
      'out-of-place': 'The picture does not show the part, or not enough of it',
    } satisfies Record<NotInspectedReason, string>,
    /** Where the cause lies, and what it means for the next part. */
    lies: {
      picture: 'It lies in this picture: the next part may be fine.',
      station: 'It lies in the station: the next parts may share the fate.',
    },
    count: '{reason}: {count}',
  },
  /** Facts of an entry. */
  facts: {
    lane: 'Lane',
    partNumber: 'Part number',
    limits: 'Limits T1, T2',
    regionLimits: 'Pixel threshold, smallest area',
    unlike: 'Unlike the training images',
  },
  /** How pictures differ from the training images; `{share}` is a percentage. */
  unlike: {
    traits: {
      shape: 'Shape',
      size: 'Size',
      brightness: 'Brightness',
      shadows: 'Brightness of dark places',
      contrast: 'Contrast',
      red: 'Red',
      green: 'Green',
      blue: 'Blue',
      sharpness: 'Sharpness',
      direction: 'Direction of fine detail',
      blocks: 'Compression (block edges)',
      right: 'Position across',
      down: 'Position down',
      arrangement: 'Arrangement',
      deviation: 'Deviation of the whole picture',
      repetition: 'Rejected at the same places',
    },
    above: '{trait} {share} above the training images',
    below: '{trait} {share} below the training images',
    right: 'Shown {share} of the width further right',
    left: 'Shown {share} of the width further left',
    lower: 'Shown {share} of the height further down',
    higher: 'Shown {share} of the height further up',
    arrangement: 'Arrangement {measured} alike, training images {usual}',
    direction:
      'Fine detail runs in another direction: steps across over steps down {measured}, training images {usual}',
    deviation: 'The whole picture deviates: {measured}, good pictures {usual}',
    repetition: 'Part after part is rejected at the same places: maps {measured} alike',
    shape: 'Shape {size}, training images have the shape {trained}',
    turned: 'Turned by 90°: {size}, training images have the shape {trained}',
    size: '{size} pixels, training images {trained}',
  },
};
