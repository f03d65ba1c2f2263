import { session } from 'electron';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limitPermissions } from '../../src/main/electron/permissions.ts';
import { app } from '../support/electron/app.ts';
import { launch } from '../support/electron/launch.ts';
import {
  checkDevice,
  checkPermission,
  requestPermission,
  type Permission,
} from '../support/electron/session.ts';

beforeAll(async () => {
  await launch();
  limitPermissions(session.defaultSession);
});
afterAll(() => app.exit(0));

const own = 'app://loupe/';
const denied: Permission[] = [
  ...(['clipboard-read', 'display-capture', 'fileSystem', 'geolocation', 'hid', 'midi'] as const),
  ...(['notifications', 'openExternal', 'pointerLock', 'serial', 'usb', 'unknown'] as const),
];

describe('a page of its own', () => {
  test('may use cameras, never with a microphone', async () => {
    const details = { isMainFrame: true, requestingUrl: own };
    expect(await requestPermission('media', { ...details, mediaTypes: ['video'] })).toBe(true);
    expect(await requestPermission('media', { ...details, mediaTypes: ['video', 'audio'] })).toBe(false);
    expect(await requestPermission('media', { ...details, mediaTypes: [] })).toBe(false);
    expect(await requestPermission('media', details)).toBe(false);
    const check = { isMainFrame: true, requestingUrl: own };
    expect(checkPermission('media', own, { ...check, mediaType: 'video' })).toBe(true);
    expect(checkPermission('media', own, { ...check, mediaType: 'audio' })).toBe(false);
    expect(checkPermission('media', own, check)).toBe(false);
  });

  test.each(['fullscreen', 'clipboard-sanitized-write'] as const)('may ask for %s', async (permission) => {
    const details = { isMainFrame: true, requestingUrl: own };
    expect(await requestPermission(permission, details)).toBe(true);
    expect(checkPermission(permission, own, details)).toBe(true);
  });

  test('fills the screen without a click where Chromium asks for it, which is never asked of the user', async () => {
    const details = { isMainFrame: true, requestingUrl: own };
    expect(checkPermission('automatic-fullscreen', own, details)).toBe(true);
    expect(await requestPermission('automatic-fullscreen', details)).toBe(false);
  });

  test.each(denied)('may not ask for %s', async (permission) => {
    const details = { isMainFrame: true, requestingUrl: own };
    expect(await requestPermission(permission, details)).toBe(false);
    expect(checkPermission(permission, own, details)).toBe(false);
  });

  test('may open no USB device', () => {
    const details = { deviceType: 'usb', origin: own, device: {} };
    expect(Reflect.apply(checkDevice, undefined, [details])).toBe(false);
  });
});

describe.each([
  ['a foreign page', { isMainFrame: true, requestingUrl: 'https://example.com/' }],
  ['a frame in a page', { isMainFrame: false, requestingUrl: own }],
])('%s', (_name, details) => {
  test.each(['media', 'fullscreen', 'clipboard-sanitized-write'] as const)(
    'may not ask for %s',
    async (permission) => {
      expect(await requestPermission(permission, { ...details, mediaTypes: ['video'] })).toBe(false);
      expect(checkPermission(permission, details.requestingUrl, { ...details, mediaType: 'video' })).toBe(
        false,
      );
    },
  );

  test('may not fill the screen by itself', () => {
    expect(checkPermission('automatic-fullscreen', details.requestingUrl, details)).toBe(false);
  });
});
