import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { singleUser } from '../../src/main/users/single-user.ts';
import { modbusTargetSchema } from '../../src/shared/domain/modbus-target.ts';
import { freePort } from '../support/free-port.ts';
import { everyInput, mutatedBytes, patience } from '../support/fuzz/inputs.ts';
import { readLane } from '../support/lane-registers.ts';
import { connectPlc } from '../support/modbus-plc.ts';
import { playLine } from '../support/played-line.ts';

/** Makes a frame of Modbus TCP: transaction, protocol 0, length, unit 1, then function and its data. */
function framed(body: readonly number[]): Uint8Array {
  const frame = Buffer.alloc(7 + body.length);
  frame.writeUInt16BE(7, 0);
  frame.writeUInt16BE(body.length + 1, 4);
  frame.writeUInt8(1, 6);
  Buffer.from(body).copy(frame, 7);
  return frame;
}

const word = fc.nat({ max: 0xffff }).map((value) => [value >> 8, value & 0xff]);
const near = fc.nat({ max: 300 }).map((value) => [value >> 8, value & 0xff]);
const requests = fc
  .tuple(
    fc.constantFrom(1, 2, 3, 4, 5, 6, 15, 16, 22, 23, 43, 99),
    fc.oneof(word, near),
    fc.oneof(word, near),
    fc.uint8Array({ maxLength: 20 }),
  )
  .map(([code, address, count, rest]) => framed([code, ...address, ...count, ...rest]));
/** A valid request: trigger 1 of the first lane. */
const known = framed([6, 0, 100, 0, 1]);
const sent = fc.oneof(requests, mutatedBytes(known), fc.uint8Array({ maxLength: 100 }));

test(
  'whatever is written to the Modbus server, it answers the next request of a controller',
  async () => {
    const line = await playLine();
    const port = await freePort();
    const target = modbusTargetSchema.parse({ kind: 'modbus', host: '127.0.0.1', port });
    await line.outputs.add({ name: 'PLC', enabled: true, target }, singleUser);
    line.outputs.start(line.commands);
    onTestFinished(() => line.outputs.close());
    const plc = await connectPlc(port);
    await everyInput(0.01, sent, async (bytes) => {
      await new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
        socket.on('error', () => undefined).on('close', () => resolve());
        socket.resume();
      });
      expect(await readLane(plc, 1)).toMatchObject({ partNumber: expect.any(Number) });
    });
    expect(line.faults).toEqual([]);
  },
  patience,
);
