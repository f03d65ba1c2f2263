const hidden = '[hidden]';

/** Words of the length of a token; hexadecimal hashes have that length, too, but are no secrets. */
const longWord = /[\w-]{32,}/g;
const hash = /^[\da-f]{32,128}(?!\w)/;

/**
 * Masks the secrets in a text: passwords in addresses, tokens of links and requests, values behind names such as `password`, private
 * keys. Any long random word is taken for a secret, except hexadecimal hashes.
 *
 * Its time is linear in the text, whatever the text contains, because the event loop waits while a log line is scrubbed.
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
