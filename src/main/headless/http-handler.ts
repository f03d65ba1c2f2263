import type { IncomingMessage, ServerResponse } from 'node:http';
import { pageHeaders } from '../host/page-headers.ts';
import { plainContent, serveContent, type Content } from '../host/serve-content.ts';
import type { Serving } from '../host/served-station.ts';
import { accessCookie, equalSecrets, hasAccess, isOwnHost, isOwnOrigin } from './access.ts';
import { signInPage } from './sign-in-page.ts';

/** What a request is checked against. */
export interface Gate {
  readonly port: number;
  readonly token: string;
  /** Names of this machine that a `Host` header may carry. */
  readonly names: ReadonlySet<string>;
}

/** Answers the headless host's plain requests: the way in, the window's files, pictures and maps. */
export function httpHandler(serving: Serving, gate: Gate) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, headers, body } = await answer(serving, gate, request);
    response.writeHead(
      status,
      body === null ? headers : { ...headers, 'Content-Length': Buffer.byteLength(body) },
    );
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

async function answer(
  serving: Serving,
  gate: Gate,
  { headers, method, url = '' }: IncomingMessage,
): Promise<Content> {
  if (!isOwnHost(headers, gate.names)) return plainContent(403, 'This name is not one of the station.');
  if (headers.origin !== undefined && !isOwnOrigin(headers)) return plainContent(403, 'Foreign origin.');
  if (method !== 'GET' && method !== 'HEAD') return plainContent(405, 'Only GET and HEAD.');
  const [path = '', query = ''] = url.split('?', 2);
  const token = path === '/' ? new URLSearchParams(query).get('token') : null;
  if (token !== null) {
    return equalSecrets(token, gate.token) ? letIn(gate) : locked(headers['accept-language']);
  }
  if (!hasAccess(headers, gate.port, gate.token)) return locked(headers['accept-language']);
  return serveContent(serving, { path, knownTag: headers['if-none-match'] });
}

/** The token goes into a cookie and out of the address, where it would stay in the browser's history. */
function letIn({ port, token }: Gate): Content {
  const headers = { 'Set-Cookie': accessCookie(port, token), Location: '/', 'Cache-Control': 'no-store' };
  return { status: 302, headers: { ...pageHeaders, ...headers }, body: '' };
}

function locked(acceptLanguage: string | undefined): Content {
  return {
    status: 401,
    headers: { ...pageHeaders, 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
    body: signInPage(acceptLanguage),
  };
}
