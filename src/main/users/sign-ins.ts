import { randomBytes } from 'node:crypto';
import type { Me, SignInOutcome } from '../../shared/contract/people.ts';
import type { AuditCode } from '../../shared/domain/audit-codes.ts';
import { rolesOfUser, type Role, type User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { createBackOff, type Counted } from './back-off.ts';
import { hashBadge, hashSecret, isSecret } from './secret-hash.ts';
import type { UserRow, UsersRepository } from './users-repository.ts';
import { risingTime } from '../host/rising-time.ts';

/** A window at which people sign in: the desktop's, or a browser that was let in. */
export interface Seat {
  readonly id: string;
  /** From where, as the audit trail names it. */
  readonly origin: string;
}

/** Somebody who is signed in at a seat. */
interface SignedIn {
  readonly userId: number;
  readonly version: string;
  readonly user: User;
  readonly origin: string;
  activeAt: number;
}

export interface SignInParts {
  readonly rows: UsersRepository;
  readonly saltFile: string;
  readonly mode: () => Me['mode'];
  /** Minutes without a hand at the window after which somebody of these roles is signed out; 0: never. */
  readonly lockAfter: (roles: readonly Role[]) => number;
  /** What the provider is called by which browsers may sign in; null: there is none. */
  readonly provider: () => string | null;
  readonly note: (record: { code: AuditCode; subject: string; who: string }) => void;
  /** Milliseconds, rising. */
  readonly now?: () => number;
  /** Milliseconds since 1970. */
  readonly wallTime?: () => number;
}

/** The seat of the desktop, which has one window. */
export const windowSeat = 'window';

/** Who has not signed in. */
export const nobody: User = { name: '', roles: [] };

/** How often is looked who is to be signed out, milliseconds. */
const lookEvery = 2000;
const free = { pair: 3, name: 10, address: 20, badge: 10, badges: 100 } as const;

export type SignIns = ReturnType<typeof createSignIns>;

/**
 * Who is signed in at which seat. It is kept in memory: after a restart everybody signs in again. A wrong name takes as long as a wrong
 * secret and is told alike (decision 0128).
 */
export function createSignIns({
  rows,
  saltFile,
  mode,
  lockAfter,
  provider,
  note,
  now = risingTime,
  wallTime = Date.now,
}: SignInParts) {
  const signedIn = new Map<string, SignedIn>();
  const listeners = new Set<(seat: string | null) => void>();
  const backOff = createBackOff(now);
  let before = mode();
  /** What a secret is compared with where there is no such name. */
  let dummy: Promise<string> | null = null;
  const noSecret = (): Promise<string> => (dummy ??= hashSecret(randomBytes(16).toString('hex')));

  const tell = (seat: string | null): void => {
    for (const listener of listeners) listener(seat);
  };

  function end(seat: string, code: AuditCode): void {
    const found = signedIn.get(seat);
    if (found === undefined) return;
    signedIn.delete(seat);
    note({ code, subject: found.user.name, who: found.user.name });
    tell(seat);
  }

  function enter({ id, origin }: Seat, row: UserRow): SignInOutcome {
    const { name, role } = row;
    const user = { name, roles: rolesOfUser(role) };
    signedIn.set(id, { ...{ userId: row.id, version: row.version, user, origin }, activeAt: now() });
    note({ code: 'sign-in.done', subject: name, who: name });
    tell(id);
    return { outcome: 'in' };
  }

  /** @param find whom it lets in; null: nobody */
  async function attempt(
    seat: Seat,
    counted: readonly Counted[],
    find: () => Promise<{ readonly known: string | null; readonly row: UserRow | null }>,
  ): Promise<SignInOutcome> {
    const { seconds, succeed } = backOff.begin(counted);
    if (seconds > 0) return { outcome: 'wait', seconds };
    const { known, row } = await find();
    if (row !== null) {
      succeed();
      return enter(seat, row);
    }
    note({ code: 'sign-in.refused', subject: known ?? '?', who: known ?? '?' });
    return { outcome: 'refused' };
  }

  function countedFor(name: string, { origin }: Seat): Counted[] {
    const lower = name.toLowerCase();
    return [
      { key: `pair ${origin} ${lower}`, free: free.pair },
      { key: `name ${lower}`, free: free.name },
      { key: `address ${origin}`, free: free.address, shared: true },
    ];
  }

  /** A badge names nobody before it is right: those from anywhere are counted together, too. */
  function countedForBadge({ origin }: Seat): Counted[] {
    return [
      { key: `badge ${origin}`, free: free.badge, shared: true },
      { key: 'badges', free: free.badges, shared: true },
    ];
  }

  /** Signs out whoever did nothing for long, was removed or changed; everybody when the mode was. */
  function look(): void {
    const current = mode();
    if (current !== before) {
      before = current;
      signedIn.clear();
      tell(null);
    }
    for (const [seat, { userId, version, user, activeAt }] of signedIn) {
      const minutes = lockAfter(user.roles);
      if (rows.find(userId)?.version !== version) end(seat, 'sign-in.ended');
      else if (minutes > 0 && now() - activeAt >= minutes * 60_000) end(seat, 'sign-in.locked');
    }
  }
  let timer: NodeJS.Timeout | null = null;

  return {
    /** A seat for a browser: a name that nobody guesses. */
    newSeat: (): string => randomBytes(32).toString('base64url'),

    /** Who sits at a seat. @param single who it is in single mode */
    userAt(seat: string | null, single: User): User {
      if (mode() === 'single') return single;
      return (seat === null ? undefined : signedIn.get(seat)?.user) ?? nobody;
    },

    /** @param user who the window is to the station */
    me(seat: string | null, user: User): Me {
      const isSignedIn = seat !== null && signedIn.has(seat);
      return {
        mode: mode(),
        user: user === nobody ? null : { name: user.name, roles: [...user.roles] },
        signedIn: isSignedIn,
        provider: seat === null || seat === windowSeat ? null : provider(),
        setUp: mode() === 'people' && rows.otherAdministrators(0) === 0,
      };
    },

    /** Tries a name with PIN or password. */
    signIn: (seat: Seat, name: string, secret: string): Promise<SignInOutcome> =>
      attempt(seat, countedFor(name, seat), async () => {
        const row = rows.findByName(name);
        const right = await isSecret(secret, row?.secretHash ?? (await noSecret()));
        return { known: row?.name ?? null, row: right ? row : null };
      }),

    /** Tries the code of a badge. */
    signInByBadge: (seat: Seat, code: string): Promise<SignInOutcome> =>
      attempt(seat, countedForBadge(seat), async () => {
        const row = rows.findByBadge(await hashBadge(code, saltFile));
        return { known: row?.name ?? null, row };
      }),

    /** Signs in whom a provider knows, if the station has a user of that name. @returns false: it has not */
    enterByName(seat: Seat, name: string): boolean {
      const row = rows.findByName(name);
      if (row !== null) enter(seat, row);
      else note({ code: 'sign-in.refused', subject: '?', who: '?' });
      return row !== null;
    },

    /**
     * Sets the PIN or password of whoever sits at a seat.
     *
     * @throws StationError CONFLICT where nobody is signed in, or whoever is was changed since or left meanwhile
     */
    async changeSecret(seat: Seat, secret: string, next: string): Promise<SignInOutcome> {
      const found = signedIn.get(seat.id);
      /** Whoever left, was removed or has another role by now has to sign in again first. */
      const standing = (): UserRow => {
        const row = found === undefined || signedIn.get(seat.id) !== found ? null : rows.find(found.userId);
        if (row !== null && row.version === found?.version) return row;
        throw new StationError('CONFLICT', 'Nobody is signed in at this window. Sign in first.');
      };
      const { name, secretHash } = standing();
      const { seconds, succeed } = backOff.begin(countedFor(name, seat));
      if (seconds > 0) return { outcome: 'wait', seconds };
      if (!(await isSecret(secret, secretHash))) return { outcome: 'refused' };
      succeed();
      const hash = await hashSecret(next);
      const version = rows.together(() => {
        const { id } = standing();
        rows.setSecret(id, hash, wallTime());
        return rows.find(id)?.version ?? null;
      });
      // Whoever changes their own secret stays; at other windows they have to sign in again.
      if (found !== undefined && version !== null) signedIn.set(seat.id, { ...found, version });
      return { outcome: 'in' };
    },

    signOut: (seat: string): void => end(seat, 'sign-in.left'),

    /** Somebody does something at a seat. */
    active(seat: string): void {
      const found = signedIn.get(seat);
      if (found !== undefined) found.activeAt = now();
    },

    /** Hears of each seat at which somebody else sits now; null: all of them. @returns what ends the listening */
    onChanged(listener: (seat: string | null) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    look,
    start(): void {
      // Made before it is needed: the first wrong name takes no longer than others.
      void noSecret();
      timer ??= setInterval(look, lookEvery).unref();
    },
    close(): void {
      if (timer !== null) clearInterval(timer);
      timer = null;
    },
  };
}
