import type { NotInspectedReason } from '../../../shared/domain/not-inspected.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { PartAsked, SourceFrame } from '../../cameras/frame-source.ts';
import { stationTime } from '../../station/clock.ts';
import type { PartGate, PartTaker } from './part-gate.ts';

export interface SoftwareSettings {
  /** From the request to the frame, milliseconds. */
  readonly delayMs: number;
  /** A second request within this many milliseconds of the last is refused. */
  readonly debounceMs: number;
  /** Milliseconds from the request to the outcome; null: unlimited. */
  readonly deadlineMs: number | null;
  /** Frames that may be on their way at a request; this many are skipped after it. */
  readonly underWay: number;
}

/** How long the camera may take to give a requested picture, milliseconds. */
const patienceMs = 5000;

interface Request {
  readonly asked: PartAsked;
  readonly triggeredAt: number;
  /** The frame must be taken after this time, by the station's clock. */
  readonly after: number;
  /** Frames still to be skipped. */
  underWay: number;
  readonly guard: NodeJS.Timeout;
}

/** Makes a requested frame a part: the first one exposed after the request and its delay. */
export function softwareGate(settings: SoftwareSettings): PartGate {
  const { delayMs, debounceMs, deadlineMs } = settings;
  let waiting: Request | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let onTaken: (() => void)[] = [];

  function end(request: Request): void {
    clearTimeout(request.guard);
    waiting = null;
    const told = onTaken;
    onTaken = [];
    for (const tell of told) tell();
  }

  /** Ends a request without a picture. */
  function lack(request: Request, taker: PartTaker, reason: NotInspectedReason, problem: StationError): void {
    const { asked, triggeredAt } = request;
    taker.lack({ capturedAt: stationTime(), reason, problem, asked, triggeredAt });
    end(request);
  }

  function refusal(): string | null {
    if (waiting !== null) return 'The part before still waits for its picture. Ask again once that is taken.';
    if (performance.now() - askedAt >= debounceMs) return null;
    return `The last part was asked for less than ${debounceMs} ms ago. Ask for the next one later.`;
  }

  return {
    refusal,
    ask(asked, taker) {
      const why = refusal();
      if (why !== null) throw new StationError('CONFLICT', why);
      const now = performance.now();
      askedAt = now;
      const bound = deadlineMs ?? delayMs + patienceMs;
      const reason = deadlineMs === null ? 'no-picture' : 'late';
      const request: Request = {
        asked,
        triggeredAt: now,
        after: stationTime() + delayMs,
        underWay: settings.underWay,
        guard: setTimeout(() => lack(request, taker, reason, noPicture(bound)), bound),
      };
      waiting = request;
    },
    onFrame(frame, taker) {
      const request = waiting;
      if (request === null) return false;
      if (request.underWay > 0) {
        request.underWay -= 1;
        return false;
      }
      if (exposedAt(frame) <= request.after) return false;
      const { asked, triggeredAt } = request;
      const taken = taker.take({ ...frame, droppedBefore: 0, asked, triggeredAt });
      end(request);
      return taken;
    },
    whenTaken(then) {
      if (waiting === null) then();
      else onTaken.push(then);
    },
    watch: () => undefined,
    close(taker) {
      if (waiting !== null) lack(waiting, taker, 'no-picture', stopped());
    },
  };
}

/**
 * Returns when a frame was exposed, by the station's clock. A window's frame only has the time of its
 * arrival, so its capture time is subtracted.
 */
function exposedAt({ capturedAt, captureMs, windowNumber }: SourceFrame): number {
  return windowNumber === undefined ? capturedAt : capturedAt - captureMs;
}

function noPicture(milliseconds: number): StationError {
  return new StationError(
    'CAMERA_UNAVAILABLE',
    `The camera gave no picture within ${milliseconds} ms of the trigger. Check the camera.`,
  );
}

function stopped(): StationError {
  return new StationError('CANCELLED', 'The inspection was stopped before the camera gave a picture.');
}
