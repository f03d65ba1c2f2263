/** What a drawing was, is, and was before it was taken back. */
export interface Steps<Drawing> {
  readonly past: readonly Drawing[];
  readonly now: Drawing;
  readonly future: readonly Drawing[];
}

/** Most steps that can be taken back. */
const mostSteps = 200;

export function begun<Drawing>(now: Drawing): Steps<Drawing> {
  return { past: [], now, future: [] };
}

/** A further step; what was taken back before is gone. */
export function stepped<Drawing>({ past, now }: Steps<Drawing>, next: Drawing): Steps<Drawing> {
  return { past: [...past, now].slice(-mostSteps), now: next, future: [] };
}

export function undone<Drawing>(steps: Steps<Drawing>): Steps<Drawing> {
  const before = steps.past.at(-1);
  if (before === undefined) return steps;
  return { past: steps.past.slice(0, -1), now: before, future: [steps.now, ...steps.future] };
}

export function redone<Drawing>(steps: Steps<Drawing>): Steps<Drawing> {
  const [next, ...future] = steps.future;
  return next === undefined ? steps : { past: [...steps.past, steps.now], now: next, future };
}
