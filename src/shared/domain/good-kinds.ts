/**
 * Common names of good parts in many languages, without spaces, dots, dashes, brackets and case; `good` itself is the
 * layout's own name. A name with accents also matches without them, so that most stand here without.
 */
const names: ReadonlySet<string> = new Set([
  ...['good', 'goods', 'ok', 'oks', 'okay', 'io', 'normal', 'normals', 'nominal', 'pass', 'passed', 'accept'],
  ...['accepted', 'acceptable', 'healthy', 'intact', 'undamaged', 'flawless', 'faultless', 'perfect'],
  ...['clean', 'conform', 'conforming', 'nodefect', 'nodefects', 'nondefect', 'nondefective', 'notdefective'],
  ...['defectfree', 'withoutdefect', 'withoutdefects', 'noanomaly', 'noanomalies', 'nonanomalous'],
  ...['anomalyfree', 'nofault', 'nofaults', 'faultfree'],
  // German, Dutch
  ...['gut', 'gute', 'guten', 'inordnung', 'fehlerfrei', 'fehlerlos', 'ohnefehler', 'mangelfrei'],
  ...['goed', 'goede', 'goedgekeurd', 'foutloos'],
  // Spanish, Portuguese, Italian, French, Romanian
  ...['bueno', 'buenos', 'buena', 'buenas', 'correcto', 'correctos', 'correcta', 'correctas', 'conforme'],
  ...['conformes', 'sindefecto', 'sindefectos', 'normales', 'aceptado', 'aceptados'],
  ...['bom', 'bons', 'boa', 'boas', 'normais', 'semdefeito', 'semdefeitos', 'aprovado', 'aprovados'],
  ...['buono', 'buoni', 'buona', 'buone', 'normale', 'normali', 'conformi', 'senzadifetti', 'senzadifetto'],
  ...['bon', 'bonne', 'bonnes', 'normaux', 'sansdefaut', 'sansdefauts', 'accepte', 'acceptes'],
  ...['bun', 'bune', 'faradefecte'],
  // Danish, Norwegian, Swedish, Finnish
  ...['god', 'gode', 'godkendt', 'godkjent', 'bra', 'godkand', 'godkanda', 'felfri', 'fejlfri', 'feilfri'],
  ...['hyva', 'hyvat', 'ehja', 'ehjat', 'virheeton', 'virheettomat'],
  // Polish, Czech and Slovak, Slovenian and Croatian, Hungarian, Turkish
  ...['dobry', 'dobre', 'dobra', 'bezwad', 'zgodny', 'zgodne', 'vporadku', 'bezvad', 'bezvady', 'dobro'],
  ...['dobri', 'ispravno', 'jo', 'hibatlan', 'megfelelo', 'iyi', 'saglam', 'hatasiz', 'hatasız', 'kusursuz'],
  // Russian, Ukrainian, Greek, Arabic, Hebrew, Hindi, Thai, Vietnamese, Indonesian
  ...['годен', 'годный', 'годные', 'хороший', 'хорошие', 'хорошо', 'норма', 'нормальные', 'исправные'],
  ...['бездефектов', 'бездефекта', 'добре', 'добрі', 'придатні', 'бездефектів', 'норм'],
  ...['καλο', 'καλα', 'سليم', 'سليمة', 'جيد', 'תקין', 'טוב', 'अच्छा', 'सही', 'ดี', 'ปกติ', 'tốt'],
  ...['đạt', 'baik', 'bagus'],
  // Chinese, Japanese, Korean
  ...['良品', '良', '良好', '好', '好品', '正品', '合格', '合格品', '正常', '正常品', 'ok品'],
  ...['无缺陷', '无瑕疵', '无异常', '無缺陷', '無瑕疵', '無異常'],
  ...['異常なし', '欠陥なし', '欠陥無し', '無欠陥', '양품', '정상', '정상품', '합격', '합격품', '양호'],
]);

/** Words or numbers around the name: `01_good`, `OK-Teile`, `good_test`. */
const aroundWords = [
  ...['\\d', 'tests?', 'parts?', 'images?', 'pictures?', 'photos?', 'samples?', 'pieces?', 'products?'],
  ...['teile?', 'bilder?', 'muster', 'stuck', 'piezas?', 'pieces', 'pecas?', 'pezz[io]', 'imagenes'],
  ...['immagini'],
  ...['件', '图像', '图片', '样本', '產品', '产品', '圖像', '圖片', '樣本', '部品', '画像'],
  ...['부품', '이미지', '제품'],
];
const around = `(?:${aroundWords.join('|')})*`;
const surrounded = new RegExp(`^${around}(.+?)${around}$`, 'u');

/** Name and kind of the folder of good parts in a labelled folder. */
export const goodKind = 'good';

/** Normalises a name for comparison: composed (NFC), lower case. */
export function foldedName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Returns whether a kind's name means good parts: `Good`, `ok`, `i.O.`, `no_defect`, `01_good_parts`, `sans défaut`. */
export function meansGood(kind: string): boolean {
  const plain = foldedName(kind).replaceAll(/[\s._()-]/g, '');
  const bare = plain
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .normalize('NFC');
  return [plain, bare].some((name) => names.has(name) || names.has(surrounded.exec(name)?.[1] ?? ''));
}
