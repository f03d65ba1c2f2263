import type { PartResult } from '../../shared/contract/part-result.ts';
import { outcomes } from '../../shared/domain/outcome.ts';
import type { TurnsWaiting } from '../inference/fair-turns.ts';
import type { LaneWaiting } from '../inspection/line-sessions.ts';
import type { LineCommands } from '../line/line-commands.ts';
import type { OutputService } from '../line/service.ts';
import { exposition, histogram, sample, type Family } from './exposition.ts';

export interface LineMetricsParts {
  readonly line: Pick<LineCommands, 'subscribe' | 'lanes'>;
  readonly outputs: Pick<OutputService, 'list'>;
  /** Returns the running inspections, with the number of frames each skipped. */
  readonly sessions: () => readonly {
    readonly lane: number;
    readonly counts: { readonly dropped: number };
  }[];
  /** Returns the number of each lane's pictures without an outcome yet. */
  readonly lanesWaiting: () => readonly LaneWaiting[];
  /** Returns the requests of all lanes that wait for the model. */
  readonly modelWaiting: () => TurnsWaiting;
  /** Returns the number of parts on disk that wait to be logged. */
  readonly logWaiting: () => number;
  /** Returns the times of the station's last successful and last failed backup, milliseconds since 1970. */
  readonly backups: () => { readonly lastSuccessAt: number | null; readonly lastFailureAt: number | null };
  readonly version: string;
}

export type LineMetrics = ReturnType<typeof createLineMetrics>;

/** Buckets for the time from a picture's capture to its verdict, seconds. */
const bounds = [0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10];
const laneStates = ['stopped', 'paused', 'ready', 'busy'] as const;

interface LaneCounts {
  readonly parts: Map<string, number>;
  readonly frames: Map<string, number>;
  readonly buckets: number[];
  seconds: number;
  measured: number;
}

/** Makes the line's metrics since the station's start, for Prometheus. */
export function createLineMetrics(parts: LineMetricsParts) {
  const { line, outputs, version } = parts;
  const counts = new Map<number, LaneCounts>();

  function countsOf(lane: number): LaneCounts {
    const known = counts.get(lane);
    if (known) return known;
    const fresh: LaneCounts = {
      parts: new Map(),
      frames: new Map(),
      buckets: bounds.map(() => 0),
      seconds: 0,
      measured: 0,
    };
    counts.set(lane, fresh);
    return fresh;
  }

  function add(lane: number, part: PartResult): void {
    const found = countsOf(lane);
    // A free-running camera sees a part in many frames, so its frames do not count as parts.
    const kind = part.partNumber === null ? found.frames : found.parts;
    kind.set(part.verdict, (kind.get(part.verdict) ?? 0) + 1);
    if (part.verdict === 'not-inspected') return;
    const { capture, queue, run, post } = part.timings;
    const seconds = (capture + queue + run + post) / 1000;
    found.seconds += seconds;
    found.measured += 1;
    const at = bounds.findIndex((bound) => seconds <= bound);
    if (at >= 0) found.buckets[at] = (found.buckets[at] ?? 0) + 1;
  }

  const unsubscribe = line.subscribe((event) => {
    if (event.kind === 'part') add(event.lane, event.part);
  });

  function counted(kind: 'parts' | 'frames'): Family['samples'] {
    return [...counts].flatMap(([lane, found]) =>
      outcomes.map((outcome) => sample({ lane, outcome }, found[kind].get(outcome) ?? 0)),
    );
  }

  return {
    /** Returns the metrics in Prometheus' text format 0.0.4. */
    text(): string {
      const lanes = line.lanes();
      for (const { number } of lanes) countsOf(number);
      return exposition([
        {
          name: 'loupe_info',
          type: 'gauge',
          help: 'The version that runs',
          samples: [sample({ version }, 1)],
        },
        {
          name: 'loupe_parts_total',
          type: 'counter',
          samples: counted('parts'),
          help: 'Parts by lane and outcome since the start',
        },
        {
          name: 'loupe_frames_total',
          type: 'counter',
          samples: counted('frames'),
          help: 'Frames of cameras that run freely, by lane and outcome since the start; no parts',
        },
        {
          name: 'loupe_inspection_seconds',
          type: 'histogram',
          help: 'From the capture of a picture to its verdict',
          samples: [...counts].flatMap(([lane, { buckets, seconds, measured }]) =>
            histogram({ lane }, bounds, buckets, seconds, measured),
          ),
        },
        ...laneFamilies(lanes, parts.sessions()),
        ...waitingFamilies(parts),
        ...backupFamilies(parts.backups()),
        ...outputFamilies(outputs.list()),
      ]);
    },
    close: unsubscribe,
  };
}

/** Returns the metrics of the lanes' states. */
function laneFamilies(
  lanes: ReturnType<LineCommands['lanes']>,
  running: ReturnType<LineMetricsParts['sessions']>,
): Family[] {
  return [
    {
      name: 'loupe_lane_state',
      type: 'gauge',
      help: 'What each lane does: 1 for the state that it is in',
      samples: lanes.flatMap(({ number: lane, state: now }) =>
        laneStates.map((state) => sample({ lane, state }, state === now ? 1 : 0)),
      ),
    },
    {
      name: 'loupe_sessions',
      type: 'gauge',
      help: 'Inspections that run',
      samples: [sample({}, running.length)],
    },
    {
      name: 'loupe_frames_dropped',
      type: 'gauge',
      help: 'Frames that a newer one replaced before they were looked at, in the inspection that runs',
      samples: running.map(({ lane, counts: { dropped } }) => sample({ lane }, dropped)),
    },
  ];
}

/** Returns the metrics of waiting pictures, requests and parts. */
function waitingFamilies(
  parts: Pick<LineMetricsParts, 'lanesWaiting' | 'modelWaiting' | 'logWaiting'>,
): Family[] {
  const [lanesWaiting, modelWaiting] = [parts.lanesWaiting(), parts.modelWaiting()];
  return [
    {
      name: 'loupe_lane_waiting',
      type: 'gauge',
      help: 'Pictures without an outcome',
      samples: lanesWaiting.map(({ lane, pictures }) => sample({ lane }, pictures)),
    },
    {
      name: 'loupe_lane_waiting_seconds',
      type: 'gauge',
      help: 'How long the oldest picture without an outcome has waited; 0: none waits',
      samples: lanesWaiting.map(({ lane, oldestMs }) => sample({ lane }, oldestMs / 1000)),
    },
    {
      name: 'loupe_inference_waiting',
      type: 'gauge',
      help: 'Pictures whose turn at the model is to come',
      samples: [sample({}, modelWaiting.requests)],
    },
    {
      name: 'loupe_inference_waiting_seconds',
      type: 'gauge',
      help: 'How long the oldest of them has waited for its turn; 0: none waits',
      samples: [sample({}, modelWaiting.oldestMs / 1000)],
    },
    {
      name: 'loupe_log_waiting',
      type: 'gauge',
      help: 'Parts on disk that wait to be logged',
      samples: [sample({}, parts.logWaiting())],
    },
  ];
}

function backupFamilies({ lastSuccessAt, lastFailureAt }: ReturnType<LineMetricsParts['backups']>): Family[] {
  return [
    {
      name: 'loupe_backup_last_success_seconds',
      type: 'gauge',
      help: 'When the last backup was taken, seconds since 1970',
      samples: moment(lastSuccessAt),
    },
    {
      name: 'loupe_backup_last_failure_seconds',
      type: 'gauge',
      help: 'When a backup failed last, seconds since 1970',
      samples: moment(lastFailureAt),
    },
  ];
}

function outputFamilies(all: ReturnType<OutputService['list']>): Family[] {
  return [
    {
      name: 'loupe_output_waiting',
      type: 'gauge',
      help: 'Results that wait for an output',
      samples: all.map(({ name, state }) => sample({ output: name }, state.waiting)),
    },
    {
      name: 'loupe_output_dropped_total',
      type: 'counter',
      help: 'Results that were given up',
      samples: all.map(({ name, state }) => sample({ output: name }, state.dropped)),
    },
    {
      name: 'loupe_output_up',
      type: 'gauge',
      help: 'Whether an output that is switched on takes results',
      samples: all
        .filter(({ enabled }) => enabled)
        .map(({ name, state }) => sample({ output: name }, state.lamp === 'ok' ? 1 : 0)),
    },
  ];
}

/** Returns a time as a sample in seconds; no sample if it is null. */
function moment(at: number | null): Family['samples'] {
  return at === null ? [] : [sample({}, at / 1000)];
}
