import type { NotInspectedReason } from '../../../shared/domain/not-inspected.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { PartAsked, SourceFrame } from '../../cameras/frame-source.ts';
import { stationTime } from '../../station/clock.ts';
import type { PartGate, PartTaker } from './part-gate.ts';

export interface SoftwareSettings {
  /** From the request to the frame that is taken, milliseconds. */
  readonly delayMs: number;
  /** A second request within so many milliseconds of the last is refused. */
  readonly debounceMs: number;
  /** The line wants an outcome so many milliseconds after the request; null: as long as it takes. */
  readonly deadlineMs: number | null;
  /** Frames of the camera that may be on their way at a request: so many are passed over after it. */
  readonly underWay: number;
}

/** A camera that gives no picture for so long after it was asked for one gives none, milliseconds. */
const patienceMs = 5000;

interface Request {
  readonly asked: PartAsked;
  readonly triggeredAt: number;
  /** A frame has to be taken later than this, by the station's clock. */
  readonly after: number;
  /** Frames to be passed over still. */
  underWay: number;
  readonly guard: NodeJS.Timeout;
}

/** A frame is a part when it is asked for: the first one that was exposed after the request and its delay. */
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

  /** The part has no picture. */
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
        ...{ asked, triggeredAt: now, after: stationTime() + delayMs },
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

/** When the light of a frame was taken, by the station's clock; a window's frame is known from its arrival on. */
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
