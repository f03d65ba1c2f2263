import { once } from 'node:events';
import { connect } from 'node:net';
import ModbusRTU from 'modbus-serial';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openModbusServer } from '../../../../../src/main/line/modbus/modbus-server.ts';
import { freePort } from '../../../../support/free-port.ts';

/** Opens a server whose registers are all 7, and notes its numbers of connections. */
async function openServer() {
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
  return { port, counts };
}

/** Connects a client that only sends what it is told to. */
async function connectTo(port: number) {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

async function expectAnswers(port: number): Promise<void> {
  const controller = new ModbusRTU();
  controller.setTimeout(20_000);
  await controller.connectTCP('127.0.0.1', { port });
  onTestFinished(() => controller.close(() => undefined));
  controller.setID(1);
  expect((await controller.readHoldingRegisters(0, 2)).data).toEqual([7, 7]);
}

test('connections that nobody ended keep no controller out: the one that was silent the longest makes room', async () => {
  const { port, counts } = await openServer();
  for (let number = 0; number < 16; number++) await connectTo(port);
  await expectAnswers(port);
  expect(Math.max(...counts)).toBe(16);
});

test('a controller that asks and asks and takes no answer is ended, before the answers fill the memory', async () => {
  const { port, counts } = await openServer();
  const flooding = await connectTo(port);
  flooding.pause();
  const request = Buffer.from([0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 125]);
  flooding.write(Buffer.concat(Array<Buffer>(100_000).fill(request)));
  await vi.waitUntil(() => counts.at(-1) === 0, 30_000);
  await expectAnswers(port);
});
