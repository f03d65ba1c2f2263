import type { Session } from 'electron';
import { isOwnAddress } from './addresses.ts';

/** Lets the window's own page use cameras and copy text; denies everything else, to everyone. */
export function limitPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const allowed =
      permission === 'clipboard-sanitized-write' ||
      (permission === 'media' && media.length > 0 && media.every((type) => type === 'video'));
    answer(allowed && details.isMainFrame && isOwnAddress(details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const allowed =
      permission === 'clipboard-sanitized-write' || (permission === 'media' && details.mediaType === 'video');
    return allowed && details.isMainFrame && isOwnAddress(requestingOrigin);
  });
  session.setDevicePermissionHandler(() => false);
}
