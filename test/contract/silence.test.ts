import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { openWatchedLine } from '../support/watched-line.ts';

test('no part for as long as the setting says raises an alarm; a pause does not, and off it never does', async () => {
  const { client, products, source, inspect, judgeAll, bugs } = await openWatchedLine();
  const [{ productId }] = products;
  await judgeAll(productId, 'good');
  const set = async (seconds: number) => {
    const { version } = await client.settings.get();
    await client.settings.set({ values: { 'line.silence': seconds }, expected: version });
  };
  expect((await client.settings.get()).values['line.silence']).toBe(0);
  const { id: sessionId } = await client.inspection.start({ productId, source });
  await inspect(1);
  await client.inspection.pause({ sessionId, paused: true });
  await set(1);
  await sleep(2_500);
  expect(await client.inspection.alarms()).toEqual([]);
  await client.inspection.pause({ sessionId, paused: false });
  await vi.waitFor(async () => expect(await client.inspection.alarms()).toHaveLength(1), 10_000);
  const [alarm] = await client.inspection.alarms();
  expect(alarm).toMatchObject({ productName: 'Disc', alarmAfter: null, silentSeconds: 1 });
  await client.inspection.acknowledge({ alarmId: alarm?.id ?? 0 });
  // One silence gives one alarm; the next silence begins with the next part.
  await sleep(1_500);
  expect(await client.inspection.alarms()).toEqual([]);
  await inspect(2);
  await vi.waitFor(async () => expect(await client.inspection.alarms()).toHaveLength(1), 10_000);
  await client.inspection.acknowledge({ alarmId: (await client.inspection.alarms())[0]?.id ?? 0 });
  await client.inspection.stop({ sessionId });
  await sleep(1_500);
  expect(await client.inspection.alarms()).toEqual([]);
  await expect(set(-1)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(set(2.5)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  expect(bugs).toEqual([]);
});
