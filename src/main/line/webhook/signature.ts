import { createHmac } from 'node:crypto';

/**
 * The header by which a receiver knows who sent a body, that it is unchanged, and when: `t=1795980662,v1=HEX`, HEX the HMAC-SHA256
 * over `1795980662.BODY`.
 *
 * @param body exactly as it is sent, UTF-8
 * @param seconds since 1970; a receiver refuses what is too old, so that nobody sends it again
 */
export function signatureOf(body: string, secret: string, seconds: number): string {
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}
