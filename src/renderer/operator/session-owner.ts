const storageKey = 'loupe.session';

/** Which session this window feeds with its camera; kept when the window is loaded anew, unknown to other windows. */
export function ownSession(sessionId: string): void {
  sessionStorage.setItem(storageKey, sessionId);
}

export function ownsSession(sessionId: string): boolean {
  return sessionStorage.getItem(storageKey) === sessionId;
}
