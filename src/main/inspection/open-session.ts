import { randomUUID } from 'node:crypto';
import type { Session } from '../../shared/contract/inspection.ts';
import { partResultSchema, type PartResult } from '../../shared/contract/part-result.ts';
import type { Product, ThresholdsRecord } from '../../shared/contract/products.ts';
import type { Outcome } from '../../shared/domain/outcome.ts';
import type { User } from '../../shared/domain/role.ts';
import type { Lane } from '../../shared/domain/lanes.ts';
import { countedAs, type Source } from '../../shared/domain/source-kinds.ts';
import type { FrameSource } from '../cameras/frame-source.ts';
import { areaOf } from '../learning/model-card.ts';
import type { LoadedModel } from '../inference/service.ts';
import type { Inspected } from '../log/recorder.ts';
import type { Alarms } from './alarms.ts';
import type { LimitsOriginRepository } from './limits-origin-repository.ts';
import { pictureLooker } from './look-at-picture.ts';
import { createLimitsWatch, type LimitsWatch } from './limits-watch.ts';
import type { NoticeRepository } from './notice-repository.ts';
import { createPictureWatch, type PictureWatch } from './picture-watch.ts';
import { openFrames, type OpenFrames } from './open-frames.ts';
import type { LiveWindows } from './live-windows.ts';
import { limitsInForce, type Prepared } from './session-preparation.ts';
import { watchSilence, type SilenceWatch } from './silence-watch.ts';
import type { SessionRepository } from './session-repository.ts';
import { createSessionRunner, type SessionRunner } from './session-runner.ts';
import { stationTime } from '../station/clock.ts';

export interface OpenSessionParts {
  readonly sessions: Pick<SessionRepository, 'insert'>;
  readonly notices: NoticeRepository;
  readonly limitsOrigins: LimitsOriginRepository;
  /** Returns whether the line stops taking parts once a verdict could not be logged. */
  readonly haltsUnlogged: () => boolean;
  /** Halts the line because a verdict could not be logged. */
  readonly onHalt: (sessionId: string) => void;
  /** Returns whether parts get no verdict while the pictures look unlike the training images. */
  readonly leavesUnlike: () => boolean;
  readonly alarms: Pick<Alarms, 'follow' | 'silent'>;
  /** Seconds without a part after which an alarm is raised; 0: never. */
  readonly silenceSeconds: () => number;
  readonly products: { get(id: string): Product };
  readonly thresholds: {
    /** Returns the limits in force for a model; called for each frame. */
    latest(modelId: string): ThresholdsRecord | null;
  };
  readonly record: (inspected: Inspected) => Promise<number | null>;
  readonly windows: Pick<LiveWindows, 'isWatched' | 'tellOutcome' | 'tellProblem'>;
  /**
   * Called with each part once its outcome is logged, in order.
   *
   * @param count counts the group's part, if this part is a view of it
   */
  readonly onPart: (part: PartResult, entryId: number | null, count: (outcome: Outcome) => void) => void;
  /**
   * Opens a source that the station reads; null: a window reads the camera.
   *
   * @param again whether to repeat what the source gave to earlier inspections
   */
  readonly openSource: (source: Source, again: boolean) => FrameSource | null;
  /** Returns the number of the next part. */
  readonly nextPart: (lane: Lane) => number;
  /**
   * Called when the pictures begin or cease to look like the training images or like those that limits were
   * set by, and when a group's part is counted.
   */
  readonly onChange: (lane: number) => void;
}

/** A session of the line with everything that inspects its frames. */
export interface OpenSession extends OpenFrames {
  /** The lane's settings when the source was opened. */
  readonly lane: Lane;
  readonly session: Omit<
    Session,
    | 'paused'
    | 'pause'
    | 'counts'
    | 'endedAt'
    | 'finishing'
    | 'unlike'
    | 'limitsDrift'
    | 'waits'
    | 'stalledUntil'
  >;
  readonly runner: SessionRunner;
  /** Watches for missing parts until the session gives its source up. */
  readonly silence: Pick<SilenceWatch, 'stop'>;
  readonly pictures: Pick<PictureWatch, 'unlike'>;
  readonly limits: Pick<LimitsWatch, 'drift' | 'note'>;
  /** Tells how long parts wait for the model and for its process. */
  readonly model: Pick<LoadedModel, 'turn' | 'stalledUntil'>;
  /** The user who started the session. */
  readonly user: User;
  /** Bits per sample that the model assumes for 16-bit pictures. */
  readonly sampleBits: number | undefined;
}

export interface SessionToOpen {
  readonly prepared: Prepared;
  readonly lane: Lane;
  readonly source: Source;
  readonly user: User;
  /** The session whose source is taken over; without one, whether to repeat what the source gave before. */
  readonly from: SessionStart;
}

/** How a session gets its source. */
type SessionStart = { readonly before: OpenSession } | { readonly again: boolean };

/** Returns a function that opens sessions, each with row and runner; frames come later. */
export function sessionOpener(parts: OpenSessionParts) {
  const { sessions, alarms, products, thresholds, windows } = parts;

  return ({ prepared, lane: asSetUp, source, user, from }: SessionToOpen): OpenSession => {
    const before = 'before' in from ? from.before : null;
    // The source was opened with these triggers and deadlines, so they stay.
    const lane = before ? { ...before.lane, name: asSetUp.name } : asSetUp;
    const { deadlineMs } = lane;
    const trigger = lane.trigger.kind;
    const tellProblem = (error: unknown): void => windows.tellProblem(error, lane.number);
    const onLikeness = (): void => parts.onChange(lane.number);
    const { product, model } = prepared;
    const { modelId, provider } = model;
    const id = randomUUID();
    const session = {
      id,
      productId: product.id,
      productName: product.name,
      modelId,
      source,
      trigger,
      lane: lane.number,
      laneName: lane.name,
      startedAt: stationTime(),
      provider,
      refusedProviders: [...model.refusedProviders],
      follows: before?.session.id ?? null,
    };
    // Writes the row first: if that fails, nothing of the session has begun.
    sessions.insert({ ...session, groupName: lane.group, startedBy: user.name });
    /** Runs a notification, so that its failure affects neither the part nor other notifications. */
    const attempt = (tell: () => void): void => {
      try {
        tell();
      } catch (error) {
        tellProblem(error);
      }
    };
    const pictures = createPictureWatch(prepared.card, (unlike, capturedAt) => {
      attempt(() => parts.notices.turn(id, unlike, capturedAt));
      attempt(onLikeness);
    });
    const limits = createLimitsWatch(parts.limitsOrigins, onLikeness);
    const inForce = (): ThresholdsRecord => limitsInForce(product, thresholds.latest(modelId));
    const watchForAlarm = alarms.follow(
      { id, lane: lane.number },
      { kind: source.kind, trigger },
      () => products.get(product.id).line.alarmAfter,
    );
    const countGrouped = (outcome: Outcome): void => {
      runner.addGrouped(outcome);
      attempt(() => parts.onChange(lane.number));
    };
    const runner = createSessionRunner({
      session: { sessionId: id, productId: product.id, modelId, ...placeOf(lane) },
      source,
      trigger,
      deadlineMs,
      numberPart: () => (countedAs(source.kind, trigger) === 'parts' ? parts.nextPart(lane) : null),
      model,
      limits: inForce,
      look: pictureLooker({
        source,
        pictures,
        limits,
        inForce,
        showsParts: countedAs(source.kind, trigger) === 'parts',
        leavesUnlike: parts.leavesUnlike,
        onProblem: tellProblem,
      }),
      record: parts.record,
      windows,
      onOutcome: (outcome) => {
        silence.heard();
        attempt(() => watchForAlarm(outcome));
        if (outcome.kind === 'uninspected' && outcome.reason === 'not-logged' && parts.haltsUnlogged()) {
          attempt(() => parts.onHalt(id));
        }
        // Parsing drops fields that only windows get.
        attempt(() => parts.onPart(partResultSchema.parse(outcome), outcome.entryId, countGrouped));
      },
      onProblem: tellProblem,
    });
    const silence = watchSilence({
      seconds: parts.silenceSeconds,
      isPaused: () => runner.paused,
      onSilence: (seconds) => alarms.silent({ id, lane: lane.number }, seconds),
    });
    const frames =
      'before' in from ? from.before : openFrames(parts.openSource(source, from.again), source, lane);
    const { relay, trigger: gate, give } = frames;
    gate.watch(areaOf(prepared.card));
    const { sampleBits } = prepared.card;
    return {
      lane,
      session,
      runner,
      model,
      silence,
      pictures,
      limits,
      user,
      relay,
      trigger: gate,
      give,
      sampleBits,
    };
  };
}

/** Returns the lane's fields of a part. */
const placeOf = ({ number, name, group }: Lane) => ({ lane: number, laneName: name, groupName: group });
