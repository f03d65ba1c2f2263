import type { DataNotes } from '../../../shared/domain/data-notes.ts';
import { foldedName } from '../../../shared/domain/good-kinds.ts';
import type { FilesOfKind } from './files-of-kind.ts';
import { isSameKind } from './ground-truth-folders.ts';
import { calledAsAny, calledAsBeside, joinMaskFolders, type ShownMask } from './mask-folders.ts';
import { matchMasks } from './mask-names.ts';
import type { FoundMasks, MaskFolder } from './read-masks.ts';

/** A kind of a labelled folder: a folder below `test`, with the files in it. */
export interface Kind extends FilesOfKind {
  readonly name: string;
  readonly defective: boolean;
}

/** A kind with the paths of its pictures below the labelled folder. */
interface PlacedKind extends Kind {
  readonly at: string;
  readonly paths: readonly string[];
}

/**
 * Finds the mask of each picture, first kind by kind, then among masks outside the kinds' folders. Notes
 * unmatched masks.
 *
 * @param test name of the folder of kinds
 * @returns the path of the mask, or of its folder of masks, by the picture's path below the labelled folder
 */
export function masksFor(
  kinds: readonly Kind[],
  { folders }: FoundMasks,
  test: string,
  notes: DataNotes,
): ReadonlyMap<string, string> {
  const found = createMatching();
  const placed = placeFolders(kinds, folders, notes);
  const all = kinds.map((kind): PlacedKind => {
    const at = `${test}/${kind.name}/`;
    return { ...kind, at, paths: kind.pictures.map(({ file }) => at + file) };
  });
  for (const { name, at, paths, beside } of all) {
    const masks = [...beside, ...(placed.get(name) ?? []).flatMap(shownMasks)].map((mask) => ({
      ...mask,
      file: at + mask.file,
    }));
    found.match(paths, joinMaskFolders(paths, masks, calledAsBeside(paths)));
  }
  const isPlaced = (folder: MaskFolder): boolean => [...placed.values()].flat().includes(folder);
  const bare = all.filter(
    ({ name, defective, paths }) => defective && !placed.has(name) && paths.every(found.lacks),
  );
  matchElsewhere(
    all,
    bare,
    folders.filter((folder) => !isPlaced(folder)),
    found,
    notes,
  );
  for (const mask of found.unmatched) notes.add('masksWithoutPicture', mask);
  for (const picture of all.flatMap(({ defective, paths }) => (defective ? paths : []))) {
    if (found.ambiguous.has(picture)) notes.add('masksAmbiguous', picture);
    else if (found.lacks(picture)) notes.add('defectsWithoutMask', picture);
  }
  return found.maskOf;
}

/**
 * Matches masks outside the kinds' folders. Masks in no folder, or in one named like a picture, may belong to
 * any defective picture without a mask, then to any good one. Masks in a folder named like no kind may belong
 * to a kind without masks, which is noted.
 */
function matchElsewhere(
  kinds: readonly PlacedKind[],
  bare: readonly PlacedKind[],
  folders: readonly MaskFolder[],
  found: Matching,
  notes: DataNotes,
): void {
  const pathsOf = (wanted: boolean): string[] =>
    kinds.flatMap(({ defective, paths }) => (defective === wanted ? paths : []));
  const [defective, good] = [pathsOf(true), pathsOf(false)];
  const isCalledAsPicture = calledAsAny([...defective, ...good]);
  const isLoose = ({ name, below }: MaskFolder): boolean => name === null || isCalledAsPicture(below);
  const belowFolder = (folder: MaskFolder): ShownMask[] =>
    shownMasks(folder).map((mask) => ({ ...mask, file: mask.shown }));
  const loose = joinMaskFolders([], folders.filter(isLoose).flatMap(belowFolder), isCalledAsPicture);
  found.match(defective.filter(found.lacks), loose, good.filter(found.lacks));
  for (const folder of folders.filter((other) => !isLoose(other))) {
    const without = bare.map(({ name, paths }) => ({ name, paths: paths.filter(found.lacks) }));
    found.match(
      without.flatMap(({ paths }) => paths),
      belowFolder(folder),
    );
    for (const { name, paths } of without) {
      if (paths.some((path) => found.maskOf.has(path))) notes.add('kindsMatched', folder.below, name);
    }
  }
}

type Matching = ReturnType<typeof createMatching>;

/** Collects matches of pictures and masks. */
function createMatching() {
  const maskOf = new Map<string, string>();
  const ambiguous = new Set<string>();
  const unmatched: string[] = [];

  /** @param others pictures for masks that fit none of the first */
  function match(
    pictures: readonly string[],
    masks: readonly ShownMask[],
    others: readonly string[] = [],
  ): void {
    const byFile = new Map(masks.map((mask) => [mask.file, mask]));
    const matches = matchMasks(
      pictures,
      masks.map(({ file }) => file),
    );
    for (const [picture, mask] of matches.maskOf) maskOf.set(picture, byFile.get(mask)?.path ?? '');
    for (const picture of matches.ambiguous) ambiguous.add(picture);
    const left = matches.unmatched.flatMap((file) => byFile.get(file) ?? []);
    if (others.length > 0) match(others, left);
    else unmatched.push(...left.map(({ shown }) => shown));
  }

  return {
    maskOf,
    ambiguous,
    /** Masks that fit no picture, by their paths below the labelled folder. */
    unmatched,
    match,
    lacks: (picture: string): boolean => !maskOf.has(picture) && !ambiguous.has(picture),
  };
}

function shownMasks({ below, masks }: MaskFolder): ShownMask[] {
  return masks.map((mask) => ({ ...mask, shown: `${below}/${mask.file}` }));
}

/** Assigns folders of ground truth to kinds: by equal name, else in another spelling. */
function placeFolders(
  kinds: readonly Kind[],
  folders: readonly MaskFolder[],
  notes: DataNotes,
): Map<string, MaskFolder[]> {
  const placed = new Map<string, MaskFolder[]>();
  const put = (kind: Kind, folder: MaskFolder): void =>
    void placed.set(kind.name, [...(placed.get(kind.name) ?? []), folder]);
  for (const folder of folders) {
    const { name, below } = folder;
    if (name === null) continue;
    const composed = name.normalize('NFC');
    const called =
      kinds.find((kind) => kind.name.normalize('NFC') === composed) ??
      kinds.find((kind) => foldedName(kind.name) === foldedName(name));
    if (called) {
      put(called, folder);
      continue;
    }
    const alike = kinds.filter((kind) => isSameKind(kind.name, name));
    const [only] = alike;
    if (only === undefined || alike.length > 1) continue;
    put(only, folder);
    notes.add('kindsMatched', below, only.name);
  }
  return placed;
}
