import { ServerTCP } from 'modbus-serial';
import { expect, onTestFinished, test, vi } from 'vitest';
import { singleUser } from '../../../../../src/main/users/single-user.ts';
import { remoteIoTargetSchema } from '../../../../../src/shared/domain/remote-io-target.ts';
import { freePort } from '../../../../support/free-port.ts';
import { playLine } from '../../../../support/played-line.ts';

/** A device with coils, which tells what was written to them. */
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

test('an outcome switches its coils on and off; a device that was gone is connected to anew', async () => {
  const line = await playLine();
  const port = await freePort();
  const target = remoteIoTargetSchema.parse({
    ...{ kind: 'modbus-io', host: '127.0.0.1', port, pulseMs: 20 },
    ...{ goodCoil: 3, reviewCoil: 4, rejectCoil: 8 },
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
