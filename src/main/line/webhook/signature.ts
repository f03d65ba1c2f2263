import { createHmac } from 'node:crypto';

/**
 * Returns the header that proves to a receiver who sent a body, when, and that it is unchanged:
 * `t=1795980662,v1=HEX`, where HEX is the HMAC-SHA256 of `1795980662.BODY`.
 *
 * @param body exactly as sent, UTF-8
 * @param seconds since 1970; receivers refuse old ones, so that nobody can repeat a request
 */
export function signatureOf(body: string, secret: string, seconds: number): string {
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}
