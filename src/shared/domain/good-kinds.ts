/** What people call good parts, without spaces, dots, strokes and case; `good` itself is the layout's own name. */
const names: ReadonlySet<string> = new Set([
  ...['good', 'goods', 'ok', 'okay', 'io', 'normal', 'nominal', 'pass', 'passed', 'accept', 'accepted'],
  ...['healthy', 'intact', 'flawless', 'faultless', 'conform', 'conforming', 'clean', 'perfect'],
  ...['nodefect', 'nodefects', 'nondefective', 'defectfree', 'withoutdefect', 'withoutdefects'],
  ...['noanomaly', 'nonanomalous', 'anomalyfree', 'nofault', 'faultfree'],
  ...['gut', 'inordnung', 'fehlerfrei', 'fehlerlos', 'ohnefehler'],
  ...['良品', '良', '合格', '合格品', '正常', '无缺陷', '无瑕疵'],
]);

/** Words that name the parts or number the folder, before or after what says that they are good: `01_good`, `OK-Teile`. */
const around = '(?:\\d|parts?|images?|pictures?|samples?|pieces?|teile?|bilder?|muster|件|图像|图片|样本)*';
const surrounded = new RegExp(`^${around}(.+?)${around}$`, 'u');

/** The name of the folder of good parts in the layout of a labelled folder, and their kind. */
export const goodKind = 'good';

/** A name as it is compared: composed (NFC), in lower case. */
export function foldedName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Whether a kind's name says that its parts are good: `Good`, `ok`, `i.O.`, `no_defect`, `01_good_parts`. */
export function meansGood(kind: string): boolean {
  const plain = foldedName(kind).replaceAll(/[\s._-]/g, '');
  return names.has(plain) || names.has(surrounded.exec(plain)?.[1] ?? '');
}
