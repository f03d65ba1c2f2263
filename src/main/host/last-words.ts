/** Keeps the end of what a process writes. */
export interface LastWords {
  hear(text: string): void;
  /** The last lines, trimmed, at most `limit` characters. */
  tell(): string;
}

export function lastWords(limit = 4000): LastWords {
  let tail = '';
  return {
    hear: (text) => {
      tail = (tail + text).slice(-limit);
    },
    tell: () => tail.trim(),
  };
}
