import type { User } from '../../shared/domain/role.ts';
import { plainContent, serveContent, type Content, type ReportBug } from '../host/serve-content.ts';
import type { ServedStation } from '../host/served-station.ts';
import { isOwnAddress } from './addresses.ts';

/**
 * Answers what the desktop window asks of `app://loupe/…`: the same files, pictures and headers as the headless host.
 *
 * @param renderer folder of the built window
 */
export function appProtocol(
  station: Pick<ServedStation, 'readMedia'>,
  renderer: string,
  user: User,
  report: ReportBug,
): (request: Pick<Request, 'url' | 'method'>) => Promise<Response> {
  return async ({ url, method }) => {
    if (!isOwnAddress(url)) return toResponse(plainContent(403, 'Foreign address.'));
    if (method !== 'GET') return toResponse(plainContent(405, 'Only GET.'));
    return toResponse(await serveContent(station, renderer, new URL(url).pathname, user, report));
  };
}

function toResponse({ status, headers, body }: Content): Response {
  return new Response(body, { status, headers });
}
