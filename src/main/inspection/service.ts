import { randomUUID } from 'node:crypto';
import type { Alarm, Session, Source } from '../../shared/contract/inspection.ts';
import type { LiveFrame, ToWindow } from '../../shared/contract/live.ts';
import type { Product, ThresholdsRecord } from '../../shared/contract/products.ts';
import type { User } from '../../shared/domain/role.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import type { FrameSource } from '../cameras/frame-source.ts';
import type { Host } from '../host/host.ts';
import type { LiveService } from '../host/live.ts';
import type { StationChanges } from '../station-changes.ts';
import type { Alarms } from './alarms.ts';
import { pixelsOf, type IncomingFrame } from './incoming-frame.ts';
import { createInference, type InferenceResult, type InferenceStatus } from './inference.ts';
import type { Inspected } from '../defects/recorder.ts';
import { createLiveWindows } from './live-windows.ts';
import type { Pauses } from './pauses.ts';
import type { SessionRepository } from './session-repository.ts';
import { createSessionRunner, type SessionRunner } from './session-runner.ts';

export interface InspectionServiceParts {
  readonly host: Host;
  readonly sessions: SessionRepository;
  readonly pauses: Pauses;
  readonly alarms: Alarms;
  readonly products: { get(id: string): Product };
  readonly models: {
    /** Checks the model's files. @throws StationError CORRUPT_MODEL */
    verify(modelId: string): Promise<unknown>;
    graphOf(modelId: string): string;
  };
  readonly thresholds: {
    /** The limits in force for a model; asked for each frame. */
    latest(modelId: string): ThresholdsRecord | null;
  };
  readonly record: (inspected: Inspected) => Promise<number | null>;
  readonly changes: StationChanges;
  /** Where the inspection process keeps how sessions run fastest on this machine. */
  readonly tuningFile: string;
  /** The frames of a source on the station's side; null for a camera that the window reads. */
  readonly openSource: (source: Source) => FrameSource | null;
}

export type InspectionService = ReturnType<typeof createInspectionService>;

interface Running {
  readonly session: Omit<Session, 'paused' | 'pause' | 'counts' | 'endedAt'>;
  readonly runner: SessionRunner;
  readonly user: User;
  stopSource: () => Promise<void>;
}

/** Inspection: one session at a time, its frames, and the windows that watch. */
export function createInspectionService(parts: InspectionServiceParts) {
  const { sessions, pauses, alarms, products, models, thresholds, changes } = parts;
  const inference = createInference(parts.host, () => changes.publish({ kind: 'status' }), parts.tuningFile);
  const windows = createLiveWindows(takeFrame);
  let running: Running | null = null;
  /** Starts and stops happen one after the other. */
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const result = turn.then(act);
    turn = result.catch(() => undefined);
    return result;
  };

  function describe(entry: Running, endedAt: number | null): Session {
    const { session, runner } = entry;
    const pause = runner.paused ? pauses.open(session.id) : null;
    return { ...session, endedAt, paused: runner.paused, pause, counts: runner.counts };
  }

  function sessionMessage(): ToWindow {
    return { kind: 'session', session: running && describe(running, null) };
  }

  function tellProblem(error: unknown, number: number | null): void {
    const code = error instanceof StationError ? error.code : 'WORKER_FAILED';
    windows.broadcast({ kind: 'problem', code, message: messageOf(error), number });
  }

  /** A frame from a window's camera. */
  function takeFrame(frame: LiveFrame, pixels: Uint8Array): void {
    if (running?.session.id !== frame.sessionId || running.session.source.kind !== 'window-camera') return;
    running.runner.addDropped(frame.droppedBefore);
    const { width, height, channels } = frame;
    void running.runner.accept({
      number: frame.number,
      name: null,
      capturedAt: frame.capturedAt,
      captureMs: frame.captureMs,
      arrivedAt: performance.now(),
      pixels: { width, height, channels, data: pixels },
      showPicture: false,
    });
  }

  async function start(productId: string, source: Source, user: User): Promise<Session> {
    await stop();
    const product = products.get(productId);
    const { activeModelId } = product;
    if (activeModelId === null) {
      throw new StationError(
        'NO_ACTIVE_MODEL',
        `“${product.name}” has no active model. Train one and activate it, then start the inspection.`,
      );
    }
    await models.verify(activeModelId);
    const model = { modelId: activeModelId, graph: models.graphOf(activeModelId) };
    const { provider, refused } = await inference.load(model);
    const id = randomUUID();
    const startedAt = Date.now();
    const refusedProviders = [...refused];
    const followRun = alarms.follow(id, () => products.get(productId).line.alarmAfter);
    const runner = createSessionRunner({
      session: { id, productId, source },
      model,
      provider,
      live: source.kind !== 'watched-folder',
      inference,
      limits: () => limitsOf(product, thresholds.latest(activeModelId)),
      record: parts.record,
      onResult: (result, map, picture) => {
        windows.broadcast(
          result,
          new Uint8Array(map.buffer, map.byteOffset, map.byteLength),
          ...(picture ? [picture] : []),
        );
        followRun(result);
      },
      onProblem: tellProblem,
    });
    const frames = parts.openSource(source);
    const session = {
      id,
      productId,
      productName: product.name,
      modelId: activeModelId,
      source,
      startedAt,
      provider,
      refusedProviders,
    };
    sessions.insert({ ...session, startedBy: user.name });
    const entry: Running = { session, runner, user, stopSource: () => Promise.resolve() };
    running = entry;
    windows.broadcast(sessionMessage());
    try {
      if (frames) entry.stopSource = await frames.start(feed(runner));
    } catch (error) {
      await stop();
      throw error;
    }
    changes.publish({ kind: 'status' });
    return describe(entry, null);
  }

  /** Hands a source's frames to the session. */
  function feed(runner: SessionRunner): Parameters<FrameSource['start']>[0] {
    let number = 0;
    return {
      onFrame: ({ frame, name, capturedAt, captureMs, droppedBefore }) => {
        runner.addDropped(droppedBefore);
        const incoming: IncomingFrame = {
          number: number++,
          name,
          capturedAt,
          captureMs,
          arrivedAt: performance.now(),
          pixels: pixelsOf(frame),
          showPicture: true,
        };
        return runner.accept(incoming);
      },
      onProblem: (problem) => tellProblem(problem, null),
    };
  }

  async function stop(): Promise<Session | null> {
    const entry = running;
    if (!entry) return null;
    await entry.stopSource();
    await entry.runner.stop();
    running = null;
    const endedAt = Date.now();
    pauses.end(entry.session.id, endedAt);
    sessions.end(entry.session.id, endedAt, entry.runner.counts.dropped);
    windows.broadcast(sessionMessage());
    changes.publish({ kind: 'status' });
    return describe(entry, endedAt);
  }

  function require(sessionId: string): Running {
    if (running?.session.id === sessionId) return running;
    throw new StationError('NOT_FOUND', 'The inspection has ended already. Start a new one.', sessionId);
  }

  return {
    /** Closes in the log what a station that went away had left open. Called once, at start. */
    recover(): void {
      sessions.endOrphans();
      pauses.endOrphans();
    },

    /** Ends the session there is and starts another. @throws StationError NO_ACTIVE_MODEL, CORRUPT_MODEL, … */
    start: (productId: string, source: Source, user: User): Promise<Session> =>
      inTurn(() => start(productId, source, user)),

    /** @throws StationError NOT_FOUND when it has ended already */
    stop: (sessionId: string): Promise<Session> =>
      inTurn(async () => {
        require(sessionId);
        const ended = await stop();
        if (!ended) throw new StationError('NOT_FOUND', 'The inspection has ended already.', sessionId);
        return ended;
      }),

    /**
     * Pauses or goes on. A pause without a reason may be given one by pausing again.
     *
     * @throws StationError NOT_FOUND when it has ended already
     */
    pause(sessionId: string, paused: boolean, reason: string | null, user: User): Session {
      const entry = require(sessionId);
      if (paused) pauses.begin(sessionId, reason, user.name);
      else pauses.end(sessionId, Date.now());
      entry.runner.setPaused(paused);
      windows.broadcast(sessionMessage());
      return describe(entry, null);
    },

    alarm: (): Alarm | null => alarms.standing(),

    /** @throws StationError NOT_FOUND when there is no such alarm */
    acknowledge: (alarmId: number, user: User): void => alarms.acknowledge(alarmId, user),

    current: (): Session | null => running && describe(running, null),

    /** A model was activated: a session of its product goes on with it from the next frame on. */
    async modelActivated(productId: string): Promise<void> {
      await inTurn(async () => {
        const entry = running;
        if (entry?.session.productId !== productId) return;
        if (products.get(productId).activeModelId === entry.session.modelId) return;
        await start(productId, entry.session.source, entry.user);
      }).catch((error: unknown) => tellProblem(error, null));
    },

    /** Runs a model on a frame outside any session: replay, evaluation. @throws StationError */
    async runModel(modelId: string, frame: Frame): Promise<InferenceResult> {
      return inference.run({ modelId, graph: models.graphOf(modelId) }, pixelsOf(frame));
    },

    /** Runs a graph that is no model of the station yet. @param graph path of the file @throws StationError */
    async runGraph(graph: string, frame: Frame): Promise<InferenceResult> {
      return inference.run({ modelId: randomUUID(), graph }, pixelsOf(frame));
    },

    status: (): InferenceStatus => inference.status(),

    live: { connect: (send) => windows.connect(send, sessionMessage()) } satisfies LiveService,

    async close(): Promise<void> {
      await inTurn(stop);
      inference.close();
    },
  };
}

function limitsOf(product: Product, limits: ThresholdsRecord | null): ThresholdsRecord {
  if (limits) return limits;
  throw new StationError(
    'NO_ACTIVE_MODEL',
    `The model of “${product.name}” has no limits. Activate it again.`,
  );
}
