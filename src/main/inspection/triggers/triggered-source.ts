import type { InspectedArea } from '../../../shared/domain/region.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { Trigger, TriggerKind } from '../../../shared/domain/triggers.ts';
import type { FrameListener, FrameSource, PartAsked } from '../../cameras/frame-source.ts';
import { freeGate } from './free-gate.ts';
import { hardwareGate } from './hardware-gate.ts';
import type { PartGate, PartTaker } from './part-gate.ts';
import { presenceGate } from './presence-gate.ts';
import { softwareGate } from './software-gate.ts';

/** A camera whose frames pass through a trigger. */
export interface TriggeredSource extends FrameSource {
  /**
   * Requests the next part. The listener gets it once, with its frame or without. A part without a serial
   * number gets the last scanned name.
   *
   * @throws StationError CONFLICT if no part can be requested, see `refusal`
   */
  ask(part: PartAsked): void;
  /** Returns why no part can be requested now; null: one can. */
  refusal(): string | null;
  /** Names the next part; replaces an earlier unused name. */
  nameNext(serial: string): void;
  /** Sets the area of the picture that is watched for parts, from the next frame on. */
  watch(area: InspectedArea): void;
}

export interface TriggerOptions {
  /** Milliseconds from the trigger to the outcome; null: unlimited. */
  readonly deadlineMs: number | null;
  /** Whether the source waits for each part's verdict, as a folder does; a camera keeps taking pictures. */
  readonly waits: boolean;
  /** Most frames on their way from the camera at any time. */
  readonly underWay: number;
}

const gates: {
  readonly [Kind in TriggerKind]: (
    trigger: Extract<Trigger, { kind: Kind }>,
    options: TriggerOptions,
  ) => PartGate;
} = {
  free: freeGate,
  hardware: hardwareGate,
  software: (trigger, options) => softwareGate({ ...trigger, ...options }),
  presence: presenceGate,
};

function gateOf<Kind extends TriggerKind>(
  kind: Kind,
  trigger: Extract<Trigger, { kind: Kind }>,
  options: TriggerOptions,
): PartGate {
  return gates[kind](trigger, options);
}

const notStarted = 'Nothing is inspected on this lane. Start the inspection first.';

/** Puts a trigger between a camera and the session that takes its parts. */
export function triggerSource(
  source: FrameSource,
  trigger: Trigger,
  options: TriggerOptions,
): TriggeredSource {
  const gate = gateOf(trigger.kind, trigger, options);
  const waits = trigger.kind === 'free' || options.waits;
  let taker: PartTaker | null = null;
  let scanned: string | null = null;

  /**
   * Returns the next part's name. A scanned name is consumed by one part, even if the part uses another name.
   */
  function nameOf(asked: PartAsked | undefined, own: string | null): string | null {
    const name = asked?.serial ?? scanned ?? own;
    scanned = null;
    return name;
  }

  function takerOf(listener: FrameListener): PartTaker {
    return {
      take(frame) {
        const looked = listener.onFrame({ ...frame, name: nameOf(frame.asked, frame.name) });
        return waits ? looked : false;
      },
      lack: (part) => void listener.onUnreadable({ ...part, name: nameOf(part.asked, null) }),
      onProblem: (problem) => listener.onProblem(problem),
    };
  }

  return {
    async start(listener, signal) {
      const opened = takerOf(listener);
      const stop = await source.start(
        {
          onFrame: (frame) => gate.onFrame(frame, opened),
          onUnreadable: (frame) => listener.onUnreadable({ ...frame, name: nameOf(undefined, frame.name) }),
          onProblem: (problem) => listener.onProblem(problem),
          get sampleBits() {
            return listener.sampleBits;
          },
        },
        signal,
      );
      taker = opened;
      return async () => {
        taker = null;
        await stop();
        gate.close(opened);
      };
    },
    ...(source.finished ? { finished: () => source.finished?.() ?? Promise.resolve() } : {}),
    async mark(reached) {
      // A camera holds no waiting frames except the requested part; later requests come after the mark.
      if (source.mark) await source.mark(() => gate.whenTaken(reached));
      else gate.whenTaken(reached);
    },
    ask(part) {
      if (taker === null) throw new StationError('CONFLICT', notStarted);
      gate.ask(part, taker);
    },
    refusal: () => (taker === null ? notStarted : gate.refusal()),
    nameNext: (serial) => void (scanned = serial),
    watch: (area) => gate.watch(area),
  };
}
