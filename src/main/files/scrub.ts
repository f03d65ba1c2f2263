const hidden = '[hidden]';

/** As long as a token of a link or a session, and as a hash in hexadecimal, which is no secret. */
const longWord = /[\w-]{32,}/g;
const hash = /^[\da-f]{32,128}(?!\w)/;

/**
 * Text without what lets somebody in: passwords in addresses, tokens of links and requests, values behind names such as `password`,
 * private keys. What is long and random is taken for a secret, hashes in hexadecimal are not.
 *
 * It takes a time in proportion to the text, whatever that is: lines of the log are scrubbed while the line waits.
 */
export function scrub(text: string): string {
  return text
    .replaceAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, hidden)
    .replaceAll(/\b([a-z][\w+.-]{0,30}:\/\/)[^\s/@"']+@/gi, `$1${hidden}@`)
    .replaceAll(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${hidden}`)
    .replaceAll(
      /((?:pass(?:word|phrase)?|pwd|pin|secret|token|cookie|authorization|api[_-]?key|private[_-]?key)["']?\s*[=:]\s*["']?)(?!\[hidden\])[^\s"',;&}]+/gi,
      `$1${hidden}`,
    )
    .replaceAll(longWord, (word) => (isRandom(word) ? hidden : word));
}

function isRandom(word: string): boolean {
  return /\d/.test(word) && /[A-Z]/.test(word) && /[a-z]/.test(word) && !hash.test(word);
}
