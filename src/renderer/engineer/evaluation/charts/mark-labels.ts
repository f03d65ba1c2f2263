/** A named place on a curve; shares of both axes, 0..1. */
interface Mark {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Marks closer than this would have overlapping names, shares of the axes. */
const near = { x: 0.1, y: 0.08 } as const;
/** Distance from the middle of a mark to the middle of its name, pixels. */
const beside = 14;

/**
 * Names the marks of a curve and places the names beside and below them: inside the plot and off the curve, which rises
 * from the left and runs along the top. Marks that lie together share one name.
 *
 * @returns one entry per mark, in their order; null if another mark carries its name
 */
export function markLabels(
  marks: readonly Mark[],
): ({ text: string; position: 'left' | 'right'; below: number } | null)[] {
  const isNear = (one: Mark, other: Mark): boolean =>
    Math.abs(one.x - other.x) < near.x && Math.abs(one.y - other.y) < near.y;
  return marks.map((mark, place) => {
    if (marks.slice(0, place).some((earlier) => isNear(earlier, mark))) return null;
    const together = [mark, ...marks.slice(place + 1).filter((later) => isNear(mark, later))];
    return {
      text: together.map(({ name }) => name).join(', '),
      position: mark.x > 0.8 ? 'left' : 'right',
      below: mark.y < 0.15 ? -beside : beside,
    };
  });
}
