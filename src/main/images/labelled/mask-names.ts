import { foldedName } from '../../../shared/domain/good-kinds.ts';
import { withoutEnding } from './mask-folders.ts';

/** Endings of mask files, lower case: more than those of inspected pictures. */
const endings = /\.(png|jpe?g|jpe|jfif|bmp|dib|tiff?|gif|webp)$/i;
const words = '(?:masks?|gt|labels?|ground[-_ ]?truth|seg|segmentation|annotation)';
const suffix = new RegExp(`[-_. ]${words}$`, 'i');
const prefix = new RegExp(`^${words}[-_. ]`, 'i');

/** Returns whether a name's ending allows a mask; hidden files are excluded. */
export function isMaskName(name: string): boolean {
  return !name.startsWith('.') && endings.test(name);
}

/** Returns the stem of a mask's picture: `a` for `a_mask`, `a_GT`, `mask_a`. */
export function withoutMaskWord(stem: string): string {
  return stem.replace(suffix, '').replace(prefix, '') || stem;
}

/** Matches of pictures and masks, by paths below their kind's folders. */
export interface MaskMatches {
  /** Mask by picture. */
  readonly maskOf: ReadonlyMap<string, string>;
  /** Pictures without a unique mask: one mask fits two pictures, or two masks fit one. */
  readonly ambiguous: readonly string[];
  /** Masks that fit no picture. */
  readonly unmatched: readonly string[];
}

/**
 * Finds each picture's mask by name: equal to the picture's, with or without ending, with or without a word
 * for mask. Searches the picture in the mask's folder below the kind, then in folders below that; in any
 * folder only if the mask's folder holds no pictures. Compares composed names (NFC), first with case, then
 * without.
 */
export function matchMasks(pictures: readonly string[], masks: readonly string[]): MaskMatches {
  const found = new Map<string, string[]>();
  const ambiguous = new Set<string>();
  const unmatched: string[] = [];
  const index = indexOf(pictures);
  for (const mask of masks) {
    const fitting = picturesFor(mask, index);
    if (fitting.length === 0) unmatched.push(mask);
    if (fitting.length > 1) for (const picture of fitting) ambiguous.add(picture);
    const [only] = fitting;
    if (only !== undefined && fitting.length === 1) found.set(only, [...(found.get(only) ?? []), mask]);
  }
  const maskOf = new Map<string, string>();
  for (const [picture, [mask, ...others]] of found) {
    if (others.length > 0) ambiguous.add(picture);
    else if (mask !== undefined) maskOf.set(picture, mask);
  }
  for (const picture of ambiguous) maskOf.delete(picture);
  return { maskOf, ambiguous: pictures.filter((picture) => ambiguous.has(picture)), unmatched };
}

interface PictureIndex {
  /** Pictures by scope and name, with and without case. */
  readonly named: ReadonlyMap<string, readonly string[]>;
  /** Folders that hold pictures. */
  readonly holding: ReadonlySet<string>;
}

function indexOf(pictures: readonly string[]): PictureIndex {
  const named = new Map<string, string[]>();
  for (const picture of pictures) {
    const { folder, name, stem } = partsOf(picture);
    // Without an ending, both forms are equal.
    for (const form of new Set([name, stem])) {
      for (const scope of [folder, ...foldersAbove(folder).map(below), anywhere]) {
        for (const key of new Set([keyOf(scope, form), keyOf(scope, form, true)])) {
          named.set(key, [...(named.get(key) ?? []), picture]);
        }
      }
    }
  }
  return { named, holding: new Set(pictures.map((picture) => foldedName(partsOf(picture).folder))) };
}

/** Returns the pictures that fit a mask best. */
function picturesFor(mask: string, { named, holding }: PictureIndex): readonly string[] {
  const { folder, stem } = partsOf(mask);
  const last = holding.has(foldedName(folder)) ? [] : [anywhere];
  for (const scope of [folder, below(folder), ...last]) {
    for (const called of new Set([stem, withoutMaskWord(stem)])) {
      for (const key of [keyOf(scope, called), keyOf(scope, called, true)]) {
        const pictures = named.get(key);
        if (pictures) return pictures;
      }
    }
  }
  return [];
}

/** A scope that no folder can have as name. */
const anywhere = '\0';
const below = (folder: string): string => `${folder}/\0`;

function foldersAbove(folder: string): string[] {
  const names = folder.split('/');
  return names.slice(1).map((_, count) => names.slice(0, count + 1).join('/'));
}

function keyOf(folder: string, name: string, withoutCase = false): string {
  const plain = `${folder.normalize('NFC')}/${name.normalize('NFC')}`;
  return withoutCase ? `\0${foldedName(plain)}` : plain;
}

function partsOf(file: string): { folder: string; name: string; stem: string } {
  const slash = file.lastIndexOf('/');
  const name = file.slice(slash + 1);
  return { folder: file.slice(0, Math.max(slash, 0)), name, stem: withoutEnding(name) };
}
