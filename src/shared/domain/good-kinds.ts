/**
 * Common names of good parts, without spaces, dots, dashes and case; `good` itself is the layout's own name.
 */
const names: ReadonlySet<string> = new Set([
  ...['good', 'goods', 'ok', 'okay', 'io', 'normal', 'nominal', 'pass', 'passed', 'accept', 'accepted'],
  ...['healthy', 'intact', 'flawless', 'faultless', 'conform', 'conforming', 'clean', 'perfect'],
  ...['nodefect', 'nodefects', 'nondefective', 'defectfree', 'withoutdefect', 'withoutdefects'],
  ...['noanomaly', 'nonanomalous', 'anomalyfree', 'nofault', 'faultfree'],
  ...['gut', 'inordnung', 'fehlerfrei', 'fehlerlos', 'ohnefehler'],
  ...['良品', '良', '合格', '合格品', '正常', '无缺陷', '无瑕疵'],
]);

/** Words or numbers around the name: `01_good`, `OK-Teile`. */
const around = '(?:\\d|parts?|images?|pictures?|samples?|pieces?|teile?|bilder?|muster|件|图像|图片|样本)*';
const surrounded = new RegExp(`^${around}(.+?)${around}$`, 'u');

/** Name and kind of the folder of good parts in a labelled folder. */
export const goodKind = 'good';

/** Normalises a name for comparison: composed (NFC), lower case. */
export function foldedName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Returns whether a kind's name means good parts: `Good`, `ok`, `i.O.`, `no_defect`, `01_good_parts`. */
export function meansGood(kind: string): boolean {
  const plain = foldedName(kind).replaceAll(/[\s._-]/g, '');
  return names.has(plain) || names.has(surrounded.exec(plain)?.[1] ?? '');
}
