import { Readable } from 'node:stream';
import type { CustomScheme, PermissionRequest, Session } from 'electron';
import { app, needsReady } from './app.ts';
import { note } from './record.ts';

type Handlers = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;
type RequestHandler = NonNullable<Parameters<Handlers['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Handlers['setPermissionCheckHandler']>[0]>;
type DeviceHandler = NonNullable<Parameters<Handlers['setDevicePermissionHandler']>[0]>;
export type Permission = Parameters<RequestHandler>[1];

let requestHandler: RequestHandler | null = null;
let checkHandler: CheckHandler | null = null;
let deviceHandler: DeviceHandler | null = null;
let serve: ((request: Request) => Response | Promise<Response>) | null = null;

const defaultSession = {
  setPermissionRequestHandler: (handler: RequestHandler | null) => void (requestHandler = handler),
  setPermissionCheckHandler: (handler: CheckHandler | null) => void (checkHandler = handler),
  setDevicePermissionHandler: (handler: DeviceHandler | null) => void (deviceHandler = handler),
};

/** Throws before `ready`, when Electron has no session (lib/browser/api/session.ts). */
export const session = {
  get defaultSession() {
    needsReady('Session can only be received when app is ready');
    return defaultSession;
  },
};

export const protocol = {
  /** shell/browser/api/electron_api_protocol.cc, RegisterSchemesAsPrivileged. */
  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    if (app.isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    note('protocol.privileged', ...schemes.map(({ scheme }) => scheme));
  },

  handle(scheme: string, handler: (request: Request) => Response | Promise<Response>): void {
    needsReady('Session can only be received when app is ready');
    note('protocol.handle', scheme);
    serve = handler;
  },
};

/** Asks the handler of permission requests, as Chromium does for a page. Without a handler, every permission is granted. */
export function requestPermission(
  permission: Parameters<RequestHandler>[1],
  details: PermissionRequest & { mediaTypes?: ('video' | 'audio')[] },
): Promise<boolean> {
  const contents: unknown = {};
  return new Promise((resolve) => {
    if (requestHandler === null) resolve(true);
    else Reflect.apply(requestHandler, undefined, [contents, permission, resolve, details]);
  });
}

/** Asks the handler of permission checks, e.g. for `navigator.permissions.query`. */
export function checkPermission(
  permission: Parameters<CheckHandler>[1],
  origin: string,
  details: Parameters<CheckHandler>[3],
): boolean {
  return checkHandler === null || checkHandler(null, permission, origin, details);
}

export function checkDevice(details: Parameters<DeviceHandler>[0]): boolean {
  return deviceHandler === null || deviceHandler(details);
}

export interface Answered {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: Buffer;
}

/** Requests an address, as a page does (lib/browser/api/protocol.ts, Protocol.prototype.handle). */
export async function request(
  url: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answered> {
  if (serve === null) throw new Error('ERR_UNKNOWN_URL_SCHEME (-302)');
  const response = await serve(new Request(url, { method, headers, body: null }));
  const body = response.body === null ? null : Readable.from(response.body);
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    data: body === null ? Buffer.alloc(0) : Buffer.concat(await body.toArray()),
  };
}

/** Resets all handlers, as a new process has none. */
export function forgetSession(): void {
  requestHandler = null;
  checkHandler = null;
  deviceHandler = null;
  serve = null;
}
