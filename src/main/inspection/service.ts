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
import type { StationChanges } from '../station/changes.ts';
import type { Alarms } from './alarms.ts';
import { createFrameRelay, type FrameRelay } from './frame-relay.ts';
import { feedSession } from './feed-session.ts';
import { incomingFromWindow, pixelsOf } from './incoming-frame.ts';
import { createInference, type InferenceResult, type InferenceStatus } from '../inference/inference-process.ts';
import type { Inspected } from '../log/recorder.ts';
import { createLiveWindows } from './live-windows.ts';
import type { Pauses } from './pause-repository.ts';
import type { SessionRepository } from './session-repository.ts';
import {
  checkChangeover,
  createPreparation,
  limitsInForce,
  type Prepared,
  type PreparationParts,
} from './session-preparation.ts';
import { createSessionRunner, type SessionRunner } from './session-runner.ts';

export interface InspectionServiceParts {
  readonly host: Host;
  /** Keeps machine and screen awake while parts come. */
  readonly keepAwake: Host['keepAwake'];
  readonly sessions: SessionRepository;
  readonly pauses: Pauses;
  readonly alarms: Alarms;
  readonly clearance: PreparationParts['clearance'];
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
  readonly session: Omit<Session, 'paused' | 'pause' | 'counts' | 'endedAt' | 'finishing'>;
  readonly runner: SessionRunner;
  readonly user: User;
  readonly relay: FrameRelay;
}

/** Inspection: one session at a time, its frames, and the windows that watch. */
export function createInspectionService(parts: InspectionServiceParts) {
  const { sessions, pauses, alarms, products, models, thresholds, changes } = parts;
  const inference = createInference(parts.host, () => changes.publish({ kind: 'status' }), parts.tuningFile);
  const windows = createLiveWindows(takeFrame);
  const prepare = createPreparation({ products, models, inference, clearance: parts.clearance });
  let running: Running | null = null;
  /** Sessions that another one took over from and whose last parts are still being looked at. */
  const finishing = new Map<Running, Promise<void>>();
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
    const before = [...finishing.keys()].map(({ session: { id, productName } }) => ({
      sessionId: id,
      productName,
    }));
    return { ...session, endedAt, paused: runner.paused, pause, counts: runner.counts, finishing: before };
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
    void running.runner.accept(incomingFromWindow(frame, pixels));
  }

  /** Opens a session in the log; its frames are still to come. */
  function open(prepared: Prepared, source: Source, user: User, before: Running | null): Running {
    const { product, model, provider, refusedProviders } = prepared;
    const { id: productId, name: productName } = product;
    const id = randomUUID();
    const followRun = alarms.follow(id, () => products.get(productId).line.alarmAfter);
    const runner = createSessionRunner({
      session: { id, productId, source },
      model,
      provider,
      live: source.kind !== 'watched-folder',
      inference,
      limits: () => limitsInForce(product, thresholds.latest(model.modelId)),
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
    const session = {
      ...{ id, productId, productName, modelId: model.modelId, source },
      ...{ startedAt: Date.now(), provider, refusedProviders, follows: before?.session.id ?? null },
    };
    sessions.insert({ ...session, startedBy: user.name });
    return { session, runner, user, relay: before?.relay ?? createFrameRelay(parts.openSource(source)) };
  }

  async function start(productId: string, source: Source, user: User): Promise<Session> {
    const prepared = await prepare(productId);
    await stop();
    const entry = open(prepared, source, user, null);
    running = entry;
    parts.keepAwake(true);
    windows.broadcast(sessionMessage());
    try {
      await entry.relay.start(feedSession(entry.runner, tellProblem));
    } catch (error) {
      await stop();
      throw error;
    }
    changes.publish({ kind: 'status' });
    return describe(entry, null);
  }

  /** Goes on with another model on the same source; what arrived before is inspected to its end as what it was. */
  async function takeOver(before: Running, productId: string, user: User): Promise<Session> {
    const prepared = await prepare(productId);
    const entry = open(prepared, before.session.source, user, before);
    running = entry;
    pauses.end(before.session.id, Date.now());
    before.runner.setPaused(false);
    finishing.set(before, finish(before, before.relay.handOver(feedSession(entry.runner, tellProblem))));
    windows.broadcast(sessionMessage());
    changes.publish({ kind: 'status' });
    return describe(entry, null);
  }

  /** Ends a session once all that had arrived for it is inspected. Never fails. */
  async function finish(entry: Running, handedOver: Promise<void>): Promise<void> {
    try {
      await handedOver;
      await entry.runner.stop();
      finishing.delete(entry);
      end(entry);
    } catch (error) {
      finishing.delete(entry);
      tellProblem(error, null);
    }
  }

  /** Closes a session in the log and tells the windows how things stand. */
  function end(entry: Running): number {
    const endedAt = Date.now();
    pauses.end(entry.session.id, endedAt);
    sessions.end(entry.session.id, endedAt, entry.runner.counts.dropped);
    windows.broadcast(sessionMessage());
    changes.publish({ kind: 'status' });
    return endedAt;
  }

  async function stop(): Promise<Session | null> {
    const entry = running;
    if (!entry) return null;
    await entry.relay.stop();
    await entry.runner.stop();
    await Promise.all(finishing.values());
    running = null;
    parts.keepAwake(false);
    return describe(entry, end(entry));
  }

  function require(sessionId: string): Running {
    if (running?.session.id === sessionId) return running;
    throw new StationError('NOT_FOUND', 'The inspection has ended already. Start a new one.', sessionId);
  }

  async function modelActivated(productId: string): Promise<void> {
    await inTurn(async () => {
      const entry = running;
      if (entry?.session.productId !== productId || entry.runner.paused) return;
      if (products.get(productId).activeModelId === entry.session.modelId) return;
      await takeOver(entry, productId, entry.user);
    }).catch((error: unknown) => tellProblem(error, null));
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
      if (!paused) void modelActivated(entry.session.productId);
      windows.broadcast(sessionMessage());
      return describe(entry, null);
    },

    alarm: (): Alarm | null => alarms.standing(),

    /** @throws StationError NOT_FOUND when there is no such alarm */
    acknowledge: (alarmId: number, user: User): void => alarms.acknowledge(alarmId, user),

    current: (): Session | null => running && describe(running, null),

    /**
     * Goes on with another product on the same source.
     *
     * @throws StationError NOT_FOUND when the inspection has ended, CONFLICT when the source or the product does not fit,
     *   NO_ACTIVE_MODEL, CORRUPT_MODEL; the inspection then goes on as it was
     */
    changeover: (sessionId: string, productId: string, user: User): Promise<Session> =>
      inTurn(() => {
        const entry = require(sessionId);
        checkChangeover(entry.session, products.get(productId));
        return takeOver(entry, productId, user);
      }),

    /** A model was activated: a session of its product goes on with it from the next frame on, a paused one after its pause. */
    modelActivated,

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
      await Promise.all(finishing.values());
      inference.close();
    },
  };
}
