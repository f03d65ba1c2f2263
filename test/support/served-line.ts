import { onTestFinished } from 'vitest';
import { accessCookie } from '../../src/main/headless/access.ts';
import { serveStation } from '../../src/main/headless/serve-station.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import type { LinkRole } from '../../src/shared/domain/role.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { openWatchedLine } from './watched-line.ts';

interface Asked {
  /** Token of the request; none when left out. */
  readonly key?: string;
  readonly cookie?: string;
  readonly origin?: string;
  readonly method?: string;
  /** Body sent as JSON by POST. */
  readonly body?: unknown;
  readonly text?: string;
  /** Picture sent by POST. */
  readonly picture?: Uint8Array;
}

/** Opens a line behind the headless host, with products that have small models. */
export async function openServedLine(names?: readonly [string, ...string[]]) {
  const line = await openWatchedLine(names);
  const report = (error: unknown, where: string): void => void line.bugs.push({ error, where });
  const serving = { station: line.station, renderer: temporaryFolder(), user: singleUser, report };
  const server = await serveStation(serving, { port: 0, host: '127.0.0.1', token: undefined });
  onTestFinished(() => server.close());
  const { port, token } = server;
  const host = `127.0.0.1:${port}`;
  return {
    ...line,
    host,
    token,
    cookie: accessCookie(port, token).split(';')[0] ?? '',

    /** Creates a link for a program. @returns the link's token */
    bearer: async (role: LinkRole): Promise<string> =>
      (await line.client.access.create({ name: `A ${role}`, role, days: null })).token,

    /** Sends one request as a program. */
    async ask(path: string, { key, cookie, origin, body, text: given, method, picture }: Asked = {}) {
      const text = body === undefined ? given : JSON.stringify(body);
      const sent = picture === undefined ? text : new Uint8Array(picture);
      const answer = await fetch(`http://${host}${path}`, {
        method: method ?? (sent === undefined ? 'GET' : 'POST'),
        headers: {
          ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
          ...(cookie === undefined ? {} : { Cookie: cookie }),
          ...(origin === undefined ? {} : { Origin: origin }),
          ...(sent === undefined
            ? {}
            : { 'Content-Type': picture === undefined ? 'application/json' : 'image/png' }),
        },
        ...(sent === undefined ? {} : { body: sent }),
      });
      const told = await answer.text();
      const isJson = (answer.headers.get('content-type') ?? '').includes('json');
      const json: unknown = isJson ? JSON.parse(told) : null;
      return { status: answer.status, headers: answer.headers, text: told, json };
    },
  };
}
