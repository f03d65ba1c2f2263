import { once } from 'node:events';
import { connect } from 'node:net';
import ModbusRTU from 'modbus-serial';
import { expect, onTestFinished, test } from 'vitest';
import { openModbusServer } from '../../../../../src/main/line/modbus/modbus-server.ts';
import { freePort } from '../../../../support/free-port.ts';

test('connections that nobody ended keep no controller out: the one that was silent the longest makes room', async () => {
  const port = await freePort();
  const { promise: listening, resolve } = Promise.withResolvers<undefined>();
  const counts: number[] = [];
  const server = openModbusServer(
    { host: '127.0.0.1', port, peers: '', unit: 1 },
    {
      readHolding: (_address, count) => Array<number>(count).fill(7),
      readInput: (_address, count) => Array<number>(count).fill(7),
      readCoil: () => false,
      write: () => undefined,
    },
    { connections: (count) => counts.push(count), state: () => resolve(undefined), refused: () => undefined },
  );
  onTestFinished(() => server.close());
  await listening;
  for (let number = 0; number < 16; number++) {
    const silent = connect(port, '127.0.0.1').on('error', () => undefined);
    onTestFinished(() => void silent.destroy());
    await once(silent, 'connect');
  }
  const controller = new ModbusRTU();
  controller.setTimeout(20_000);
  await controller.connectTCP('127.0.0.1', { port });
  onTestFinished(() => controller.close(() => undefined));
  controller.setID(1);
  expect((await controller.readHoldingRegisters(0, 2)).data).toEqual([7, 7]);
  expect(Math.max(...counts)).toBe(16);
});
