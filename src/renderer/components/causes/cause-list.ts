import { causeSchema, mostCauses } from '../../../shared/contract/products.ts';

/** Reasons to refuse a cause's name. */
export type CauseProblem = 'missing' | 'tooLong' | 'taken' | 'tooMany';

/**
 * Checks a cause's name; null: it is valid.
 *
 * @param place index in the list; null for a new cause
 */
export function causeProblem(
  causes: readonly string[],
  name: string,
  place: number | null,
): CauseProblem | null {
  const trimmed = name.trim();
  if (trimmed === '') return 'missing';
  if (!causeSchema.safeParse(trimmed).success) return 'tooLong';
  const isTaken = causes.some(
    (cause, index) => index !== place && cause.toLowerCase() === trimmed.toLowerCase(),
  );
  if (isTaken) return 'taken';
  return place === null && causes.length >= mostCauses ? 'tooMany' : null;
}

/** Adds a cause at `place`, or at the list's end. */
export function withCause(causes: readonly string[], cause: string, place = causes.length): string[] {
  return causes.includes(cause) ? [...causes] : causes.toSpliced(place, 0, cause);
}

export function withoutCause(causes: readonly string[], cause: string): string[] {
  return causes.filter((other) => other !== cause);
}

/** Renames a cause in its place; if the new name is already in the list, the two become one. */
export function renamedCause(causes: readonly string[], from: string, to: string): string[] {
  return [...new Set(causes.map((cause) => (cause === from ? to : cause)))];
}

/** Moves a cause one place up or down; unchanged at the list's end. */
export function movedCause(causes: readonly string[], cause: string, way: -1 | 1): string[] {
  const from = causes.indexOf(cause);
  const to = from + way;
  if (from < 0 || to < 0 || to >= causes.length) return [...causes];
  return causes.toSpliced(from, 1).toSpliced(to, 0, cause);
}
