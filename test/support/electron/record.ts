/** What the station asked of Electron, in order, a line each; the tests read it. */
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

/** Tells each line as it is noted. */
export function tellNotes(tell: (line: string) => void): void {
  listener = tell;
}

export function clearNotes(): void {
  lines.length = 0;
}
