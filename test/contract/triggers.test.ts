import { expect, onTestFinished, test, vi } from 'vitest';
import { arrivedIn } from '../../src/shared/domain/outcome.ts';
import { usualLane, type LaneSettings } from '../../src/shared/domain/lanes.ts';
import { feedCamera } from '../support/fed-camera.ts';
import { testFrame } from '../support/test-frame.ts';
import { openWatchedLine, type WatchedLine } from '../support/watched-line.ts';

const camera = { kind: 'window-camera', label: 'Camera' } as const;

/** Starts lane 1 with a camera of the window, which gives pictures during the test. */
async function start(line: WatchedLine, change: Partial<LaneSettings>, picture = testFrame) {
  const { client, products, station } = line;
  const { number, ...settings } = usualLane();
  const lane = { ...settings, source: camera, ...change };
  await client.lanes.change({ number, expected: 0, lane });
  const session = await client.inspection.start({ productId: products[0].productId });
  const fed = feedCamera(station.live, session.id, picture);
  onTestFinished(() => fed.stop());
  return { session, fed };
}

test('a camera of the window gives a part when it is asked for one, called as asked or as scanned', async () => {
  const line = await openWatchedLine();
  const { client, bugs } = line;
  const { session } = await start(line, { trigger: { kind: 'software', delayMs: 0, debounceMs: 0 } });
  expect(session.trigger).toBe('software');
  expect(await client.inspection.trigger({ serial: 'SN 1' })).toMatchObject({ name: 'SN 1', partNumber: 1 });
  await client.inspection.nameNext({ serial: 'SN 2' });
  expect(await client.inspection.trigger({})).toMatchObject({ name: 'SN 2', partNumber: 2 });
  expect(await client.inspection.trigger({})).toMatchObject({ name: null, partNumber: 3 });
  // Only triggered pictures are parts, although the camera runs all the time.
  const { parts, frames } = await client.log.counts({});
  expect([arrivedIn(parts), arrivedIn(frames)]).toEqual([3, 0]);
  const current = await client.inspection.current();
  expect(current && arrivedIn(current.counts)).toBe(3);
  expect(bugs).toEqual([]);
});

test('what cannot be asked for is refused with the reason, and takes no number', async () => {
  const line = await openWatchedLine();
  const { client } = line;
  await expect(client.inspection.nameNext({ serial: 'SN 1' })).rejects.toMatchObject({ code: 'CONFLICT' });
  await start(line, { trigger: { kind: 'software', delayMs: 0, debounceMs: 60_000 } });
  const first = client.inspection.trigger({});
  await expect(client.inspection.trigger({})).rejects.toMatchObject({
    code: 'CONFLICT',
    message: '“Lane 1” is busy: the part before has no verdict yet.',
  });
  expect(await first).toMatchObject({ partNumber: 1 });
  await expect(client.inspection.trigger({})).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'The last part was asked for less than 60000 ms ago. Ask for the next one later.',
  });
  await expect(client.inspection.trigger({ serial: 'line\nbreak' })).rejects.toMatchObject({
    code: 'BAD_INPUT',
  });
  // Protocols pass serial numbers on unchecked, so the line itself checks them.
  for (const serial of ['line\nbreak', 'NUL\0', '\u202Eturned', ' ', 'A'.repeat(201)]) {
    expect(() => line.station.line.trigger(1, serial)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT' }),
    );
  }
  await expect(client.inspection.trigger({ lane: 9 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a part that is late at the deadline of its lane is not inspected, and the next one has its own time', async () => {
  const line = await openWatchedLine();
  const { client } = line;
  await start(line, { trigger: { kind: 'software', delayMs: 0, debounceMs: 0 }, deadlineMs: 1 });
  for (const partNumber of [1, 2]) {
    expect(await client.inspection.trigger({})).toMatchObject({
      partNumber,
      verdict: 'not-inspected',
      reason: 'late',
    });
  }
  const { parts } = await client.log.counts({});
  expect(parts).toMatchObject({ 'not-inspected': 2, good: 0, review: 0, defect: 0 });
});

test('a part that comes into view and rests there is one part', async () => {
  const line = await openWatchedLine();
  const { client } = line;
  const frame = (level: number, number: number) => {
    const data = new Uint8Array(64 * 64 * 3).fill(120);
    for (let row = 20; row < 44; row++) {
      data.fill(level + (number % 2), (row * 64 + 20) * 3, (row * 64 + 44) * 3);
    }
    return { width: 64, height: 64, data };
  };
  const shown = { level: 120 };
  const { fed } = await start(line, { trigger: { kind: 'presence', restMs: 40, debounceMs: 0 } }, (number) =>
    frame(shown.level, number),
  );
  const judged = () => fed.heard.filter(({ kind }) => kind === 'result').length;
  for (let part = 1; part <= 3; part++) {
    await fed.more(30);
    shown.level = 230;
    await vi.waitUntil(() => judged() >= part, 20_000);
    await fed.more(30);
    shown.level = 120;
  }
  await fed.more(30);
  expect(judged()).toBe(3);
  const { parts, frames } = await client.log.counts({});
  expect([arrivedIn(parts), arrivedIn(frames)]).toEqual([3, 0]);
});
