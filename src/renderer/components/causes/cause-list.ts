import { causeSchema, mostCauses } from '../../../shared/contract/products.ts';

/** Why a cause cannot be in the list under this name. */
export type CauseProblem = 'missing' | 'tooLong' | 'taken' | 'tooMany';

/**
 * What is wrong with a cause's name; null when it can be taken.
 *
 * @param place where it stands in the list; null for a new one
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

/** The list with one more cause at `place`, or at its end. */
export function withCause(causes: readonly string[], cause: string, place = causes.length): string[] {
  return causes.includes(cause) ? [...causes] : causes.toSpliced(place, 0, cause);
}

export function withoutCause(causes: readonly string[], cause: string): string[] {
  return causes.filter((other) => other !== cause);
}

/** The list with a cause renamed in its place; a name that is in the list already stands there once. */
export function renamedCause(causes: readonly string[], from: string, to: string): string[] {
  return [...new Set(causes.map((cause) => (cause === from ? to : cause)))];
}

/** The list with a cause one place up or down; unchanged where it cannot go farther. */
export function movedCause(causes: readonly string[], cause: string, way: -1 | 1): string[] {
  const from = causes.indexOf(cause);
  const to = from + way;
  if (from < 0 || to < 0 || to >= causes.length) return [...causes];
  return causes.toSpliced(from, 1).toSpliced(to, 0, cause);
}
