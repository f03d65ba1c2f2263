/** The station's calls to Electron in order, one line each, for tests to read. */
const lines: string[] = [];
let listener: ((line: string) => void) | null = null;

export function note(...words: readonly (string | number | boolean)[]): void {
  const line = words.join(' ');
  lines.push(line);
  listener?.(line);
}

export function noted(): readonly string[] {
  return lines;
}

/** Calls a function with each new line. */
export function tellNotes(tell: (line: string) => void): void {
  listener = tell;
}

export function clearNotes(): void {
  lines.length = 0;
}
