import { z } from 'zod';
import type { Session } from '../../shared/contract/inspection.ts';
import { sourceKinds } from '../../shared/domain/source-kinds.ts';

const storageKey = 'loupe.session';

const ownedSchema = z.object({ id: z.string() });

/**
 * Remembers which session this window feeds with its camera. The note survives a reload, and other windows cannot read
 * it, since they must not feed their cameras into the session.
 */
export function ownSession(session: Session): void {
  if (sourceKinds[session.source.kind].read !== 'window') return;
  sessionStorage.setItem(storageKey, JSON.stringify({ id: session.id }));
}

/** Forgets the session after this window has ended it, so that no other session follows it. */
export function disownSession(): void {
  sessionStorage.removeItem(storageKey);
}

/**
 * Whether this window feeds the session: its own one, or the session that follows it after a changeover or an
 * activation, even if someone else requested that.
 */
export function ownsSession(session: Session): boolean {
  const owned = read();
  if (owned === null || sourceKinds[session.source.kind].read !== 'window') return false;
  if (owned === session.id) return true;
  if (owned !== session.follows) return false;
  ownSession(session);
  return true;
}

function read(): string | null {
  try {
    return ownedSchema.parse(JSON.parse(sessionStorage.getItem(storageKey) ?? 'null')).id;
  } catch {
    return null;
  }
}
