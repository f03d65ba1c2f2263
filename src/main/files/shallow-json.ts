/** Deepest nesting of lists and objects in a station's calls and files. Parsing deeper JSON would fill the memory. */
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
 * Parses JSON from an untrusted source. It checks the depth first, because deeply nested JSON takes long to parse and blocks the event
 * loop.
 *
 * @param bytes UTF-8
 * @throws TooDeepError; SyntaxError or TypeError for invalid JSON
 */
export function parseShallowJson(bytes: Uint8Array): unknown {
  if (isDeeperThan(deepest, bytes)) throw new TooDeepError();
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}

/** The JSON is nested more deeply than any that a station writes. */
export class TooDeepError extends Error {
  constructor() {
    super(`It is at most ${deepest} levels deep`);
  }
}

/** Tells whether a JSON text is nested more deeply than `levels`; brackets in strings do not count. */
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
