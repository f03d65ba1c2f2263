import { z } from 'zod';
import type { Session } from '../../shared/contract/inspection.ts';

const storageKey = 'loupe.session';

const ownedSchema = z.object({ id: z.string() });

/**
 * Which session this window feeds with its camera. Kept when the window is loaded anew, unknown to other windows, which
 * must not feed theirs into it.
 */
export function ownSession(session: Session): void {
  if (session.source.kind !== 'window-camera') return;
  sessionStorage.setItem(storageKey, JSON.stringify({ id: session.id }));
}

/** This window has ended its session itself: nothing follows. */
export function disownSession(): void {
  sessionStorage.removeItem(storageKey);
}

/**
 * Whether this window is to feed the session. The one that follows its own (another product, a newly activated model) it
 * feeds as well, whoever asked for it.
 */
export function ownsSession(session: Session): boolean {
  const owned = read();
  if (owned === null || session.source.kind !== 'window-camera') return false;
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
