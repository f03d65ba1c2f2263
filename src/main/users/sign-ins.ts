import { randomBytes } from 'node:crypto';
import type { Me, SignInOutcome } from '../../shared/contract/people.ts';
import type { AuditCode } from '../../shared/domain/audit-codes.ts';
import { rolesOfUser, type Role, type User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { createBackOff, type Counted } from './back-off.ts';
import { hashBadge, hashSecret, isSecret } from './secret-hash.ts';
import type { UserRow, UsersRepository } from './users-repository.ts';
import { risingTime } from '../host/rising-time.ts';

/** A place at which people sign in: the desktop's window, or a browser that was let in. */
export interface Seat {
  readonly id: string;
  /** The seat's origin for the audit trail. */
  readonly origin: string;
}

/** A person who is signed in at a seat. */
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
  /** Returns the idle minutes after which a person with these roles is signed out; 0 for never. */
  readonly lockAfter: (roles: readonly Role[]) => number;
  /** Returns the name of the provider for signing in; null if there is none. */
  readonly provider: () => string | null;
  readonly note: (record: { code: AuditCode; subject: string; who: string }) => void;
  /** A rising time, milliseconds. */
  readonly now?: () => number;
  /** Milliseconds since 1970. */
  readonly wallTime?: () => number;
}

/** The seat of the desktop, which has one window. */
export const windowSeat = 'window';

/** The user of a seat at which nobody is signed in. */
export const nobody: User = { name: '', roles: [] };

/** Interval at which people are looked for who must be signed out, milliseconds. */
const lookEvery = 2000;
const free = { pair: 3, name: 10, address: 20, badge: 10, badges: 100 } as const;

export type SignIns = ReturnType<typeof createSignIns>;

/**
 * Keeps who is signed in at which seat, in memory: after a restart everybody signs in again. A wrong name takes as long as a wrong secret
 * and gets the same answer (decision 0128).
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
  /** A hash with which a secret is compared if the name does not exist, so that the time is the same. */
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
    signedIn.set(id, { userId: row.id, version: row.version, user, origin, activeAt: now() });
    note({ code: 'sign-in.done', subject: name, who: name });
    tell(id);
    return { outcome: 'in' };
  }

  /** @param find finds the user who is let in; null for nobody */
  async function attempt(
    seat: Seat,
    counted: readonly Counted[],
    find: () => Promise<{ readonly known: string | null; readonly row: UserRow | null }>,
  ): Promise<SignInOutcome> {
    const { seconds, succeed } = backOff.begin(counted);
    if (seconds > 0) return { outcome: 'wait', seconds };
    const { known, row } = await find();
    // Whoever was removed, or given another role or secret while theirs was compared, is not let in by what they were.
    if (row !== null && rows.find(row.id)?.version === row.version) {
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

  /** A wrong badge names nobody, so attempts are counted by address and in total. */
  function countedForBadge({ origin }: Seat): Counted[] {
    return [
      { key: `badge ${origin}`, free: free.badge, shared: true },
      { key: 'badges', free: free.badges, shared: true },
    ];
  }

  /** Signs out people who were idle for too long, removed or changed; everybody if the mode changed. */
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
    /** Makes a browser's seat: a name that cannot be guessed. */
    newSeat: (): string => randomBytes(32).toString('base64url'),

    /** Returns the user at a seat. @param single the user in single mode */
    userAt(seat: string | null, single: User): User {
      if (mode() === 'single') return single;
      return (seat === null ? undefined : signedIn.get(seat)?.user) ?? nobody;
    },

    /** Describes the user for its window. @param user the window's user at the station */
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

    /** Tries to sign in with a name and a PIN or password. */
    signIn: (seat: Seat, name: string, secret: string): Promise<SignInOutcome> =>
      attempt(seat, countedFor(name, seat), async () => {
        const row = rows.findByName(name);
        const right = await isSecret(secret, row?.secretHash ?? (await noSecret()));
        return { known: row?.name ?? null, row: right ? row : null };
      }),

    /** Tries to sign in with a badge's code. */
    signInByBadge: (seat: Seat, code: string): Promise<SignInOutcome> =>
      attempt(seat, countedForBadge(seat), async () => {
        const row = rows.findByBadge(await hashBadge(code, saltFile));
        return { known: row?.name ?? null, row };
      }),

    /** Signs in a person whom a provider has authenticated. @returns false if the station has no user of that name */
    enterByName(seat: Seat, name: string): boolean {
      const row = rows.findByName(name);
      if (row !== null) enter(seat, row);
      else note({ code: 'sign-in.refused', subject: '?', who: '?' });
      return row !== null;
    },

    /**
     * Sets the PIN or password of whoever sits at a seat.
     *
     * @throws StationError CONFLICT if nobody is signed in, or the person left or was changed meanwhile
     */
    async changeSecret(seat: Seat, secret: string, next: string): Promise<SignInOutcome> {
      const found = signedIn.get(seat.id);
      /** @throws StationError CONFLICT if the person left, was removed or changed */
      const standing = (): UserRow => {
        const row = found === undefined || signedIn.get(seat.id) !== found ? null : rows.find(found.userId);
        if (row !== null && row.version === found?.version) return row;
        throw new StationError('CONFLICT', 'Nobody is signed in at this window. Sign in first.');
      };
      const { name, secretHash } = standing();
      const { seconds, succeed } = backOff.begin(countedFor(name, seat));
      if (seconds > 0) return { outcome: 'wait', seconds };
      if (!(await isSecret(secret, secretHash))) {
        note({ code: 'sign-in.refused', subject: name, who: name });
        return { outcome: 'refused' };
      }
      succeed();
      const hash = await hashSecret(next);
      const version = rows.together(() => {
        const { id } = standing();
        rows.setSecret(id, hash, wallTime());
        return rows.find(id)?.version ?? null;
      });
      // The person stays signed in here; at other seats they must sign in again.
      if (found !== undefined && version !== null) signedIn.set(seat.id, { ...found, version });
      return { outcome: 'in' };
    },

    signOut: (seat: string): void => end(seat, 'sign-in.left'),

    /** Notes activity at a seat. */
    active(seat: string): void {
      const found = signedIn.get(seat);
      if (found !== undefined) found.activeAt = now();
    },

    /** Calls back with each seat whose user changed; with null for all. @returns a function that ends it */
    onChanged(listener: (seat: string | null) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    look,
    start(): void {
      // Computed now, so that the first wrong name takes no longer than later ones.
      void noSecret();
      timer ??= setInterval(look, lookEvery).unref();
    },
    close(): void {
      if (timer !== null) clearInterval(timer);
      timer = null;
    },
  };
}
