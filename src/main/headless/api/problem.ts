import { STATUS_CODES } from 'node:http';
import type { Problem } from '../../../shared/contract/api.ts';
import { pageHeaders } from '../../host/page-headers.ts';
import type { Content } from '../../host/serve-content.ts';

/** Makes a failure's body in the form of RFC 9457. */
export function problem(status: number, code: Problem['code'], detail: string): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Failed', status, code, detail };
}

/** Makes the response with a failure's body. @param more further headers */
export function problemContent(told: Problem, more: Readonly<Record<string, string>> = {}): Content {
  return {
    status: told.status,
    headers: {
      ...pageHeaders,
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...more,
    },
    body: `${JSON.stringify(told)}\n`,
  };
}
