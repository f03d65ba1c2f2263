import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { removeMembership, writeMembership } from './membership-file.ts';
import type { MembershipRow, MembershipsRepository } from './memberships-repository.ts';
import { isSameMembership } from './same-membership.ts';
import { readToken } from './token.ts';

export interface MembershipsParts {
  readonly rows: MembershipsRepository;
  /** File of the membership's secrets. */
  readonly file: string;
  readonly now?: () => number;
}

export type Memberships = ReturnType<typeof createMemberships>;

/** Joins and leaves a plant. A running station notices when another process does so. */
export function createMemberships({ rows, file, now = Date.now }: MembershipsParts) {
  return {
    /** The current membership; null if there is none. */
    current: rows.current,

    /** @throws StationError BAD_INPUT, CONFLICT, DISK_FULL, NO_PERMISSION */
    join(token: string, wholeLog: boolean, { name }: User): MembershipRow {
      const membership = readToken(token);
      if (membership === null) {
        throw new StationError(
          'BAD_INPUT',
          'This is no token of a plant, or it was cut off. Copy all of it, or have the plant make a new one.',
        );
      }
      const before = rows.current();
      if (before !== null && !isSameMembership(before, membership)) {
        throw new StationError(
          'CONFLICT',
          `The station is in the plant “${before.plant}” as number ${before.station}. Leave it first.`,
        );
      }
      writeMembership(file, membership);
      rows.join(membership, name, now(), wholeLog);
      const joined = rows.current();
      if (joined === null) throw new Error('The membership that was just written is not there');
      return joined;
    },

    /** @throws StationError CONFLICT */
    leave({ name }: User): void {
      if (!rows.leave(name, now())) throw new StationError('CONFLICT', 'The station is in no plant.');
      removeMembership(file);
    },
  };
}
