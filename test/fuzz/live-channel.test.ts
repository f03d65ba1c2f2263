import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLiveWindows } from '../../src/main/inspection/live-windows.ts';
import {
  packLive,
  toStationSchema,
  toWindowSchema,
  unpackLive,
  type LiveFrame,
} from '../../src/shared/contract/live.ts';
import { arbitraryOf } from '../support/fuzz/arbitrary-of.ts';
import { jsonText, everyInput, mutated, mutatedBytes, patience } from '../support/fuzz/inputs.ts';

/** Makes a block with any header. @param told the header length that it states; null for the true one */
function block(header: unknown, body: Uint8Array, told: number | null): Uint8Array {
  const text = new TextEncoder().encode(jsonText(header));
  const start = 4 + Math.ceil(text.length / 4) * 4;
  const bytes = new Uint8Array(start + body.length);
  new DataView(bytes.buffer).setUint32(0, told ?? text.length, true);
  bytes.set(text, 4);
  bytes.set(body, start);
  return bytes;
}

const frame: LiveFrame = {
  kind: 'frame',
  sessionId: '11111111-1111-4111-8111-111111111111',
  number: 1,
  captureMs: 5,
  droppedBefore: 0,
  width: 4,
  height: 4,
  channels: 3,
};
const good = packLive(frame, new Uint8Array(48));
const headers = fc.oneof(
  arbitraryOf(toStationSchema),
  mutated(arbitraryOf(toStationSchema)),
  mutated(fc.constant(frame)),
  fc.jsonValue(),
);
const blocks = fc.oneof(
  fc
    .tuple(headers, fc.uint8Array({ maxLength: 64 }), fc.option(fc.nat({ max: 2 ** 32 - 1 })))
    .map(([header, body, told]) => block(header, body, told)),
  mutatedBytes(good),
  fc.uint8Array({ maxLength: 200 }),
);

test(
  'whatever a window sends on the live channel, it is taken as a frame that is whole, or answered once',
  async () => {
    const frames: { readonly frame: LiveFrame; readonly pixels: Uint8Array }[] = [];
    const windows = createLiveWindows((told, pixels) => {
      frames.push({ frame: told, pixels });
      return true;
    });
    const answers: Uint8Array[] = [];
    const connection = windows.connect((answer) => answers.push(answer) > 0, []);
    connection.receive(good);
    expect(frames).toHaveLength(1);
    await everyInput(0.2, blocks, (sent) => {
      frames.length = 0;
      answers.length = 0;
      connection.receive(sent);
      expect(frames.length + answers.filter((answer) => kindOf(answer) !== 'beat').length).toBe(1);
      for (const { frame: told, pixels } of frames) {
        expect(pixels).toHaveLength(told.width * told.height * told.channels);
      }
    });
    connection.close();
  },
  patience,
);

const kindOf = (answer: Uint8Array): string => toWindowSchema.parse(unpackLive(answer).header).kind;
