/** A place on a curve that has a name; shares of both axes, 0..1. */
interface Mark {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** How close two marks are when their names would lie on each other, shares of the axes. */
const near = { x: 0.1, y: 0.08 } as const;
/** From the middle of a mark to that of its name, pixels. */
const beside = 14;

/**
 * Names of marks and where they are written: beside and below the mark, inside the plot and off the curve, which comes from the left and runs
 * along the top. Marks that lie together share one.
 *
 * @returns one a mark, in their order; null where another mark has its name, too
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
