import { z } from 'zod';
import type { Session } from '../../shared/contract/inspection.ts';

const storageKey = 'loupe.session';

const ownedSchema = z.object({
  id: z.string(),
  productId: z.string(),
  label: z.string(),
  /** When it ended without this window having asked for it, milliseconds since 1970. */
  endedAt: z.number().nullable(),
});
type Owned = z.infer<typeof ownedSchema>;

/** A session that follows its predecessor within this time, milliseconds, is the same one with another model. */
const takeover = 10_000;

/**
 * Which session this window feeds with its camera. Kept when the window is loaded anew, unknown to other windows, which
 * must not feed theirs into it.
 */
export function ownSession(session: Session): void {
  if (session.source.kind !== 'window-camera') return;
  const { id, productId, source } = session;
  write({ id, productId, label: source.label, endedAt: null });
}

/** This window has ended its session itself: nothing follows. */
export function disownSession(): void {
  sessionStorage.removeItem(storageKey);
}

/** The session has ended, whoever did it; when a newly activated model takes over, another one follows at once. */
export function noteEnd(session: Session, now: number): void {
  const owned = read();
  if (owned?.id === session.id && owned.endedAt === null) write({ ...owned, endedAt: now });
}

/** Whether this window is to feed the session; takes over the one that follows its own. */
export function ownsSession(session: Session, now: number): boolean {
  const owned = read();
  if (owned === null || session.source.kind !== 'window-camera') return false;
  if (owned.id === session.id) return true;
  const follows =
    owned.endedAt !== null &&
    now - owned.endedAt < takeover &&
    owned.productId === session.productId &&
    owned.label === session.source.label;
  if (follows) ownSession(session);
  return follows;
}

function write(owned: Owned): void {
  sessionStorage.setItem(storageKey, JSON.stringify(owned));
}

function read(): Owned | null {
  try {
    return ownedSchema.parse(JSON.parse(sessionStorage.getItem(storageKey) ?? 'null'));
  } catch {
    return null;
  }
}
