import type { Alarm, Session } from '../../shared/contract/inspection.ts';
import type { Shift } from '../../shared/contract/shifts.ts';
import { longestDetail } from '../../shared/domain/not-inspected.ts';
import { ownTimeZone } from '../../shared/domain/time-zone.ts';
import type { StationState, Travels } from '../../shared/plant/state.ts';
import type { LaneOfLine } from '../line/line-commands.ts';
import type { ToldState } from './protocol.ts';

/** The parts of the station from which its state for the plant is made. */
export interface ToldStateParts {
  readonly version: string;
  readonly name: () => string;
  readonly lanes: () => readonly LaneOfLine[];
  readonly sessions: () => readonly Session[];
  readonly alarms: () => readonly Alarm[];
  readonly shift: () => Shift | null;
  /** Returns the hash of a model's graph; null if it is missing. */
  readonly graphOf: (modelId: string) => string | null;
  readonly freeBytes: () => Promise<number | null>;
}

type ToldLane = StationState['lanes'][number];

function toldLane({ lanes: _lanes, sessions, graphOf }: ToldStateParts, lane: LaneOfLine): ToldLane {
  const { number, name, state, product, failure } = lane;
  const session = sessions().find((one) => one.lane === number);
  const graphSha256 = session ? graphOf(session.modelId) : null;
  return {
    number,
    name,
    state,
    product,
    failure: failure?.slice(0, longestDetail) ?? null,
    model: session && graphSha256 !== null ? { id: session.modelId, graphSha256 } : null,
  };
}

function toldAlarm({ id, lane, alarmAfter, silentSeconds, raisedAt }: Alarm): StationState['alarms'][number] {
  const rule =
    alarmAfter === null
      ? ({ kind: 'silence', after: silentSeconds ?? 1 } as const)
      : ({ kind: 'row', after: alarmAfter } as const);
  return { id, lane, raisedAt, ...rule };
}

/** Returns the station's state, as far as the settings allow. @param station the station's number at the plant */
export async function toldState(
  parts: ToldStateParts,
  station: number,
  travels: Travels,
): Promise<ToldState> {
  const head = { format: 1, station, version: parts.version, at: Date.now(), travels } as const;
  if (!travels.state) {
    return { ...head, name: '', timeZone: null, lanes: [], alarms: [], shift: null, freeBytes: null };
  }
  const shift = parts.shift();
  return {
    ...head,
    name: parts.name(),
    timeZone: ownTimeZone(),
    lanes: parts.lanes().map((lane) => toldLane(parts, lane)),
    alarms: parts.alarms().map(toldAlarm),
    shift: shift && { id: shift.id, startedAt: shift.startedAt },
    freeBytes: await parts.freeBytes(),
  };
}
