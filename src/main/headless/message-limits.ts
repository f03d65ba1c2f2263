import { may } from '../../shared/domain/permissions.ts';
import type { User } from '../../shared/domain/role.ts';

const mebibyte = 2 ** 20;

/** Size limit of a window's message, bytes: a frame of 4096 × 4096 RGBA with its header. */
export const largestMessage = 65 * mebibyte;

/** Size limit of a viewer's call, bytes: enough for filters and ids. */
const largestQuestion = 2 ** 16;

/** Size limit of any other user's call, bytes: its text is parsed whole before it can be checked. */
export const largestCall = mebibyte;

/** Size limit of a reviewer's call, bytes: one call can take back many decisions, each with its cause. */
const largestDecisions = 2 * mebibyte;

/** Size limits of a user's messages, bytes. */
export interface MessageLimits {
  /** The text of a call, without its files. */
  readonly call: number;
  /** A whole message with its files: pictures of datasets and parts, pieces of a package. */
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
