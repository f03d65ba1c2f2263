/**
 * Returns the place that an arrow key, Home or End leads to in a grid; null for other keys and at the grid's edge.
 *
 * @param columns tiles per row
 */
export function placeAfter(key: string, place: number, count: number, columns: number): number | null {
  const ways: Readonly<Record<string, number>> = {
    ArrowLeft: place - 1,
    ArrowRight: place + 1,
    ArrowUp: place - columns,
    ArrowDown: place + columns,
    Home: 0,
    End: count - 1,
  };
  const to = ways[key];
  return to === undefined || to < 0 || to >= count || to === place ? null : to;
}
