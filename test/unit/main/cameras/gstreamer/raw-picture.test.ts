import { expect, test } from 'vitest';
import { frameFrom, pictureForm } from '../../../../../src/main/cameras/gstreamer/raw-picture.ts';

const caps = (format: string, width = 3): string =>
  `video/x-raw, format=(string)${format}, width=(int)${width}, height=(int)2, framerate=(fraction)10/1`;

test('the form of pictures is read from what GStreamer says of them', () => {
  expect(pictureForm(caps('RGB'))).toEqual({ width: 3, height: 2, pixels: 'RGB' });
  expect(pictureForm(caps('GRAY16_LE'))).toEqual({ width: 3, height: 2, pixels: 'GRAY16_LE' });
  expect(() => pictureForm(caps('I420'))).toThrow('Unknown pictures');
  expect(() => pictureForm('application/x-rtp, media=(string)video')).toThrow('Unknown pictures');
});

test('what fills up the rows is left out', () => {
  // Three pixels take nine bytes, but a row has twelve.
  const rows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 11, 12, 13, 14, 15, 16, 17, 18, 19];
  const frame = frameFrom(Uint8Array.from(rows), pictureForm(caps('RGB')), 16);
  expect([...frame.data]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
});

test('grey values of two bytes keep their highest eight bits, of those that are filled', () => {
  const values = Uint16Array.from([0, 0x0fff, 0x0800, 0, 0xffff, 16, 32, 0]);
  const frame = frameFrom(new Uint8Array(values.buffer), pictureForm(caps('GRAY16_LE')), 12);
  expect([...frame.data]).toEqual([0, 0, 0, 255, 255, 255, 128, 128, 128, 255, 255, 255, 1, 1, 1, 2, 2, 2]);
});

test('bytes that are no such picture are refused', () => {
  expect(() => frameFrom(new Uint8Array(20), pictureForm(caps('RGB')), 16)).toThrow('no picture');
  expect(() => frameFrom(new Uint8Array(25), pictureForm(caps('RGB')), 16)).toThrow('no picture');
});
