import { plainContent, serveContent, type Content } from '../host/serve-content.ts';
import type { Serving } from '../host/served-station.ts';
import { isOwnAddress } from './addresses.ts';
import { windowSeat } from '../users/sign-ins.ts';

/**
 * Creates the handler of `app://loupe/…` for the desktop window: the same files, pictures and headers as the headless host.
 */
export function appProtocol(
  serving: Serving,
): (request: Pick<Request, 'url' | 'method' | 'headers'>) => Promise<Response> {
  return async ({ url, method, headers }) => {
    if (!isOwnAddress(url)) return toResponse(plainContent(403, 'Foreign address.'));
    if (method !== 'GET') return toResponse(plainContent(405, 'Only GET.'));
    const knownTag = headers.get('If-None-Match') ?? undefined;
    const user = serving.station.seats.userAt(windowSeat, serving.user);
    return toResponse(await serveContent({ ...serving, user }, { path: new URL(url).pathname, knownTag }));
  };
}

function toResponse({ status, headers, body }: Content): Response {
  return new Response(body, { status, headers });
}
