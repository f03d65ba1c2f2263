/** What people call good parts, without spaces, dots, strokes and case; `good` itself is the layout's own name. */
const names: ReadonlySet<string> = new Set([
  ...['good', 'goods', 'ok', 'okay', 'io', 'normal', 'pass', 'passed', 'gut', 'healthy', 'intact'],
  ...['nodefect', 'nodefects', 'nondefective', 'defectfree', 'withoutdefect', 'withoutdefects'],
  ...['良品', '合格', '合格品', '正常'],
]);

/** The name of the folder of good parts in the layout of a labelled folder, and their kind. */
export const goodKind = 'good';

/** A name as it is compared: composed (NFC), in lower case. */
export function foldedName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Whether a kind's name says that its parts are good: `Good`, `ok`, `i.O.`, `no_defect`. */
export function meansGood(kind: string): boolean {
  return names.has(foldedName(kind).replaceAll(/[\s._-]/g, ''));
}
