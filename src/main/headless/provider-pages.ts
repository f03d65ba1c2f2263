import type { IncomingMessage } from 'node:http';
import { pageHeaders } from '../host/page-headers.ts';
import { plainContent, type Content } from '../host/serve-content.ts';
import type { Serving } from '../host/served-station.ts';
import type { Gate } from './gate.ts';
import { ownOrigin } from './origins.ts';
import { originOf, type Visitor } from './visitor.ts';

const places = { begin: '/sign-in/provider', back: '/sign-in/callback', done: '/sign-in/done' } as const;

/** Returns the page for a browser that comes back from the provider. The page calls the station again, now as the station's own page. */
export function returnPage(url: string): Content | null {
  const [path = '', query = ''] = url.split('?', 2);
  if (path !== places.back) return null;
  // Browsers do not send SameSite=Strict cookies with a redirect from another site; the station's own page does send them.
  const next = `${places.done}?${new URLSearchParams(query).toString().replaceAll('&', '&amp;')}`;
  return {
    status: 200,
    headers: { ...pageHeaders, 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
    body: `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${next}"><title>Loupe</title>\n`,
  };
}

/** Redirects a visitor to the provider, and signs them in when they come back. @returns null for any other address */
export async function providerPage(
  request: IncomingMessage,
  { seat, linkId }: Visitor,
  { station, report }: Serving,
  gate: Gate,
): Promise<Content | null> {
  const { headers, url = '' } = request;
  const [path = ''] = url.split('?', 1);
  if (path !== places.begin && path !== places.done) return null;
  const origin = ownOrigin(headers, gate.doors);
  const { provider } = station.seats;
  if (seat === null || linkId !== null || origin === null || provider.label() === null) {
    return plainContent(404, 'Not found');
  }
  const sitting = { id: seat, origin: originOf(request) };
  try {
    if (path === places.begin) return redirect(await provider.begin(sitting, `${origin}${places.back}`));
    const current = new URL(url, origin);
    current.pathname = places.back;
    const isIn = await provider.finish(sitting, current);
    return redirect(isIn ? '/' : '/?sign-in=refused');
  } catch (error) {
    report(error, 'sign-in provider');
    return redirect('/?sign-in=failed');
  }
}

function redirect(to: string): Content {
  return { status: 302, headers: { ...pageHeaders, Location: to, 'Cache-Control': 'no-store' }, body: '' };
}
