import type { Session } from 'electron';
import { isOwnAddress } from './addresses.ts';

/** Permissions of the window's own page. Cameras are granted separately, microphones never. */
const allowed: readonly string[] = ['clipboard-sanitized-write', 'fullscreen'];

/**
 * Lets the window's own page use cameras, full screen and the clipboard; denies everything else, and everything to other pages.
 *
 * Electron asks before it grants (`request`), and Chromium checks on its own, e.g. whether the page may fill the screen
 * without a click (`automatic-fullscreen`): it leaves a denied request unanswered.
 */
export function limitPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const isCamera = permission === 'media' && media.length > 0 && media.every((type) => type === 'video');
    const granted = isCamera || allowed.includes(permission);
    answer(granted && details.isMainFrame && isOwnAddress(details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const isCamera = permission === 'media' && details.mediaType === 'video';
    const granted = isCamera || permission === 'automatic-fullscreen' || allowed.includes(permission);
    return granted && details.isMainFrame && isOwnAddress(requestingOrigin);
  });
  session.setDevicePermissionHandler(() => false);
}
