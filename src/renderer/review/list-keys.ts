/** Returns the index in a list that a key leads to; null: the list does not use the key. */
export function placeByKey(
  key: string,
  at: number,
  {
    length,
    columns,
    rowsInView,
  }: { readonly length: number; readonly columns: number; readonly rowsInView: number },
): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * rowsInView,
    PageDown: columns * rowsInView,
    Home: -length,
    End: length,
  };
  const step = steps[key];
  if (step === undefined || length === 0) return null;
  if (at === -1) return key === 'End' ? length - 1 : 0;
  const next = at + step;
  // Up in the first row and down in the last row do nothing, so that the column stays.
  if (
    (key === 'ArrowUp' && next < 0) ||
    (key === 'ArrowDown' && next >= length && sameRow(at, length - 1, columns))
  ) {
    return at;
  }
  return Math.min(Math.max(next, 0), length - 1);
}

const sameRow = (a: number, b: number, columns: number): boolean =>
  Math.floor(a / columns) === Math.floor(b / columns);
