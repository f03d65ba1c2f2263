import { may } from '../../shared/domain/permissions.ts';
import type { User } from '../../shared/domain/role.ts';

const mebibyte = 2 ** 20;

/** The largest message a window may send: a frame of 4096 × 4096 RGBA with its header. */
export const largestMessage = 65 * mebibyte;

/** The largest call of those who only look: filters, ids and settings of a page of the log. */
const largestQuestion = 2 ** 16;

/** The largest call of all others: its text is parsed whole before it can be looked at. */
export const largestCall = mebibyte;

/** Many decisions are taken back with one call, each with its cause. */
const largestDecisions = 2 * mebibyte;

/** How large what a user sends may be, bytes. */
export interface MessageLimits {
  /** The text of a call, without the files that it brings. */
  readonly call: number;
  /** A whole message: files are pictures of the dataset and of parts, and pieces of a package. */
  readonly message: number;
}

export function messageLimits(user: Pick<User, 'roles'>): MessageLimits {
  const call = largestCallOf(user);
  const mayUpload = (['images.edit', 'line.operate', 'update.install'] as const).some((one) =>
    may(user, one),
  );
  return { call, message: mayUpload ? largestMessage : call };
}

function largestCallOf(user: Pick<User, 'roles'>): number {
  if (may(user, 'log.decide')) return largestDecisions;
  return may(user, 'line.operate') || may(user, 'images.edit') ? largestCall : largestQuestion;
}
