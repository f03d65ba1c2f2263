import { createPinia, disposePinia } from 'pinia';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createApp } from 'vue';
import type { Session } from '../../../../src/shared/contract/inspection.ts';
import { packLive } from '../../../../src/shared/contract/live.ts';
import type { LiveResult, ToWindow } from '../../../../src/shared/contract/live.ts';
import { liveResult, liveUninspected } from '../../../support/part-result.ts';
import { noOutcomes } from '../../../../src/shared/domain/outcome.ts';
import { useLive } from '../../../../src/renderer/stores/live.ts';
import { useStationClock } from '../../../../src/renderer/stores/station-clock.ts';
import { clientKey, connectionKey, createStationClient } from '../../../../src/renderer/transport/client.ts';
import { keepConnected } from '../../../../src/renderer/transport/connection.ts';
import { createLiveChannel, liveChannelKey } from '../../../../src/renderer/transport/live-channel.ts';
import { closing } from '../../../../src/renderer/transport/wires.ts';
import { inFirstLane } from '../../../support/first-lane.ts';

const session: Session = {
  id: '11111111-1111-4111-8111-111111111111',
  productId: '22222222-2222-4222-8222-222222222222',
  productName: 'Disc',
  modelId: '33333333-3333-4333-8333-333333333333',
  ...inFirstLane,
  trigger: 'free',
  source: { kind: 'watched-folder', folder: '/line' },
  startedAt: 1,
  endedAt: null,
  paused: false,
  pause: null,
  follows: null,
  finishing: [],
  unlike: null,
  limitsDrift: null,
  waits: null,
  stalledUntil: null,
  provider: 'cpu',
  refusedProviders: [],
  counts: { ...noOutcomes, dropped: 0 },
};

function result(number: number): LiveResult {
  return liveResult({
    sessionId: session.id,
    frameNumber: number,
    name: `part-${number}.png`,
    counts: { ...noOutcomes, good: number, dropped: 0 },
  });
}

const lostFolder: ToWindow = {
  kind: 'problem',
  lane: 1,
  code: 'CAMERA_UNAVAILABLE',
  message: 'The watched folder “/line” cannot be read any more.',
};

/** Time by which the station's clock is ahead of this window's, milliseconds. */
const ahead = 3_600_000;

/** Makes a window's live state on a connection whose station messages the test sends. */
async function openWindow() {
  // Browsers have this function, Node does not.
  vi.stubGlobal('reportError', (error: unknown) => {
    throw error;
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  let hear: (block: Uint8Array) => void = () => undefined;
  const { onClose, close } = closing(() => undefined);
  const connection = keepConnected(() =>
    Promise.resolve({
      link: {
        call: (path) =>
          path.join('.') === 'station.status'
            ? Promise.resolve({ now: Date.now() + ahead })
            : Promise.reject(new Error('Nothing else is called here')),
      },
      live: { send: () => undefined, listen: (listener) => void (hear = listener) },
      closed: false,
      onClose,
      close,
    }),
  );
  const app = createApp({});
  app.provide(connectionKey, connection);
  app.provide(clientKey, createStationClient(connection));
  app.provide(liveChannelKey, createLiveChannel(connection));
  const pinia = createPinia();
  onTestFinished(() => disposePinia(pinia));
  app.use(pinia);
  const live = useLive(pinia);
  const clock = useStationClock(pinia);
  await connection.current();
  const say = (message: ToWindow): void =>
    hear(packLive(message, ...(message.kind === 'result' ? [new Uint8Array(4)] : [])));
  const showResult = async (number: number): Promise<void> => {
    say(result(number));
    await vi.waitUntil(() => live.latest?.result.frameNumber === number);
  };
  say({ kind: 'session', lane: 1, session });
  return { live, clock, say, showResult };
}

test('trouble with the source is told until it is read, while parts go on coming', async () => {
  const { live, say, showResult } = await openWindow();
  await showResult(0);
  say(lostFolder);
  expect(live.problem).toEqual(lostFolder);
  await showResult(1);
  expect(live.problem?.message).toContain('/line');
  expect(live.running).toBe(true);
  live.dismissProblem();
  expect(live.problem).toBeNull();
});

test('a part that was not inspected is on view in its place, without map, score or picture', async () => {
  const { live, say, showResult } = await openWindow();
  await showResult(1);
  say(liveUninspected({ sessionId: session.id, frameNumber: 2, reason: 'worker-failed' }));
  await vi.waitUntil(() => live.latest?.result.frameNumber === 2);
  expect(live.latest).toMatchObject({ map: null, picture: null, result: { reason: 'worker-failed' } });
  expect(live.parts[0]?.result.verdict).toBe('not-inspected');
});

test('a pause, the end and a lost connection end the moment of the last verdict for good', async () => {
  const { live, say, showResult } = await openWindow();
  await showResult(1);
  expect(live.current?.result.frameNumber).toBe(1);
  live.endMoment();
  expect(live.current).toBeNull();
  expect(live.latest?.result.frameNumber).toBe(1);
  await showResult(2);
  expect(live.current?.result.frameNumber).toBe(2);
  say({ kind: 'session', lane: 1, session: { ...session, paused: true } });
  await showResult(3);
  expect(live.current).toBeNull();
});

test('the times between parts are known, but not across an interruption', async () => {
  const { live, showResult } = await openWindow();
  await showResult(1);
  await showResult(2);
  expect(live.intervals).toHaveLength(1);
  live.endMoment();
  await showResult(3);
  expect(live.intervals).toHaveLength(1);
});

test('figures, counts and strip follow the parts of a line, each of them, and the latest is on view at once', async () => {
  const { live, say, showResult } = await openWindow();
  await showResult(1);
  expect(live.parts.map(({ result }) => result.frameNumber)).toEqual([1]);
  expect(live.session?.counts.good).toBe(1);
  for (let number = 2; number <= 30; number++) say(result(number));
  await vi.waitUntil(() => live.latest?.result.frameNumber === 30);
  await vi.waitUntil(() => live.session?.counts.good === 30);
  const numbers = live.parts.map(({ result }) => result.frameNumber);
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => 30 - at));
  expect(live.figures?.framesPerSecond).toBeGreaterThan(1);
});

test('of a fast camera the strip takes the worst of each moment, and a new entry of the log at once', async () => {
  const { live, say } = await openWindow();
  say({
    kind: 'session',
    lane: 1,
    session: { ...session, source: { kind: 'window-camera', label: 'Camera' } },
  });
  say(result(1));
  for (let number = 2; number <= 40; number++) say({ ...result(number), score: number === 9 ? 1.5 : 1 });
  await vi.waitUntil(() => live.latest?.result.frameNumber === 40);
  await vi.waitUntil(() => live.session?.counts.good === 40);
  const numbers = live.parts.map(({ result }) => result.frameNumber);
  expect(numbers).toContain(9);
  expect(numbers.length).toBeLessThan(20);
  say({ ...result(41), verdict: 'defect', score: 3, entryId: 5 });
  await vi.waitUntil(() => live.latest?.result.frameNumber === 41);
  expect(live.parts[0]?.result.entryId).toBe(5);
});

test('a new session begins without the problems of the one before', async () => {
  const { live, say } = await openWindow();
  say(lostFolder);
  say({ kind: 'session', lane: 1, session: { ...session, id: '44444444-4444-4444-8444-444444444444' } });
  expect(live.problem).toBeNull();
});

test('an answer about a lane that is not shown any more leaves the lane on view as it is', async () => {
  const { live } = await openWindow();
  live.showLane(2);
  live.takeAnswer(session);
  expect(live.running).toBe(false);
  live.showLane(1);
  expect(live.session?.id).toBe(session.id);
});

test('a session that is gone has ended by the station’s clock', async () => {
  const { live, clock, say } = await openWindow();
  await vi.waitUntil(() => clock.ahead < 0);
  const before = Date.now();
  say({ kind: 'session', lane: 1, session: null });
  const ended = live.session?.endedAt ?? 0;
  // The window takes half of the answer's time as the time of the way.
  expect(ended).toBeGreaterThan(before + ahead - 2_000);
  expect(ended).toBeLessThan(Date.now() + ahead + 2_000);
});
