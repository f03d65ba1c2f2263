import { Buffer } from 'node:buffer';
import { encodeRequestMessage, MessageType } from '@orpc/standard-server-peer';
import { expect, test } from 'vitest';
import { readCall } from '../../../../src/main/headless/call-message.ts';

const url = new URL('http://orpc/products/list');
const call = { url, headers: {}, method: 'POST' };
const form = new FormData();
form.set('file', new File(['content'], 'part.png'));

test.each([
  ['a call', encodeRequestMessage('1', MessageType.REQUEST, { ...call, body: { json: {} } })],
  ['a call without a body', encodeRequestMessage('1', MessageType.REQUEST, { ...call, body: undefined })],
  ['a call that brings a file', encodeRequestMessage('1', MessageType.REQUEST, { ...call, body: form })],
  ['that a call is given up', encodeRequestMessage('1', MessageType.ABORT_SIGNAL, undefined)],
  [
    'that a stream is left',
    encodeRequestMessage('1', MessageType.EVENT_ITERATOR, { event: 'done', data: undefined }),
  ],
])('%s is taken as the window sends it', async (_name, message) => {
  const sent = await message;
  if (typeof sent === 'string') expect(readCall(Buffer.from(sent), false, 10_000)).toBe(sent);
  else {
    const bytes = sent instanceof Uint8Array ? sent : new Uint8Array(sent);
    expect(readCall(Buffer.from(bytes), true, 10_000)).toEqual(bytes);
  }
});

test.each([
  ['[]', 1008],
  ['{"i":"1"}', 1008],
  ['{"i":"1","p":{"u":"elsewhere"}}', 1008],
  ['no JSON', 1007],
  [`{"i":"1","p":{"u":"/a","b":${'[{"a":'.repeat(40)}`, 1008],
])('%s is refused', (text, status) => {
  expect(readCall(Buffer.from(text), false, 10_000)).toMatchObject({ status });
});

test('brackets of a text are no levels', () => {
  const text = JSON.stringify({ i: '1', p: { u: '/log/entries', b: `\\"${'['.repeat(100)}` } });
  expect(readCall(Buffer.from(text), false, 10_000)).toBe(text);
});
