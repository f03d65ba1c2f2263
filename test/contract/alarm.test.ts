import { createRouterClient } from '@orpc/server';
import { expect, test, vi } from 'vitest';
import { openWatchedLine } from '../support/watched-line.ts';

test('after so many defects in a row an alarm stands for every window; acknowledged, it is over, and all was counted', async () => {
  const { client, station, products, source, inspect, judgeAll, bugs } = await openWatchedLine();
  const [{ productId }] = products;
  const { name, line } = await client.products.setLine({
    id: productId,
    line: { alarmAfter: 2, code: null },
  });
  expect(line).toMatchObject({ alarmAfter: 2 });
  await client.inspection.start({ productId, source });
  await judgeAll(productId, 'defect');

  await inspect(1);
  expect(await client.inspection.alarms()).toEqual([]);
  const listening = new AbortController();
  const changes = await client.station.changes(undefined, { signal: listening.signal });
  const told = (async () => {
    for await (const change of changes) if (change.kind === 'line') return true;
    return false;
  })();
  await inspect(2);
  expect(await told).toBe(true);
  listening.abort();
  const [alarm] = await client.inspection.alarms();
  expect(alarm).toMatchObject({ lane: 1, laneName: 'Lane 1', productName: name, alarmAfter: 2 });

  await inspect(3);
  const alarmId = alarm?.id ?? 0;
  const reviewer = createRouterClient(station.router, {
    context: { user: { name: 'Rita', roles: ['reviewer'] } },
  });
  await expect(reviewer.inspection.acknowledge({ alarmId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const operator = createRouterClient(station.router, {
    context: { user: { name: 'Otto', roles: ['operator'] } },
  });
  await expect(
    operator.products.setLine({ id: productId, line: { alarmAfter: null, code: null } }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await operator.inspection.acknowledge({ alarmId });
  expect(await client.inspection.alarms()).toEqual([]);
  await vi.waitFor(async () => expect((await client.inspection.current())?.counts.defect).toBe(3));
  expect(bugs).toEqual([]);
});
