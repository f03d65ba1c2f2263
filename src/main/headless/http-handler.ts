import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { StationError } from '../../shared/domain/station-error.ts';
import { systemCode } from '../files/file-failure.ts';
import { pageHeaders } from '../host/page-headers.ts';
import { plainContent, serveContent, type Content } from '../host/serve-content.ts';
import { createPlaces } from '../host/places.ts';
import type { Serving } from '../host/served-station.ts';
import { accessCookie, seatCookie } from './access.ts';
import { apiHandler } from './api/api-handler.ts';
import type { Gate } from './gate.ts';
import { refusalOf } from './origins.ts';
import { providerPage, returnPage } from './provider-pages.ts';
import { signInPage } from './sign-in-page.ts';
import { callerOf, isSecureFor, visitorIn, visitorOf, type Visitor } from './visitor.ts';

/** Longest lifetime of a cookie in browsers: 400 days, seconds. */
const longestCookie = 400 * 86_400;

/** Limit of pictures, maps and files that are sent to one visitor at the same time; a browser asks for six. */
const mostMedia = { atOnce: 8, waiting: 200 } as const;

/** The visitor with the station's start token. */
const untilClosed = { linkId: null, expiresAt: null };

/** Browsers remember for half a year, in seconds, to use TLS only. */
const strictTransport = `max-age=${182 * 86_400}`;

/** Creates the handler of the headless host's HTTP requests: sign-in by token, the window's files, pictures and maps. */
export function httpHandler(serving: Serving, gate: Gate) {
  const answerApi = apiHandler(serving, gate);
  const media = createPlaces({
    ...mostMedia,
    full: () => new StationError('CONFLICT', 'Too many pictures are asked for at once. Ask again later.'),
  });

  /** Takes a place for a response and holds it until the response was read. @throws StationError CONFLICT, CANCELLED */
  async function place(caller: string, response: ServerResponse): Promise<void> {
    const leaving = new AbortController();
    response.once('close', () => leaving.abort());
    const giveBack = await media.take(caller, leaving.signal);
    if (response.closed) giveBack();
    else response.once('close', giveBack);
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, headers, body } = await answer(serving, gate, request, {
      answerApi,
      place: (caller) => place(caller, response),
    });
    response.writeHead(status, {
      ...headers,
      ...(remembersTls(request, gate) ? { 'Strict-Transport-Security': strictTransport } : {}),
      ...(body === null
        ? {}
        : { 'Content-Length': body instanceof Blob ? body.size : Buffer.byteLength(body) }),
    });
    if (request.method === 'HEAD') response.end();
    else if (body instanceof Blob) await send(body, response, serving);
    else response.end(body);
  };
}

/** Sends a body piece by piece. A visitor who leaves is no fault; a file that cannot be read on ends the connection. */
async function send(body: Blob, response: ServerResponse, { report }: Serving): Promise<void> {
  try {
    await pipeline(body.stream(), response);
  } catch (error) {
    if (systemCode(error) !== 'ERR_STREAM_PREMATURE_CLOSE') report(error, 'sending a file');
  }
}

interface Answering {
  readonly answerApi: ReturnType<typeof apiHandler>;
  readonly place: (caller: string) => Promise<void>;
}

async function answer(
  serving: Serving,
  gate: Gate,
  request: IncomingMessage,
  { answerApi, place }: Answering,
): Promise<Content> {
  const { headers, method, url = '' } = request;
  const refusal = refusalOf(headers, gate.doors, false);
  if (refusal !== null) {
    gate.refused(refusal);
    return plainContent(403, refusal);
  }
  const told = await answerApi(request);
  if (told !== null) return told;
  if (method !== 'GET' && method !== 'HEAD') return plainContent(405, 'Only GET and HEAD.');
  const [path = '', query = ''] = url.split('?', 2);
  const token = path === '/' ? new URLSearchParams(query).get('token') : null;
  if (token !== null) {
    const isSecure = isSecureFor(headers, gate.doors);
    if (gate.openings.use(token)) return letIn(gate.port, gate.token, isSecure, untilClosed);
    const guest = visitorOf(token, serving, gate.token);
    return guest === null ? locked(headers['accept-language']) : letIn(gate.port, token, isSecure, guest);
  }
  const returned = returnPage(url);
  if (returned !== null) return returned;
  const visitor = visitorIn(headers, serving, gate);
  if (visitor === null) return locked(headers['accept-language']);
  const led = await providerPage(request, visitor, serving, gate);
  if (led !== null) return led;
  if (path.startsWith('/media/')) {
    try {
      await place(callerOf(request, visitor));
    } catch (error) {
      if (error instanceof StationError) return plainContent(429, `${error.code}: ${error.message}`);
      throw error;
    }
  }
  const content = await serveContent(
    { ...serving, user: visitor.user },
    { path, knownTag: headers['if-none-match'] },
  );
  if (path !== '/' || visitor.linkId !== null || visitor.seat !== null) return content;
  const seat = seatCookie(gate.port, serving.station.seats.newSeat(), isSecureFor(headers, gate.doors));
  return { ...content, headers: { ...content.headers, 'Set-Cookie': seat } };
}

/**
 * Tells whether browsers shall remember to use TLS. Only a station that speaks TLS itself asks for that; behind a proxy, the proxy
 * decides. It never asks on `localhost`, which other programs without TLS share.
 */
function remembersTls({ headers }: IncomingMessage, { doors }: Gate): boolean {
  return doors.scheme === 'https' && !/^localhost(:|$)/i.test(headers.host ?? '');
}

/** Moves the token from the address into a cookie, so that it does not stay in the browser's history. */
function letIn(
  port: number,
  token: string,
  isSecure: boolean,
  { linkId, expiresAt }: Pick<Visitor, 'linkId' | 'expiresAt'>,
): Content {
  const left = expiresAt === null ? longestCookie : Math.ceil((expiresAt - Date.now()) / 1000);
  // The start token's cookie lasts until the browser is closed, an access link's until the link expires.
  const seconds = linkId === null ? undefined : Math.min(left, longestCookie);
  const headers = {
    'Set-Cookie': accessCookie(port, token, { seconds, isSecure }),
    Location: '/',
    'Cache-Control': 'no-store',
  };
  return { status: 302, headers: { ...pageHeaders, ...headers }, body: '' };
}

function locked(acceptLanguage: string | undefined): Content {
  return {
    status: 401,
    headers: { ...pageHeaders, 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
    body: signInPage(acceptLanguage),
  };
}
