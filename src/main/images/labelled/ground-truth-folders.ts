import { foldedName } from '../../../shared/domain/good-kinds.ts';

/** Names of folders of ground truth, without dashes, spaces and case; no defect is named like this. */
const ownNames: readonly string[] = ['groundtruth', 'groundtruths', 'gt'];
const names: readonly string[] = [...ownNames, 'mask', 'masks'];

/** Returns whether a folder is named like a folder of masks. */
export function isGroundTruthFolder(name: string): boolean {
  return names.includes(plain(name));
}

/**
 * Returns whether a folder among the kinds holds masks: by its name alone, or by a name like masks together
 * with subfolders named like other kinds.
 *
 * @param folders names of its subfolders
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
 * Returns the path of a mask as if it lay beside its picture instead of in a folder of masks: `masks/7.png`
 * gives `7.png`.
 *
 * @param file path below the kind's folder
 * @returns null if no folder in the path is named like masks
 */
export function besidePicture(file: string): string | null {
  const parts = file.split('/');
  const folders = parts.slice(0, -1);
  const kept = folders.filter((name) => !isGroundTruthFolder(name));
  return kept.length === folders.length ? null : [...kept, ...parts.slice(-1)].join('/');
}

/** Returns whether two names mean one kind, in another spelling or in the plural: `crack` and `Cracks`. */
export function isSameKind(one: string, other: string): boolean {
  const forms = singulars(plain(other));
  return singulars(plain(one)).some((form) => forms.includes(form));
}

function plain(name: string): string {
  return foldedName(name).replaceAll(/[\s._-]/g, '');
}

/** Returns a name and its possible singulars, in the languages of the station. */
function singulars(name: string): string[] {
  const endings = ['s', 'es', 'e', 'en', 'n', 'er'].filter((ending) => name.endsWith(ending));
  return [name, ...endings.map((ending) => name.slice(0, -ending.length))].filter((form) => form.length > 1);
}
