import { parseMediaPath } from '../../shared/contract/media.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { readAsset } from './asset.ts';
import { pageHeaders } from './page-headers.ts';
import type { ServedStation } from './served-station.ts';

/** An answer to a window's GET, before it is put into a host's own terms. */
export interface Content {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | string;
}

/** Where bugs go that a window must not see: what failed, and with what. */
export type ReportBug = (what: string, error: unknown) => void;

/** A short answer in plain text. */
export function plainContent(status: number, text: string): Content {
  return {
    status,
    headers: { ...pageHeaders, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    body: `${text}\n`,
  };
}

/**
 * What lies at a path of the window's origin: the built window, or a picture or map below `/media/`.
 *
 * @param path as it was asked for, percent-encoded, without query
 */
export async function serveContent(
  station: Pick<ServedStation, 'readMedia'>,
  renderer: string,
  path: string,
  user: User,
  report: ReportBug,
): Promise<Content> {
  try {
    return path.startsWith('/media/')
      ? await mediaContent(station, path, user)
      : await assetContent(renderer, path);
  } catch (error) {
    if (error instanceof StationError) {
      const status = error.code === 'NOT_FOUND' ? 404 : error.code === 'FORBIDDEN' ? 403 : 500;
      return plainContent(status, `${error.code}: ${error.message}`);
    }
    report(`Serving ${path}`, error);
    return plainContent(500, 'Internal error');
  }
}

async function assetContent(renderer: string, path: string): Promise<Content> {
  const asset = await readAsset(renderer, path);
  if (asset) {
    const headers = { ...pageHeaders, 'Content-Type': asset.type, 'Cache-Control': asset.cacheControl };
    return { status: 200, headers, body: asset.bytes };
  }
  return path === '/'
    ? plainContent(500, 'The window is not built. Run "npm run build", then load this page again.')
    : plainContent(404, 'Not found');
}

async function mediaContent(
  station: Pick<ServedStation, 'readMedia'>,
  path: string,
  user: User,
): Promise<Content> {
  const address = parseMediaPath(path);
  if (!address) return plainContent(404, 'Not found');
  const { bytes, type } = await station.readMedia(address, user);
  // Numbers start again in another home, so that a kept copy could show another station's picture.
  const headers = { ...pageHeaders, 'Content-Type': type, 'Cache-Control': 'private, no-store' };
  return { status: 200, headers, body: new Uint8Array(bytes) };
}
