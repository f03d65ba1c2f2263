const hidden = '[hidden]';

/**
 * Text without what lets somebody in: passwords in addresses, tokens of links and requests, values behind names such as `password`,
 * private keys. What is long and random is taken for a secret, hashes in hexadecimal are not.
 */
export function scrub(text: string): string {
  return text
    .replaceAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, hidden)
    .replaceAll(/\b([a-z][\w+.-]*:\/\/)[^\s/@"']+@/gi, `$1${hidden}@`)
    .replaceAll(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${hidden}`)
    .replaceAll(
      /((?:pass(?:word|phrase)?|pwd|pin|secret|token|cookie|authorization|api[_-]?key|private[_-]?key)["']?\s*[=:]\s*["']?)(?!\[hidden\])[^\s"',;&}]+/gi,
      `$1${hidden}`,
    )
    .replaceAll(/\b(?![\da-f]{32,128}\b)(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{32,}\b/g, hidden);
}
