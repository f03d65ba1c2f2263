import { foldedName } from '../../../shared/domain/good-kinds.ts';

/** Names of the folder of ground truth, without strokes, spaces and case; a defect is called so by nobody. */
const ownNames: readonly string[] = ['groundtruth', 'groundtruths', 'gt'];
const names: readonly string[] = [...ownNames, 'mask', 'masks'];

/** Whether a folder is called as one that holds masks. */
export function isGroundTruthFolder(name: string): boolean {
  return names.includes(plain(name));
}

/**
 * Whether a folder among the kinds holds masks: its name says so, or it is called like masks and has the folders of
 * other kinds in it.
 *
 * @param folders what it has in it
 */
export function isMasksAmongKinds(
  name: string,
  folders: readonly string[],
  kinds: readonly string[],
): boolean {
  const others = kinds.filter((kind) => kind !== name);
  const hasKinds = folders.some((folder) => others.some((kind) => isSameKind(kind, folder)));
  return ownNames.includes(plain(name)) || (isGroundTruthFolder(name) && hasKinds);
}

/**
 * Where the mask of a picture would lie that lies in a folder of masks below its kind, as if it lay beside the picture:
 * `masks/7.png` says `7.png`.
 *
 * @param file path below the kind's folder
 * @returns null where no folder of the path is called as one of masks
 */
export function besidePicture(file: string): string | null {
  const parts = file.split('/');
  const folders = parts.slice(0, -1);
  const kept = folders.filter((name) => !isGroundTruthFolder(name));
  return kept.length === folders.length ? null : [...kept, ...parts.slice(-1)].join('/');
}

/** Whether two names are one kind in other spelling, or in the plural: `crack` and `Cracks`. */
export function isSameKind(one: string, other: string): boolean {
  const forms = singulars(plain(other));
  return singulars(plain(one)).some((form) => forms.includes(form));
}

function plain(name: string): string {
  return foldedName(name).replaceAll(/[\s._-]/g, '');
}

/** A name and what it may be the plural of, in the languages of the station. */
function singulars(name: string): string[] {
  const endings = ['s', 'es', 'e', 'en', 'n', 'er'].filter((ending) => name.endsWith(ending));
  return [name, ...endings.map((ending) => name.slice(0, -ending.length))].filter((form) => form.length > 1);
}
