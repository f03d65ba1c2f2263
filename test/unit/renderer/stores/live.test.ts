import { createPinia } from 'pinia';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createApp } from 'vue';
import type { Session } from '../../../../src/shared/contract/inspection.ts';
import { packLive } from '../../../../src/shared/contract/live.ts';
import type { LiveResult, ToWindow } from '../../../../src/shared/contract/live.ts';
import { liveResult } from '../../../support/part-result.ts';
import { useLive } from '../../../../src/renderer/stores/live.ts';
import { connectionKey } from '../../../../src/renderer/transport/client.ts';
import { keepConnected } from '../../../../src/renderer/transport/connection.ts';
import { createLiveChannel, liveChannelKey } from '../../../../src/renderer/transport/live-channel.ts';
import { closing } from '../../../../src/renderer/transport/wires.ts';

const session: Session = {
  id: '11111111-1111-4111-8111-111111111111',
  productId: '22222222-2222-4222-8222-222222222222',
  productName: 'Disc',
  modelId: '33333333-3333-4333-8333-333333333333',
  source: { kind: 'watched-folder', folder: '/line' },
  startedAt: 1,
  endedAt: null,
  paused: false,
  pause: null,
  follows: null,
  finishing: [],
  unlike: null,
  provider: 'cpu',
  refusedProviders: [],
  counts: { good: 0, review: 0, defect: 0, dropped: 0 },
};

function result(number: number): LiveResult {
  return liveResult({
    sessionId: session.id,
    frameNumber: number,
    name: `part-${number}.png`,
    counts: { good: number, review: 0, defect: 0, dropped: 0 },
  });
}

const brokenFile: ToWindow = {
  kind: 'problem',
  code: 'UNREADABLE_IMAGE',
  message: '“broken.jpg” is not a picture. Save it as PNG, JPEG, TIFF or BMP.',
  number: null,
};
const failedFrame: ToWindow = { kind: 'problem', code: 'DISK_FULL', message: 'The disk is full.', number: 2 };

/** The window's live state on a connection over which the station says what the test says. */
async function openWindow() {
  // A browser has it, Node has not.
  vi.stubGlobal('reportError', (error: unknown) => {
    throw error;
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  let hear: (block: Uint8Array) => void = () => undefined;
  const { onClose, close } = closing(() => undefined);
  const connection = keepConnected(() =>
    Promise.resolve({
      link: { call: () => Promise.reject(new Error('Nothing is called here')) },
      live: { send: () => undefined, listen: (listener) => void (hear = listener) },
      closed: false,
      onClose,
      close,
    }),
  );
  const app = createApp({});
  app.provide(connectionKey, connection);
  app.provide(liveChannelKey, createLiveChannel(connection));
  const pinia = createPinia();
  app.use(pinia);
  const live = useLive(pinia);
  await connection.current();
  const say = (message: ToWindow): void =>
    hear(packLive(message, ...(message.kind === 'result' ? [new Uint8Array(4)] : [])));
  const showResult = async (number: number): Promise<void> => {
    say(result(number));
    await vi.waitUntil(() => live.latest?.result.frameNumber === number);
  };
  say({ kind: 'session', session });
  return { live, say, showResult };
}

test('a broken file of a watched folder is named until it is read, while parts go on coming', async () => {
  const { live, say, showResult } = await openWindow();
  await showResult(0);
  say(brokenFile);
  expect(live.problem).toEqual(brokenFile);
  await showResult(1);
  expect(live.problem?.message).toContain('broken.jpg');
  expect(live.running).toBe(true);
  live.dismissProblem();
  expect(live.problem).toBeNull();
});

test('trouble with a frame is told until the next one, and does not cover up a broken file for good', async () => {
  const { live, say, showResult } = await openWindow();
  say(brokenFile);
  say(failedFrame);
  expect(live.problem).toEqual(failedFrame);
  await showResult(3);
  expect(live.problem).toEqual(brokenFile);
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
  say({ kind: 'session', session: { ...session, source: { kind: 'window-camera', label: 'Camera' } } });
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
  say(brokenFile);
  say(failedFrame);
  say({ kind: 'session', session: { ...session, id: '44444444-4444-4444-8444-444444444444' } });
  expect(live.problem).toBeNull();
});
