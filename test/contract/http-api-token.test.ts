import { expect, test } from 'vitest';
import { openServedLine } from '../support/served-line.ts';

test('a token goes with its scheme in any case, as RFC 9110 has it, and with nothing else', async () => {
  const { host, bearer } = await openServedLine();
  const token = await bearer('operator');
  const status = async (authorization: string): Promise<number> =>
    (await fetch(`http://${host}/v1/lanes`, { headers: { Authorization: authorization } })).status;
  expect(await status(`bearer ${token}`)).toBe(200);
  expect(await status(`BEARER ${token}`)).toBe(200);
  expect(await status(`Bearer ${token} x`)).toBe(401);
  expect(await status(`Basic ${token}`)).toBe(401);
  expect(await status(token)).toBe(401);
});
