import { expect, test } from 'vitest';
import { readToken, writeToken } from '../../../../src/main/plant/token.ts';
import type { Membership } from '../../../../src/shared/plant/membership.ts';

const membership: Membership = {
  format: 1,
  invitation: '3f0c7f0e-7a53-4d0c-9d0a-2f6f6f1d7a11',
  plant: '工厂 Süd',
  identity: null,
  station: 12,
  servers: ['tls://plant.example:4222'],
  credentials: { kind: 'nkey', seed: `SU${'A'.repeat(56)}` },
  authority: null,
};

test('a token says what it was made of, also where a terminal broke it into lines', () => {
  const token = writeToken(membership);
  expect(token).toMatch(/^loupe-join-1\.[\w-]+$/);
  expect(readToken(`\n${token.slice(0, 50)}\r\n  ${token.slice(50)} `)).toEqual(membership);
});

test('what was cut off, belongs to something else or is too long is no token', () => {
  const token = writeToken(membership);
  const foreign = writeToken({ ...membership, station: 0 });
  for (const text of [token.slice(0, -20), token.slice(5), foreign, '', token + 'A'.repeat(40_000)]) {
    expect(readToken(text)).toBeNull();
  }
});
