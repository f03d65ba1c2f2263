import { expect, test } from 'vitest';
import { createGdpReader, type GdpPacket } from '../../../../../src/main/cameras/gstreamer/gdp-reader.ts';

function packetBytes(type: number, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(62 + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 1);
  view.setUint16(4, type);
  view.setUint32(6, payload.length);
  bytes.set(payload, 62);
  return bytes;
}

const told = (packet: GdpPacket): unknown => {
  if (packet.kind === 'caps') return packet.text;
  return packet.kind === 'buffer' ? [...packet.bytes] : packet.kind;
};

const stream = Buffer.concat([
  packetBytes(10_318, new TextEncoder().encode('stream start')),
  packetBytes(2, new TextEncoder().encode('video/x-raw\0')),
  packetBytes(1, Uint8Array.from([1, 2, 3])),
  packetBytes(64, new Uint8Array()),
  packetBytes(1, Uint8Array.from([4, 5])),
]);
const packets = ['other', 'video/x-raw', [1, 2, 3], 'other', [4, 5]];

test.each([1, 7, 62, 63, 1_000])('packets are whole, whatever the pieces they come in: %i bytes', (size) => {
  const read = createGdpReader();
  const heard: unknown[] = [];
  for (let at = 0; at < stream.length; at += size) {
    heard.push(...[...read(stream.subarray(at, at + size))].map(told));
  }
  expect(heard).toEqual(packets);
});

test('bytes of another kind, and lengths of no picture, are refused', () => {
  const other = packetBytes(1, new Uint8Array());
  other[0] = 0x47;
  expect(() => [...createGdpReader()(other)]).toThrow('Unknown version');
  const endless = packetBytes(1, new Uint8Array());
  new DataView(endless.buffer).setUint32(6, 0xffff_ffff);
  expect(() => [...createGdpReader()(endless)]).toThrow('is the most');
});
