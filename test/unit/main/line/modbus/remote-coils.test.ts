import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServerTCP } from 'modbus-serial';
import { expect, onTestFinished, test, vi } from 'vitest';
import { singleUser } from '../../../../../src/main/users/single-user.ts';
import { remoteIoTargetSchema } from '../../../../../src/shared/domain/remote-io-target.ts';
import { freePort } from '../../../../support/free-port.ts';
import { playLine } from '../../../../support/played-line.ts';

/** Opens a device with coils that keeps what is written to them. */
function openDevice(port: number) {
  const written: [number, boolean][] = [];
  const server = new ServerTCP(
    {
      getCoil: () => false,
      setCoil: (address: number, value: boolean) => void written.push([address, value]),
    },
    { host: '127.0.0.1', port, unitID: 1 },
  );
  return { written, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

/** Listens, fills the system's queue of connections, and accepts none, so that clients get no answer. */
const hangingProgram = `
  const server = require('node:net').createServer();
  server.listen({ host: '127.0.0.1', port: Number(process.argv[1]), backlog: 1 }, () => {
    require('node:fs').writeSync(1, 'listens');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;

/** Opens a device that answers no connection. @returns a function that counts this process's waiting connections to it */
async function openHangingDevice(port: number): Promise<() => number> {
  const device = spawn(process.execPath, ['-e', hangingProgram, String(port)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(device.stdout, 'data');
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    device.kill('SIGKILL');
  });
  for (let isTaken = true; isTaken;) {
    const socket = connect({ host: '127.0.0.1', port }).on('error', () => undefined);
    sockets.push(socket);
    isTaken = await Promise.race([once(socket, 'connect').then(() => true), sleep(1000, false)]);
    if (!isTaken) socket.destroy();
  }
  return () => process.getActiveResourcesInfo().filter((kind) => kind === 'ConnectWrap').length;
}

test('an outcome switches its coils on and off; a device that was gone is connected to anew', async () => {
  const line = await playLine();
  const port = await freePort();
  const target = remoteIoTargetSchema.parse({
    kind: 'modbus-io',
    host: '127.0.0.1',
    port,
    pulseMs: 20,
    goodCoil: 3,
    reviewCoil: 4,
    rejectCoil: 8,
  });
  const { id } = await line.outputs.add({ name: 'I/O', enabled: true, target }, singleUser);
  const lamp = (expected: string) =>
    vi.waitFor(() => expect(line.outputs.get(id).state.lamp).toBe(expected), 20_000);
  line.outputs.start(line.commands);
  await lamp('waiting');
  let device = openDevice(port);
  onTestFinished(async () => {
    await line.outputs.close();
    await device.close();
    expect(line.faults).toEqual([]);
  });
  await lamp('ok');
  const off = [3, 4, 8].map((address) => [address, false]);
  expect(device.written).toEqual(off);
  await line.arrive();
  await vi.waitFor(() => expect(device.written).toEqual([...off, [3, true], [3, false]]), 20_000);
  await device.close();
  await lamp('waiting');
  device = openDevice(port);
  await lamp('ok');
  expect((await line.outputs.test(id)).delivered).toBe(true);
  const { outcome } = line.commands.trigger(1, null);
  expect((await outcome).verdict).toBe('defect');
  await vi.waitFor(() => expect(device.written).toEqual([...off, [8, true], [8, false]]), 20_000);
});

test('a device of one lane hears of its parts alone, also where a group sees them that begins with another lane', async () => {
  const line = await playLine();
  const port = await freePort();
  const target = remoteIoTargetSchema.parse({
    kind: 'modbus-io',
    host: '127.0.0.1',
    port,
    lane: 2,
    goodCoil: 3,
    pulseMs: 20,
  });
  const device = openDevice(port);
  const { id } = await line.outputs.add({ name: 'I/O', enabled: true, target }, singleUser);
  line.outputs.start(line.commands);
  onTestFinished(async () => {
    await line.outputs.close();
    await device.close();
  });
  await vi.waitFor(() => expect(line.outputs.get(id).state.lamp).toBe('ok'), 20_000);
  await line.arrive();
  line.seeWith([2]);
  await line.arrive();
  await vi.waitFor(() => expect(line.outputs.get(id).state.waiting).toBe(0), 20_000);
  const pulse = [
    [3, true],
    [3, false],
  ];
  await vi.waitFor(() => expect(device.written.slice(1)).toEqual(pulse), 20_000);
});

test('tries to connect that a device has not answered are given up: none of them takes a connection of it later', async () => {
  const line = await playLine();
  const port = await freePort();
  const target = remoteIoTargetSchema.parse({ kind: 'modbus-io', host: '127.0.0.1', port, goodCoil: 3 });
  const opening = await openHangingDevice(port);
  await line.outputs.add({ name: 'I/O', enabled: true, target }, singleUser);
  line.outputs.start(line.commands);
  onTestFinished(() => line.outputs.close());
  for (const tries of [1, 0, 1, 0]) await vi.waitFor(() => expect(opening()).toBe(tries), 20_000);
});

test('a device that takes the connection and answers nothing is told with the reason', async () => {
  const line = await playLine();
  const port = await freePort();
  const sockets: Socket[] = [];
  const device = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => device.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    device.close();
  });
  const target = remoteIoTargetSchema.parse({ kind: 'modbus-io', host: '127.0.0.1', port, rejectCoil: 1 });
  const { id } = await line.outputs.add({ name: 'I/O', enabled: true, target }, singleUser);
  line.outputs.start(line.commands);
  onTestFinished(() => line.outputs.close());
  const told = () => line.outputs.get(id).state.failure?.message;
  await vi.waitFor(() => expect(told()).toMatch(/cannot be reached\. Timed out/), 20_000);
});
