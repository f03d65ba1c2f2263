import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { singleUser } from '../../../../../src/main/users/single-user.ts';
import { modbusTargetSchema } from '../../../../../src/shared/domain/modbus-target.ts';
import { StationError } from '../../../../../src/shared/domain/station-error.ts';
import { freePort } from '../../../../support/free-port.ts';
import { readLane } from '../../../../support/lane-registers.ts';
import { connectPlc } from '../../../../support/modbus-plc.ts';
import { pythonPeers, runPeer } from '../../../../support/peers/run-peer.ts';
import { playLine } from '../../../../support/played-line.ts';

const trigger = 100;
const acknowledge = 101;
const command = 102;
const serial = 110;

/** Opens a line with a connected PLC; if the PLC `greets`, it has told that its counters are at 0. */
async function opened(
  options: { acknowledgeMs?: number; heartbeatMs?: number; pulseMs?: number } = {},
  plcThen: 'greets' | 'silent' = 'greets',
) {
  const line = await playLine();
  const port = await freePort();
  const target = modbusTargetSchema.parse({ kind: 'modbus', host: '127.0.0.1', port, ...options });
  const { id } = await line.outputs.add({ name: 'PLC', enabled: true, target }, singleUser);
  line.outputs.start(line.commands);
  onTestFinished(async () => {
    await line.outputs.close();
    expect(line.faults).toEqual([]);
  });
  const plc = await connectPlc(port);
  if (plcThen === 'greets') await plc.writeRegisters(trigger, [0, 0, 0]);
  const lane = () => readLane(plc, 1);
  type Lane = Awaited<ReturnType<typeof lane>>;
  const laneIs = (expected: Partial<Lane>) =>
    vi.waitFor(async () => expect(await lane()).toMatchObject(expected), 20_000);
  return { ...line, plc, port, lane, laneIs, state: () => line.outputs.get(id).state, id };
}

test('trigger n, result n, acknowledge n; the log has the part before the PLC', async () => {
  const { plc, lane, laneIs, log, outputs, id, serials, judged, state } = await opened();
  expect(await lane()).toMatchObject({ ready: true, valid: false, sequence: 0 });
  await plc.writeRegisters(serial, [0x4142, 0x4300]);
  await plc.writeRegister(trigger, 1);
  await laneIs({
    valid: true,
    echo: 1,
    error: 0,
    sequence: 1,
    trigger: 1,
    outcome: 2,
    partNumber: 1,
    score: 3,
  });
  expect(log.log.counts({})).toMatchObject({ parts: { review: 1 } });
  expect(serials).toEqual(['ABC']);
  expect((await lane()).serial).toBe(judged[0]?.name);
  await plc.writeRegister(acknowledge, 1);
  await laneIs({ valid: false, sequence: 1 });
  await plc.writeRegister(trigger, 2);
  await laneIs({ valid: true, echo: 2, sequence: 2, outcome: 3, defect: 1 });
  await plc.writeRegister(acknowledge, 2);
  await vi.waitFor(() => expect(state()).toMatchObject({ lamp: 'ok', waiting: 0, dropped: 0 }), 20_000);
  expect(outputs.messages(id).map(({ number, deliveredAt }) => [number, deliveredAt !== null])).toEqual([
    [2, true],
    [1, true],
  ]);
  expect((await outputs.test(id)).delivered).toBe(true);
});

test('a result stands until it is acknowledged, the next ones wait; a wrong number acknowledges nothing', async () => {
  const { plc, laneIs, arrive, lane } = await opened();
  await arrive();
  await arrive();
  await arrive();
  await laneIs({ valid: true, sequence: 1, trigger: 0, partNumber: 0, good: 3 });
  await plc.writeRegister(acknowledge, 9);
  expect(await lane()).toMatchObject({ valid: true, sequence: 1 });
  await plc.writeRegister(acknowledge, 1);
  await laneIs({ valid: true, sequence: 2 });
  await plc.writeRegister(acknowledge, 2);
  await laneIs({ valid: true, sequence: 3 });
  // A PLC that writes the same number in each cycle acknowledges nothing more.
  await plc.writeRegister(acknowledge, 2);
  expect(await lane()).toMatchObject({ valid: true, sequence: 3 });
});

test('a result that is not acknowledged in time is given up, and that is said', async () => {
  const { plc, laneIs, arrive, state, lane } = await opened({ acknowledgeMs: 50 });
  await arrive();
  await laneIs({ valid: false, lost: true, error: 9, sequence: 1 });
  await vi.waitFor(() => expect(state()).toMatchObject({ dropped: 1 }), 20_000);
  expect(state().failure?.message).toContain('did not acknowledge');
  await plc.writeRegister(trigger, 1);
  await vi.waitFor(async () => expect((await lane()).sequence).toBe(2), 20_000);
});

test('nonsense gets an error code and a message, and the line goes on', async () => {
  const { plc, laneIs, state, hold, lane } = await opened();
  const station = async () => (await plc.readInputRegisters(0, 7)).data;
  const said = (text: string) => vi.waitFor(() => expect(state().failure?.message).toContain(text), 20_000);
  await plc.writeRegister(command, 77);
  await laneIs({ failed: true, error: 1 });
  await said('77');
  await plc.writeRegister(150, 5);
  await laneIs({ error: 2 });
  await said('150');
  await plc.writeRegisters(150, [0, 0]);
  await plc.writeRegisters(1, [0, 99]);
  await plc.writeRegister(1, 1);
  await vi.waitFor(async () => expect((await station()).slice(3, 6)).toEqual([3, 0, 1]), 20_000);
  await said('recipe 99');
  await plc.writeRegisters(1, [2, 7]);
  await vi.waitFor(async () => expect((await station()).slice(3, 6)).toEqual([0, 7, 2]), 20_000);
  await expect(plc.writeRegister(1700, 1)).rejects.toThrow('Illegal data address');
  await expect(plc.readInputRegisters(1690, 20)).rejects.toThrow('Illegal data address');
  await expect(plc.writeCoil(16, true)).rejects.toThrow('Illegal data address');
  await plc.writeRegister(300, 4);
  await vi.waitFor(async () => expect((await station())[3]).toBe(6), 20_000);

  const release = hold();
  await plc.writeRegister(trigger, 1);
  await laneIs({ busy: true, ready: false, echo: 1, error: 0 });
  await plc.writeRegister(trigger, 2);
  await laneIs({ echo: 2, error: 4 });
  await said('triggered lane 1');
  release();
  await laneIs({ valid: true, trigger: 1, sequence: 1, ready: true });
  await plc.writeRegister(acknowledge, 1);
  await plc.writeRegister(command, 2);
  await laneIs({ ready: false });
  await plc.writeRegister(trigger, 3);
  await laneIs({ error: 5 });
  await plc.writeRegister(command, 1);
  await laneIs({ ready: true });
  await plc.writeRegister(trigger, 4);
  await laneIs({ valid: true, trigger: 4, error: 0 });
  expect(await lane()).toMatchObject({ partNumber: 2 });
});

test.each([command, 3])('a start that a later stop has ended is no error (register %i)', async (at) => {
  const { plc, commands, lane, laneIs } = await opened();
  const starting = Promise.withResolvers<undefined>();
  commands.start = () => starting.promise;
  await plc.writeRegister(at, 1);
  await plc.writeRegister(at, 2);
  await laneIs({ ready: false });
  starting.reject(new StationError('CONFLICT', 'The inspection was ended before its source gave anything.'));
  expect(await lane()).toMatchObject({ error: 0 });
  expect((await plc.readInputRegisters(3, 1)).data).toEqual([0]);
});

test('a counter that did not begin at 0 triggers nothing until it changes again', async () => {
  // The station has restarted, but the PLC has already counted to 37.
  const { plc, laneIs, judged } = await opened({}, 'silent');
  await plc.writeRegister(trigger, 37);
  await laneIs({ error: 7, echo: 37, busy: false });
  expect(judged).toEqual([]);
  await plc.writeRegister(trigger, 38);
  await laneIs({ error: 0, valid: true, trigger: 38 });
});

test('the heartbeats: the station counts, and a PLC that stands still is told', async () => {
  const { plc, state } = await opened({ heartbeatMs: 200 });
  const beat = async () => (await plc.readInputRegisters(1, 1)).data[0] ?? 0;
  const before = await beat();
  await vi.waitFor(async () => expect(await beat()).toBeGreaterThan(before), 20_000);
  await plc.writeRegister(0, 1);
  await vi.waitFor(() => expect(state().failure?.message).toContain('heartbeat'), 20_000);
  expect(((await plc.readInputRegisters(2, 1)).data[0] ?? 0) & 16).toBe(16);
  await plc.writeRegister(0, 2);
  await vi.waitFor(() => expect(state()).toMatchObject({ lamp: 'ok', failure: null }), 20_000);
});

test('an outcome switches its coil on for a moment', async () => {
  const { plc, arrive, commands } = await opened({ pulseMs: 300 });
  const coils = async () => (await plc.readDiscreteInputs(16, 9)).data.slice(0, 9);
  await arrive();
  await vi.waitFor(async () => expect((await coils())[4]).toBe(true), 20_000);
  await vi.waitFor(async () => expect((await coils())[4]).toBe(false), 20_000);
  expect((await plc.readCoils(16, 1)).data[0]).toBe(commands.lanes()[0]?.state === 'ready');
});

test('without a PLC the lamp says so, and a trial does not arrive', async () => {
  const { plc, state, outputs, id } = await opened();
  plc.close(() => undefined);
  await vi.waitFor(() => expect(state().failure?.message).toContain('No PLC'), 20_000);
  expect(await outputs.test(id)).toMatchObject({ delivered: false, state: { lamp: 'waiting' } });
});

test('pymodbus drives 1,000 parts through the handshake: none is lost, repeated or out of order', async (context) => {
  if ('reason' in pythonPeers) context.skip(pythonPeers.reason);
  const { plc, port, log, serials, state } = await opened({}, 'silent');
  plc.close(() => undefined);
  const count = 1000;
  const answer = z
    .object({
      results: z.array(
        z.object({ trigger: z.number(), sequence: z.number(), outcome: z.number(), part: z.number() }),
      ),
      counts: z.array(z.number()),
    })
    .parse(await runPeer('modbus_plc.py', port, count));
  const codes = [1, 2, 3];
  expect(answer.results).toEqual(
    Array.from({ length: count }, (_, index) => {
      const n = index + 1;
      return { trigger: n, sequence: n, part: n, outcome: codes[n % codes.length] };
    }),
  );
  const { good, review, defect } = log.log.counts({}).parts;
  expect(answer.counts).toEqual([good, review, defect, 0]);
  expect(good + review + defect).toBe(count);
  expect(serials).toEqual(
    Array.from({ length: count }, (_, index) => `P${String(index + 1).padStart(6, '0')}`),
  );
  await vi.waitFor(() => expect(state()).toMatchObject({ waiting: 0, dropped: 0 }), 20_000);
}, 180_000);
