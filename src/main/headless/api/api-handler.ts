import type { IncomingMessage } from 'node:http';
import { StandardOpenAPIHandler } from '@orpc/openapi/standard';
import { statusOf } from '../../../shared/contract/api.ts';
import { may } from '../../../shared/domain/permissions.ts';
import { errorCodes } from '../../../shared/domain/station-error.ts';
import { pageHeaders } from '../../host/page-headers.ts';
import type { Content } from '../../host/serve-content.ts';
import type { Serving } from '../../host/served-station.ts';
import type { Gate } from '../gate.ts';
import { originOf, visitorIn, visitorOf, type Visitor } from '../visitor.ts';
import { apiPage } from './api-page.ts';
import { describeApi } from './description.ts';
import { problem, problemContent } from './problem.ts';
import { rateLimit } from './rate-limit.ts';
import { BodyRefused, createBodyRoom, readBody } from './read-body.ts';

/** Rate limit of requests with a valid token. */
const usual = { perSecond: 50, atOnce: 200 };
/** Rate limit of an address that tries unknown tokens. */
const unknown = { perSecond: 1, atOnce: 20 };

const isOfApi = (path: string): boolean =>
  path.startsWith('/v1/') || path === '/metrics' || path === '/api' || path === '/api/openapi.json';

/** Creates the handler of the HTTP API (docs/line/http-api.md). It returns null for requests that are not the API's. */
export function apiHandler(serving: Serving, gate: Gate) {
  const { api } = serving.station;
  const operations = new StandardOpenAPIHandler(api.router, {
    customErrorResponseBodyEncoder: ({ code, status, message }) => {
      const known = errorCodes.find((one) => one === code);
      if (known !== undefined) return problem(statusOf(known), known, message);
      return status < 500 ? problem(400, 'BAD_INPUT', message) : problem(500, 'INTERNAL', message);
    },
  });
  const perToken = rateLimit(usual.perSecond, usual.atOnce);
  const perStranger = rateLimit(unknown.perSecond, unknown.atOnce);
  const room = createBodyRoom();
  /** The API's description as a page and as a file; made once. */
  let described: Promise<{ readonly page: string; readonly file: string }> | null = null;

  async function describe() {
    const description = await describeApi(api.version);
    return { page: apiPage(description), file: `${JSON.stringify(description, null, 2)}\n` };
  }

  /** Finds the caller by its token. A browser that was let in may also read. */
  function visitorOfRequest({ headers, method }: IncomingMessage): Visitor | null {
    // The name of the scheme is written in any case (RFC 9110).
    const token = /^Bearer +([A-Za-z0-9_-]{1,200})$/i.exec(headers.authorization ?? '')?.[1];
    if (token !== undefined) return visitorOf(token, serving, gate.token);
    return headers.authorization === undefined && (method === 'GET' || method === 'HEAD')
      ? visitorIn(headers, serving, gate)
      : null;
  }

  return async (request: IncomingMessage): Promise<Content | null> => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    if (!isOfApi(path)) return null;
    const visitor = visitorOfRequest(request);
    if (visitor === null) {
      const address = request.socket.remoteAddress ?? '';
      return perStranger.take(address) ? unauthorized() : tooMany();
    }
    if (!perToken.take(String(visitor.linkId))) return tooMany();
    if (path.startsWith('/v1/')) return operate(request, visitor);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return problemContent(problem(405, 'BAD_INPUT', 'This is only read: GET.'), { Allow: 'GET, HEAD' });
    }
    if (!may(visitor.user, 'station.see')) {
      return problemContent(problem(403, 'FORBIDDEN', 'This needs another role.'));
    }
    if (path === '/metrics') return text('text/plain; version=0.0.4; charset=utf-8', api.metrics());
    const { page, file } = await (described ??= describe());
    return path === '/api' ? text('text/html; charset=utf-8', page) : text('application/json', file);
  };

  async function operate(request: IncomingMessage, { user }: Visitor): Promise<Content> {
    const ended = new AbortController();
    request.once('close', () => {
      if (!request.complete) ended.abort();
    });
    const refused: BodyRefused[] = [];
    let giveBack = (): void => undefined;
    const bounds = {
      pictures: may(user, 'line.operate'),
      room,
      onRoom: (give: () => void) => (giveBack = give),
    };
    const { matched, response } = await operations
      .handle(
        {
          method: request.method ?? 'GET',
          url: new URL(request.url ?? '/', 'http://station'),
          headers: request.headers,
          signal: ended.signal,
          body: () =>
            readBody(request, bounds).catch((error: unknown) => {
              if (error instanceof BodyRefused) refused.push(error);
              throw error;
            }),
        },
        { context: { user, origin: originOf(request) } },
      )
      .finally(() => giveBack());
    for (const reason of refused) return refusal(reason);
    if (!matched) {
      return problemContent(
        problem(404, 'NOT_FOUND', 'There is no such address or method. /api lists them.'),
      );
    }
    const failed = response.status >= 400;
    return {
      status: response.status,
      headers: {
        ...pageHeaders,
        'Content-Type': failed ? 'application/problem+json' : 'application/json',
        'Cache-Control': 'no-store',
      },
      body: response.body === undefined ? null : `${JSON.stringify(response.body)}\n`,
    };
  }
}

const refusals = { 400: 'BAD_INPUT', 408: 'BAD_INPUT', 413: 'TOO_LARGE', 429: 'TOO_MANY_REQUESTS' } as const;

/** Refuses a body and closes the connection instead of waiting for the rest of it. */
function refusal({ status, message }: BodyRefused): Content {
  return problemContent(problem(status, refusals[status], message), {
    Connection: 'close',
  });
}

function unauthorized(): Content {
  return problemContent(
    problem(
      401,
      'UNAUTHORIZED',
      'A token is needed: “Authorization: Bearer TOKEN”. “station access add” makes one.',
    ),
    { 'WWW-Authenticate': 'Bearer' },
  );
}

function tooMany(): Content {
  return problemContent(problem(429, 'TOO_MANY_REQUESTS', 'Too many requests. Ask again in a second.'), {
    'Retry-After': '1',
  });
}

function text(type: string, body: string): Content {
  return {
    status: 200,
    headers: { ...pageHeaders, 'Content-Type': type, 'Cache-Control': 'no-store' },
    body,
  };
}
