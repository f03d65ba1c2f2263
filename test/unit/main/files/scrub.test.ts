import { expect, test } from 'vitest';
import { scrub } from '../../../../src/main/files/scrub.ts';

test.each([
  ['a password in an address', 'rtsp://operator:Sommer2026@10.0.0.7/live', 'Sommer2026'],
  ['a token of a link', 'GET /?token=abcdefgh12345678', 'abcdefgh12345678'],
  ['a token of a request', 'Authorization: Bearer abc.def~ghi', 'abc.def~ghi'],
  ['a password in JSON', '{"user":"hall","password":"Sommer2026"}', 'Sommer2026'],
  ['a private key', '-----BEGIN EC PRIVATE KEY-----\nMHcCAQ\n-----END EC PRIVATE KEY-----', 'MHcCAQ'],
  ['half a private key', '-----BEGIN PRIVATE KEY-----\nMHcCAQ', 'MHcCAQ'],
  [
    'what is long and random',
    'key aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY',
    'aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY',
  ],
])('%s is hidden', (_what, text, secret) => {
  const scrubbed = scrub(text);
  expect(scrubbed).not.toContain(secret);
  expect(scrubbed).toContain('[hidden]');
});

test('what helps stays: paths, hashes, ids and messages', () => {
  const text = `“/home/loupe/models/0a6b8f5e-3c1d-4f2a-9b7e-5d4c3b2a1f0e/model.onnx” is damaged: SHA-256 ${'a1'.repeat(32)}`;
  expect(scrub(text)).toBe(text);
});

test('a text of any kind is scrubbed in a time in proportion to it', () => {
  for (const unit of ['a-', 'a.', 'A1b-', 'token=', 'Bearer ', 'a://b', '-----BEGIN ']) {
    expect(scrub(unit.repeat(100_000)).length).toBeGreaterThan(0);
  }
});
