import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataNoteCode } from '../../shared/domain/data-notes.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { isMaskName } from './labelled/mask-names.ts';
import { readMaskLevels } from './mask-levels.ts';
import { markedOn, type MarkingProblem } from './mask-rule.ts';

/** A picture's ground truth. */
export interface GroundTruth {
  /** `[height, width]` row-major, 1 where the defect is. */
  readonly mask: Uint8Array;
  readonly height: number;
  readonly width: number;
}

/**
 * Why a mask is refused: a `MarkingProblem`, it cannot be read, its shape differs from the picture's, or it
 * marks something on a good picture.
 */
export type MaskProblem = MarkingProblem | 'unreadable' | 'shape' | 'good';

/** The note for each problem. */
export const maskNotes = {
  unreadable: 'masksUnreadable',
  shape: 'masksShape',
  empty: 'masksEmpty',
  inverted: 'masksInverted',
  good: 'masksOnGood',
} as const satisfies Record<MaskProblem, DataNoteCode>;

/** A refused mask with details: both sizes, or the decoder's message. */
export interface RefusedMask {
  readonly problem: MaskProblem;
  readonly detail: string;
}

interface Size {
  readonly height: number;
  readonly width: number;
}

/**
 * Reads a ground-truth mask of any usual form (rule: `markedOn`).
 *
 * @param source the file's path or content; or the path of a folder whose masks are united
 * @param picture the picture's size, pixels. A mask of the same shape and another size is resized; a larger
 *   one keeps its size, so that nothing thin is lost
 * @param trusted whether a person has seen the marks, so that even a mask of nearly everything is accepted
 * @returns the truth, or why the mask is refused
 */
export async function readGroundTruth(
  source: string | Uint8Array,
  picture: Size,
  trusted = false,
): Promise<GroundTruth | RefusedMask> {
  if (typeof source === 'string' && (await isFolder(source))) return readUnited(source, picture, trusted);
  let read;
  try {
    read = await readMaskLevels(source);
  } catch (error) {
    return { problem: 'unreadable', detail: messageOf(error) };
  }
  const { height, width } = read;
  if (!isSameShape(read, picture)) {
    return { problem: 'shape', detail: `${sizeText(read)} ≠ ${sizeText(picture)}` };
  }
  const { mask, problem } = markedOn(read, trusted);
  if (problem !== null) return { problem, detail: '' };
  if (width >= picture.width && height >= picture.height) return { mask, height, width };
  return {
    mask: resizedMask(mask, read, picture),
    height: picture.height,
    width: picture.width,
  };
}

/**
 * Unites the masks of a folder, each of which marks a part. Empty masks are an error only if all are empty.
 */
async function readUnited(
  folder: string,
  picture: Size,
  trusted: boolean,
): Promise<GroundTruth | RefusedMask> {
  let united: GroundTruth | RefusedMask = { problem: 'unreadable', detail: 'The folder holds no masks' };
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    if (!isMaskName(entry.name)) continue;
    // Ignores links, because they could lead out of the labelled folder.
    const read: GroundTruth | RefusedMask = entry.isFile()
      ? await readGroundTruth(join(folder, entry.name), picture, trusted)
      : { problem: 'unreadable', detail: 'It is no file' };
    if (!isRefused(read)) united = isRefused(united) ? read : unionOf(united, read);
    else if (read.problem !== 'empty') return { ...read, detail: `${entry.name} ${read.detail}`.trim() };
    else if (isRefused(united)) united = read;
  }
  return united;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

/** Returns what either mask marks, at the size of the larger one. */
function unionOf(one: GroundTruth, other: GroundTruth): GroundTruth {
  const [large, small] = one.mask.length >= other.mask.length ? [one, other] : [other, one];
  const added = resizedMask(small.mask, small, large);
  return { ...large, mask: large.mask.map((value, pixel) => (value === 0 ? (added[pixel] ?? 0) : value)) };
}

/**
 * Checks whether a good picture's mask contradicts the label.
 *
 * @param source as `readGroundTruth`
 * @returns null if it marks nothing or cannot be read
 */
export async function readMaskOfGood(
  source: string | Uint8Array,
  picture: Size,
): Promise<RefusedMask | null> {
  const read = await readGroundTruth(source, picture);
  const marks = !isRefused(read) || read.problem === 'inverted';
  return marks ? { problem: 'good', detail: '' } : null;
}

export function isRefused(read: GroundTruth | RefusedMask): read is RefusedMask {
  return 'problem' in read;
}

/** Makes the error for the person who gave the mask. @param name the file's name */
export function maskFailure({ problem, detail }: RefusedMask, name: string): StationError {
  const messages = {
    unreadable: `The mask “${name}” cannot be read. Replace the file.`,
    shape: `The mask “${name}” has another shape than its picture (${detail}). Replace the file.`,
    empty: `Nothing is marked on the mask “${name}”: it is black all over. Replace the file.`,
    inverted: `The mask “${name}” marks nearly everything. Black is the ground, anything else the defect: invert it.`,
    good: `The mask “${name}” marks a defect on a picture that is labelled good. Correct the label or the mask.`,
  } as const satisfies Record<MaskProblem, string>;
  return new StationError('UNREADABLE_IMAGE', messages[problem], detail);
}

/**
 * Reads a mask at the size of a shown or edited picture. A pixel that touches a mark is marked, so that thin
 * cracks stay connected.
 *
 * @throws StationError UNREADABLE_IMAGE with the file's name, also if the mask is refused
 */
export async function readShownMask(
  source: string | Uint8Array,
  height: number,
  width: number,
  name = typeof source === 'string' ? source : 'mask',
): Promise<Uint8Array> {
  const read = await readGroundTruth(source, { height, width }, true);
  if (isRefused(read)) throw maskFailure(read, name);
  return resizedMask(read.mask, read, { height, width });
}

/** Resizes a mask. Enlarging repeats pixels; reducing marks each pixel that touches a mark. */
export function resizedMask(mask: Uint8Array, from: Size, to: Size): Uint8Array {
  if (from.height === to.height && from.width === to.width) return mask;
  const rows = spans(from.height, to.height);
  const columns = spans(from.width, to.width);
  const result = new Uint8Array(to.height * to.width);
  for (let row = 0; row < to.height; row++) {
    for (let y = rows.first[row] ?? 0; y < (rows.end[row] ?? 0); y++) {
      for (let column = 0; column < to.width; column++) {
        for (let x = columns.first[column] ?? 0; x < (columns.end[column] ?? 0); x++) {
          if (mask[y * from.width + x] !== 0) result[row * to.width + column] = 1;
        }
      }
    }
  }
  return result;
}

/** Returns the pixels `[first, end)` of a side of `from` pixels for each of `to` pixels. */
function spans(from: number, to: number): { first: Int32Array; end: Int32Array } {
  const first = new Int32Array(to);
  const end = new Int32Array(to);
  for (let index = 0; index < to; index++) {
    const nearest = Math.min(Math.floor(((index + 0.5) * from) / to), from - 1);
    first[index] = to >= from ? nearest : Math.floor((index * from) / to);
    end[index] = to >= from ? nearest + 1 : Math.ceil(((index + 1) * from) / to);
  }
  return { first, end };
}

/** Returns whether sizes differ only in scale, up to one pixel of rounding. */
function isSameShape(mask: Size, picture: Size): boolean {
  return (
    Math.abs(mask.width - (picture.width * mask.height) / picture.height) <= 1 ||
    Math.abs(mask.height - (picture.height * mask.width) / picture.width) <= 1
  );
}

function sizeText({ width, height }: Size): string {
  return `${width} × ${height}`;
}
