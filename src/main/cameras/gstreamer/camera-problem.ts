import { addressOf } from '../../../shared/domain/source-kinds.ts';
import type { StationCamera } from '../../../shared/domain/station-cameras.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { PictureFault } from './picture-faults.ts';
import { installAdvice } from './programs.ts';

/** Returns the beginning of a sentence, such as `The camera “Line 1”`. */
function named(camera: StationCamera): string {
  return `The ${'file' in camera ? 'video' : 'camera'} “${addressOf(camera) ?? ''}”`;
}

/** Added to a problem's message if the inspection goes on. */
const again = ' The station tries again by itself.';

/** Patterns of GStreamer's messages with the advice for each; the first match counts. */
const remedies: readonly (readonly [said: RegExp, remedy: string])[] = [
  [/unauthorized|not authorized|401/i, 'It refuses user or password. Set them again in the camera’s form.'],
  [
    /missing a plug-in|no decoder|missing element/i,
    `Its video has a form that GStreamer cannot read here. ${installAdvice(['gstreamer1.0-libav'], process.platform)}`,
  ],
  [
    /not-negotiated|could not set caps/i,
    'It does not offer these settings. Check pixel format, area, frame rate and features in its form.',
  ],
  [/access denied|controlled by another|access-denied|busy/i, 'Another program uses it. End that program.'],
  [
    /permission denied/i,
    'The station may not open it. Give its user the rights (on Linux: the group “video”).',
  ],
  [
    /no such file|resource not found|could not find|not found|cannot identify device/i,
    'It is not there. Check name, cable and power.',
  ],
  [
    /failed to connect|could not connect|connection refused|timed? ?out|unreachable|could not open resource/i,
    'It does not answer. Check address, cable and power.',
  ],
];

const usualRemedy = 'Check its cable and power.';

/** The same for a video file, before the others. */
const videoRemedies: typeof remedies = [
  [/no such file|resource not found/i, 'It is not there. Check its name and folder.'],
];
const usualVideoRemedy = 'It is no video, or damaged. Choose another one.';

function remedyFor(camera: StationCamera, said: string): string {
  const isVideo = 'file' in camera;
  const known = [...(isVideo ? videoRemedies : []), ...remedies].find(([pattern]) => pattern.test(said));
  return known?.[1] ?? (isVideo ? usualVideoRemedy : usualRemedy);
}

/** Returns whether GStreamer itself said that it cannot go on; a killed process says nothing. */
export const saysError = (words: string): boolean => /^ERROR: from element /m.test(words);

/** Returns GStreamer's first error message, without the place in its source code; empty if it has none. */
function firstError(words: string): string {
  return /^ERROR: from element [^:]+(?::[^ ]*)?: (.+)$/m.exec(words)?.[1] ?? '';
}

/** The camera that failed. */
export interface CameraFailure {
  readonly camera: StationCamera;
  /** Whether the camera gave pictures before; if so, the inspection goes on. */
  readonly hasBegun: boolean;
}

/**
 * Makes the problem of a camera whose pipeline ended.
 *
 * @param words GStreamer's output
 * @param password removed from the problem's text
 */
export function connectionProblem(
  { camera, hasBegun }: CameraFailure,
  words: string,
  password: string | null,
): StationError {
  const said = password === null || password === '' ? words : words.replaceAll(password, '•••');
  const remedy = remedyFor(camera, said);
  const error = firstError(said);
  const reason = error === '' ? 'The process that reads it ended.' : error;
  return new StationError(
    'CAMERA_UNAVAILABLE',
    `${named(camera)} gives no pictures. ${remedy}${hasBegun ? again : ''} (${reason})`,
    said,
  );
}

/** Makes the problem of a network camera that ended its stream in order. */
export function streamEnded(camera: StationCamera): StationError {
  return new StationError(
    'CAMERA_UNAVAILABLE',
    `${named(camera)} has ended its stream. Check its settings.${again}`,
  );
}

/** Makes the problem of a camera that gives no pictures. @param seconds time since the last picture */
export function silenceProblem({ camera, hasBegun }: CameraFailure, seconds: number): StationError {
  const isVideo = 'file' in camera;
  const videoRemedy = hasBegun ? 'Check the disk or share on which it lies.' : usualVideoRemedy;
  const remedy = isVideo ? videoRemedy : 'Check its cable and power, and whether it waits for a trigger.';
  const goesOn = isVideo ? ' It goes on by itself.' : again;
  return new StationError(
    'CAMERA_UNAVAILABLE',
    `${named(camera)} has given no picture for ${seconds} s. ${remedy}${hasBegun ? goesOn : ''}`,
  );
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Makes the problem of pictures whose size differs from those before. */
export function sizeProblem(camera: StationCamera, was: Size, is: Size): StationError {
  return new StationError(
    'CAMERA_UNAVAILABLE',
    `${named(camera)} gives pictures of ${is.width} × ${is.height} pixels now, before of ${was.width} × ${was.height}. Set the camera back, or check the limits with the new pictures.`,
  );
}

const faultWords: Readonly<Record<PictureFault, string>> = {
  stuck: 'shows the same picture again and again. The station connects to it anew.',
  dark: 'gives black pictures. Check lighting, lens cap and exposure.',
  blurred: 'gives blurred pictures. Clean the lens, and check its focus and whether it has moved.',
};

export function pictureProblem(camera: StationCamera, fault: PictureFault): StationError {
  return new StationError('CAMERA_UNAVAILABLE', `${named(camera)} ${faultWords[fault]}`);
}

interface ReadVideo {
  readonly camera: StationCamera;
  /** Number of pictures that the video gave. */
  readonly pictures: number;
  /** Whether GStreamer said that it could not read some of the pictures. */
  readonly isDamaged: boolean;
}

/** Makes the problem of a video that has ended and is not repeated. */
export function videoOver({ camera, pictures, isDamaged }: ReadVideo): StationError {
  const damage = isDamaged ? ' It is damaged: some of its pictures could not be read.' : '';
  return new StationError(
    'CAMERA_UNAVAILABLE',
    `${named(camera)} is over after ${pictures} pictures.${damage} Stop the inspection, or have the video repeated.`,
  );
}

/** Makes the problem of a video that cannot be read beyond a place within it. @param words GStreamer's output */
export function videoBreaksOff(
  { camera, pictures }: Omit<ReadVideo, 'isDamaged'>,
  words: string,
): StationError {
  const rest = 'repeats' in camera && camera.repeats ? ' It begins anew each time.' : '';
  const error = firstError(words);
  return new StationError(
    'CAMERA_UNAVAILABLE',
    `${named(camera)} breaks off after ${pictures} pictures: it is damaged, and what follows cannot be read.${rest} Choose another one.${error === '' ? '' : ` (${error})`}`,
    words,
  );
}
