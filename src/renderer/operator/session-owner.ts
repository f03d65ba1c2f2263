import { z } from 'zod';
import type { Session } from '../../shared/contract/inspection.ts';
import { sourceKinds } from '../../shared/domain/source-kinds.ts';

const storageKey = 'loupe.session';

const ownedSchema = z.object({ id: z.string() });

/**
 * Notes which session this window feeds with its camera. The note outlasts a reload, and is unknown to other windows, which
 * must not feed their cameras into the session.
 */
export function ownSession(session: Session): void {
  if (sourceKinds[session.source.kind].read !== 'window') return;
  sessionStorage.setItem(storageKey, JSON.stringify({ id: session.id }));
}

/** Forgets the session, which this window has ended itself: no other follows it. */
export function disownSession(): void {
  sessionStorage.removeItem(storageKey);
}

/**
 * Whether this window is to feed the session: its own, and the one that follows it (another product, a newly activated
 * model), whoever asked for that.
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
