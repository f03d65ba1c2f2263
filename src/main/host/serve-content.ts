import { parseMediaPath } from '../../shared/contract/media.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { readAsset } from './asset.ts';
import { documentPolicy, pageHeaders } from './page-headers.ts';
import type { Serving } from './served-station.ts';

/** A window's GET request, independent of the host. */
export interface ContentRequest {
  /** The requested path, percent-encoded, without query. */
  readonly path: string;
  /** The `If-None-Match` header. */
  readonly knownTag: string | undefined;
}

export interface Content {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Blob | Uint8Array<ArrayBuffer> | string | null;
}

/** Makes a short plain-text response. */
export function plainContent(status: number, text: string): Content {
  return {
    status,
    headers: { ...pageHeaders, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    body: `${text}\n`,
  };
}

/** Reads the content at a path of the window's origin: a file of the built window, or a picture or map below `/media/`. */
export async function serveContent(serving: Serving, request: ContentRequest): Promise<Content> {
  const { path } = request;
  try {
    return path.startsWith('/media/')
      ? await mediaContent(serving, request)
      : await assetContent(serving.renderer, path);
  } catch (error) {
    if (error instanceof StationError) {
      const status = error.code === 'NOT_FOUND' ? 404 : error.code === 'FORBIDDEN' ? 403 : 500;
      return plainContent(status, `${error.code}: ${error.message}`);
    }
    serving.report(error, path);
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
  { station, user }: Serving,
  { path, knownTag }: ContentRequest,
): Promise<Content> {
  const address = parseMediaPath(path);
  if (!address) return plainContent(404, 'Not found');
  const { body, type, etag, fileName } = await station.readMedia(address, user);
  const tag = `"${etag}"`;
  const headers = {
    ...pageHeaders,
    'Content-Type': type,
    // Browsers must ask again each time: the same path is another picture when the station runs in another home.
    'Cache-Control': 'private, no-cache',
    ETag: tag,
    ...(fileName === undefined ? {} : documentHeaders(fileName)),
  };
  if (knownTag === tag) return { status: 304, headers, body: null };
  return { status: 200, headers, body };
}

function documentHeaders(fileName: string): Record<string, string> {
  return {
    'Content-Security-Policy': documentPolicy,
    'Content-Disposition': disposition(fileName),
  };
}

/** Headers are ASCII, so a name with other characters is also sent in the form of RFC 5987. */
function disposition(fileName: string): string {
  const ascii = fileName.replaceAll(/[^\x20-\x7E]|["\\]/g, '_');
  const plain = `attachment; filename="${ascii}"`;
  return ascii === fileName ? plain : `${plain}; filename*=UTF-8''${encodeURIComponent(fileName)}`;
}
