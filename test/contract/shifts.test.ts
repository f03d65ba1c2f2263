import { createRouterClient } from '@orpc/server';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { CheckEvent, ShiftCheck } from '../../src/shared/contract/shifts.ts';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { countedParts } from '../support/counts.ts';
import { collect } from '../support/collect.ts';
import { testFrame } from '../support/test-frame.ts';
import { openWatchedLine } from '../support/watched-line.ts';
import type { WatchedLine } from '../support/watched-line.ts';

/** Adds two known good parts and a known bad one. */
async function addKnownParts({ client }: WatchedLine, productId: string): Promise<void> {
  for (const [seed, label] of [
    [101, 'good'],
    [102, 'good'],
    [103, 'defect'],
  ] as const) {
    const file = new File([Buffer.from(await encodePng(testFrame(seed, 96, 80)))], `known-${seed}.png`);
    await client.datasets.upload({
      productId,
      file,
      origin: 'upload',
      label: { purpose: 'test', label, kind: null },
    });
  }
}

async function check({ client }: WatchedLine, productId: string): Promise<ShiftCheck> {
  const events: CheckEvent[] = await collect(await client.shifts.check({ productId }));
  const last = events.at(-1);
  expect(events.slice(0, -1)).toEqual([0, 1, 2].map((done) => ({ kind: 'progress', done, total: 3 })));
  if (last?.kind !== 'finished') throw new Error('A check ends with its result');
  return last.check;
}

/** Labels the highest known part as a defect, the others as good, and sets the limits below it. @returns the highest part */
async function labelByScore({ client }: WatchedLine, { parts }: ShiftCheck, productId: string) {
  const [low, middle, high] = parts.toSorted((a, b) => a.score - b.score);
  if (!low || !middle || !high) throw new Error('There are three known parts');
  await client.datasets.setLabels({
    labels: [low, middle, high].map(({ imageId }) => ({
      imageId,
      purpose: 'test',
      label: imageId === high.imageId ? 'defect' : 'good',
      kind: null,
    })),
  });
  const limit = (middle.score + high.score) / 2;
  await client.products.setThresholds({ id: productId, thresholds: { review: limit, defect: limit } });
  return high;
}

test('a shift releases the line when every known part is seen as what it is; before, nothing is inspected', async () => {
  const line = await openWatchedLine();
  const { client, products, source, bugs } = line;
  const [{ productId, modelId }] = products;
  await addKnownParts(line, productId);
  expect(await client.shifts.clearance({ productId })).toEqual({
    state: 'no-shift',
    known: { good: 2, defective: 1 },
    check: null,
  });
  const before = await client.inspection.start({ productId, source });
  const shift = await client.shifts.start({ operator: ' Otto ' });
  expect(shift).toMatchObject({ operator: 'Otto', endedAt: null });
  expect(await client.inspection.current()).toBeNull();
  expect(await client.shifts.current()).toEqual(shift);
  await expect(client.shifts.start({ operator: null })).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(client.inspection.start({ productId, source })).rejects.toMatchObject({
    code: 'NOT_RELEASED',
    message: expect.stringContaining('Disc'),
  });

  await line.judgeAll(productId, 'good');
  const wrong = await check(line, productId);
  expect(wrong).toMatchObject({ shiftId: shift.id, productId, modelId, passed: false, release: null });
  expect(wrong.parts.map(({ label, verdict, right }) => [label, verdict, right])).toEqual([
    ['good', 'good', true],
    ['good', 'good', true],
    ['defect', 'good', false],
  ]);
  expect(await client.shifts.clearance({ productId })).toMatchObject({ state: 'blocked', check: wrong });
  await expect(client.inspection.start({ productId, source })).rejects.toMatchObject({
    code: 'NOT_RELEASED',
  });

  const high = await labelByScore(line, wrong, productId);
  const right = await check(line, productId);
  expect(right.parts.find(({ label }) => label === 'defect')).toMatchObject({
    imageId: high.imageId,
    score: high.score,
    verdict: 'defect',
  });
  expect(right).toMatchObject({ passed: true, release: { reason: null, releasedBy: right.checkedBy } });
  expect(await client.shifts.clearance({ productId })).toMatchObject({ state: 'released' });

  const session = await client.inspection.start({ productId, source });
  await line.judgeAll(productId, 'defect');
  await line.inspect(1);
  await client.inspection.pause({ sessionId: session.id, paused: true, reason: 'Break' });
  const summary = await client.shifts.end({ shiftId: shift.id });
  expect(await client.inspection.current()).toBeNull();
  expect(await client.shifts.current()).toBeNull();
  expect(summary).toMatchObject({
    shift: { id: shift.id, endedBy: 'local', endedAt: expect.any(Number) },
    products: [{ productId, ...countedParts({ defect: 1 }) }],
    pauses: [{ productName: 'Disc', reason: 'Break', resumedAt: expect.any(Number) }],
    alarms: [],
    checks: [{ passed: false }, { passed: true }],
  });
  expect(await client.shifts.summary({ shiftId: shift.id })).toEqual(summary);
  expect(await client.shifts.list({})).toEqual([summary.shift]);

  const logged = await client.log.query({ filter: { shiftId: shift.id } });
  expect(logged.entries.map(({ sessionId }) => sessionId)).toEqual([session.id]);
  expect(await client.log.counts({ shiftId: shift.id })).toEqual(countedParts({ defect: 1 }));
  expect(before.id).not.toBe(session.id);
  expect(bugs).toEqual([]);
});

test('an engineer releases the line against the check, with a reason that is kept; an operator may not', async () => {
  const line = await openWatchedLine();
  const { client, station, products, source } = line;
  const [{ productId }] = products;
  await addKnownParts(line, productId);
  const { id: shiftId } = await client.shifts.start({ operator: null });
  await line.judgeAll(productId, 'defect');
  const first = await check(line, productId);
  const second = await check(line, productId);
  const operator = createRouterClient(station.router, {
    context: { user: { name: 'Otto', roles: ['operator'] } },
  });
  const engineer = createRouterClient(station.router, {
    context: { user: { name: 'Edda', roles: ['engineer'] } },
  });
  const reason = 'New light; limits follow at noon';
  await expect(operator.shifts.override({ checkId: second.id, reason })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await expect(engineer.shifts.override({ checkId: second.id, reason: ' ' })).rejects.toMatchObject({
    code: 'BAD_INPUT',
  });
  await expect(engineer.shifts.override({ checkId: first.id, reason })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  const released = await engineer.shifts.override({ checkId: second.id, reason });
  expect(released).toMatchObject({ passed: false, release: { reason, releasedBy: 'Edda' } });
  await expect(engineer.shifts.override({ checkId: second.id, reason })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  expect((await operator.inspection.start({ productId, source })).productName).toBe('Disc');
  const { checks } = await client.shifts.summary({ shiftId });
  expect(checks.map(({ release }) => release?.reason ?? null)).toEqual([null, reason]);
});

test('a new model of a released line is checked before it takes over; without known parts nothing is asked for', async () => {
  const line = await openWatchedLine(['Disc', 'Ring']);
  const { client, products, source, spareModelId, heard } = line;
  const [{ productId, modelId }, ring] = products;
  await addKnownParts(line, productId);
  await client.shifts.start({ operator: null });
  expect(await client.shifts.clearance({ productId: ring?.productId ?? '' })).toMatchObject({
    state: 'nothing-known',
  });
  const session = await client.inspection.start({ productId: ring?.productId ?? '', source });
  await expect(client.inspection.changeover({ sessionId: session.id, productId })).rejects.toMatchObject({
    code: 'NOT_RELEASED',
  });
  await labelByScore(line, await check(line, productId), productId);
  await check(line, productId);
  const disc = await client.inspection.changeover({ sessionId: session.id, productId });

  await client.models.activate({ modelId: spareModelId, note: '' });
  await vi.waitFor(
    () => expect(heard).toContainEqual(expect.objectContaining({ code: 'NOT_RELEASED' })),
    10_000,
  );
  expect(await client.inspection.current()).toMatchObject({ id: disc.id, modelId });
  await labelByScore(line, await check(line, productId), productId);
  await check(line, productId);
  await vi.waitFor(
    async () => expect(await client.inspection.current()).toMatchObject({ modelId: spareModelId }),
    10_000,
  );
});

test('a known part whose picture was changed on the disk fails the check by name and releases nothing', async () => {
  const line = await openWatchedLine();
  const { client, station, products } = line;
  const [{ productId }] = products;
  await addKnownParts(line, productId);
  await client.shifts.start({ operator: null });
  const { images } = await client.datasets.list({ productId, purpose: 'test' });
  const [image] = images;
  const path = join(station.paths.images, `${image?.sha256 ?? ''}.png`);
  chmodSync(path, 0o644);
  writeFileSync(path, await encodePng(testFrame(7, 96, 80)));
  await expect(collect(await client.shifts.check({ productId }))).rejects.toMatchObject({
    code: 'CORRUPT_FILE',
    message: expect.stringContaining(image?.name ?? 'a name'),
  });
  expect(await client.shifts.clearance({ productId })).toMatchObject({ state: 'unchecked' });
});
