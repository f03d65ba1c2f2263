import type { User } from '../../shared/domain/role.ts';

/** Refused messages are logged at most this often, so that a flood of them does not flood the log, milliseconds. */
const everyMs = 60_000;

/** Logs refused messages, at most one line a minute. */
export interface RefusedMessages {
  note(user: User, reason: string): void;
}

export function createRefusedMessages(say: (line: string) => void): RefusedMessages {
  let saidAt = Number.NEGATIVE_INFINITY;
  let unsaid = 0;
  return {
    note(user, reason) {
      const now = performance.now();
      if (now - saidAt < everyMs) {
        unsaid += 1;
        return;
      }
      const others = unsaid === 0 ? '' : ` So were ${unsaid} others since the last time this was said.`;
      say(`A connection of ${JSON.stringify(user.name)} was closed: ${JSON.stringify(reason)}.${others}`);
      saidAt = now;
      unsaid = 0;
    },
  };
}
