/** No call and no file of a station has lists or objects that lie deeper in each other; parsing deep ones fills the memory. */
const deepest = 64;

const code = {
  quote: 0x22,
  backslash: 0x5c,
  list: 0x5b,
  listEnd: 0x5d,
  object: 0x7b,
  objectEnd: 0x7d,
} as const;

/**
 * Parses JSON that anybody may have written. Its depth is looked at before: what is too deep takes long, and as long as it takes
 * nothing else runs.
 *
 * @param bytes UTF-8
 * @throws TooDeepError; SyntaxError or TypeError for what is no JSON
 */
export function parseShallowJson(bytes: Uint8Array): unknown {
  if (isDeeperThan(deepest, bytes)) throw new TooDeepError();
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}

/** What is parsed lies deeper in each other than anything a station writes. */
export class TooDeepError extends Error {
  constructor() {
    super(`It is at most ${deepest} levels deep`);
  }
}

/** Whether lists and objects of a JSON text lie deeper in each other than so many levels; brackets in strings do not count. */
function isDeeperThan(levels: number, text: Uint8Array): boolean {
  let [level, inString] = [0, false];
  for (let at = 0; at < text.length; at++) {
    const byte = text[at];
    if (inString) {
      if (byte === code.backslash) at += 1;
      else if (byte === code.quote) inString = false;
    } else if (byte === code.quote) inString = true;
    else if (byte === code.list || byte === code.object) {
      if (++level > levels) return true;
    } else if (byte === code.listEnd || byte === code.objectEnd) level -= 1;
  }
  return false;
}
