import { expect, test, vi } from 'vitest';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { usualLane, type Lane } from '../../src/shared/domain/lanes.ts';
import { seenIn } from '../../src/shared/domain/bucket-sums.ts';
import { collect } from '../support/collect.ts';
import { counted } from '../support/counts.ts';
import { readPdf } from '../support/read-pdf.ts';
import { testFrame } from '../support/test-frame.ts';
import { openWatchedLine } from '../support/watched-line.ts';

const lane = (number: number, change: Partial<Lane>): Lane => ({ ...usualLane(number), ...change });

test('a part that two lanes look at counts once: in the log, statistics, report, shift and live counts', async () => {
  const { station, client, bugs, heard, products, judgeAll } = await openWatchedLine(['Disc', 'Lid']);
  const [disc, lid = disc] = products;
  const lanes = [
    { number: 2, group: 'Box', productId: disc.productId },
    { number: 3, group: 'Box', productId: lid.productId },
    { number: 4, group: 'Crate', productId: disc.productId },
    { number: 5, group: 'Crate', productId: disc.productId },
  ];
  const shift = await client.shifts.start({});
  for (const { number, group, productId } of lanes) {
    await client.lanes.add(lane(number, { source: { kind: 'push' }, deadlineMs: 60_000, group }));
    await client.inspection.start({ productId, lane: number });
  }
  await judgeAll(disc.productId, 'good');
  await judgeAll(lid.productId, 'defect');
  const picture = new File([new Uint8Array(await encodePng(testFrame(1, 96, 80)))], 'part.png');
  for (const seenBy of ['Box', 'Crate', 'Box', 'Crate', 'Box']) {
    const views = lanes.filter(({ group }) => group === seenBy);
    await Promise.all(
      views.map(({ number }) => client.inspection.push({ lane: number, serial: null, picture })),
    );
  }

  const all = counted({ defect: 3, good: 2 });
  const counts = async (filter: Parameters<typeof client.log.counts>[0]) =>
    (await client.log.counts(filter)).parts;
  expect(await counts({})).toEqual(all);
  expect(await counts({ productId: disc.productId })).toEqual(all);
  expect(await counts({ productId: lid.productId })).toEqual(counted({ defect: 3 }));
  expect(await counts({ lane: 2 })).toEqual(counted({ defect: 3 }));
  expect(await counts({ to: 1 })).toEqual(counted({}));

  const overviewOf = (filter: { productId?: string; lane?: number }) =>
    client.statistics.overview({ filter, timeZone: 'UTC' });
  const overview = await overviewOf({});
  expect(seenIn(overview.buckets)).toEqual({ parts: all, frames: counted({}) });
  expect(overview.decided).toEqual([{ verdict: 'defect', decision: null, entries: 3, parts: 3 }]);
  expect(seenIn((await overviewOf({ lane: 5 })).buckets).parts).toEqual(counted({ good: 2 }));

  const written = await collect(
    await client.statistics.exportReport({ timeZone: 'UTC', language: 'en', entries: 0 }),
  );
  const finished = written.at(-1);
  if (finished?.kind !== 'finished') throw new Error('The report is not finished');
  const { body } = await station.readMedia({ kind: 'export', id: finished.exportId }, singleUser);
  const [front = ''] = readPdf(await body.bytes()).text;
  expect(front).toContain('Parts\n5\nGood\n2\nReview\n0\nDefect\n3\n');

  for (const { number, group } of lanes) {
    const expected = group === 'Box' ? { defect: 3 } : { good: 2 };
    const session = await client.inspection.current({ lane: number });
    expect(session?.counts).toEqual({ ...counted(expected), dropped: 0 });
    expect(await counts({ sessionId: session?.id ?? '' })).toEqual(counted(expected));
    const told = heard.findLast((message) => message.kind === 'session' && message.lane === number);
    expect(told).toMatchObject({ session: { counts: expected } });
  }
  const { products: inShift } = await client.shifts.summary({ shiftId: shift.id });
  expect(inShift).toEqual([
    { productId: disc.productId, productName: 'Disc', parts: all, frames: counted({}) },
    { productId: lid.productId, productName: 'Lid', parts: counted({ defect: 3 }), frames: counted({}) },
  ]);
  await station.close();
  expect(bugs).toEqual([]);
});

test('an inspection that ends counts the part that another lane still looks at, and no lane waits for its view', async () => {
  const { station, client, bugs, heard, products } = await openWatchedLine();
  const [{ productId }] = products;
  for (const number of [2, 3]) {
    await client.lanes.add(lane(number, { source: { kind: 'push' }, deadlineMs: 60_000, group: 'Box' }));
  }
  const start = (number: number) => client.inspection.start({ productId, lane: number });
  const [top, side] = [await start(2), await start(3)];
  const picture = new File([new Uint8Array(await encodePng(testFrame(1, 96, 80)))], 'part.png');
  const push = (number: number) => client.inspection.push({ lane: number, serial: null, picture });
  const seen = (sessionId: string) =>
    vi.waitFor(
      () => expect(heard.some((one) => one.kind === 'result' && one.sessionId === sessionId)).toBe(true),
      20_000,
    );

  // The other lane gives its view while the first one ends. The group waits for it, but not for ever.
  const first = push(2);
  await seen(top.id);
  const stopping = client.inspection.stop({ sessionId: top.id });
  const [stopped, part] = await Promise.all([stopping, first, push(3)]);
  expect(stopped.counts).toEqual({ ...counted({ [part.verdict]: 1 }), dropped: 0 });
  expect((await client.log.counts({ sessionId: top.id })).parts).toEqual(counted({ [part.verdict]: 1 }));

  // The ending lane has not seen this part, so the part gets its outcome at once, not at the deadline.
  const again = await start(2);
  const waits = push(3);
  await vi.waitFor(
    () => expect(heard.filter((one) => one.kind === 'result' && one.sessionId === side.id)).toHaveLength(2),
    20_000,
  );
  expect((await client.inspection.stop({ sessionId: again.id })).counts).toEqual({
    ...counted({}),
    dropped: 0,
  });
  expect(await waits).toMatchObject({ verdict: 'not-inspected', groupName: 'Box' });
  await station.close();
  expect(bugs).toEqual([]);
});
