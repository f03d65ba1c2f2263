import type { Board, StationOnBoard } from '../../shared/contract/plant-host.ts';
import { noOutcomes } from '../../shared/domain/outcome.ts';
import { quarterMs, quartersOfDay } from '../../shared/domain/time-buckets.ts';
import { isTimeZone, zoneOffset } from '../../shared/domain/time-zone.ts';
import { awayAfterMs, largestClockDifferenceMs } from '../../shared/plant/limits.ts';
import { compareStations } from './compare-stations.ts';
import type { InvitedStation } from './invitations.ts';
import type { BoardRepository, CountedStation, HeardStation } from './log/board-repository.ts';

/** The board covers this many quarters of an hour, the current one included: a day. */
const shownQuarters = quartersOfDay;
const shownRefusals = 20;

/** Reads the board: the invited stations with their states and counts from the log. @param timeZone the plant's time zone */
export async function readBoard(
  log: BoardRepository,
  invited: readonly InvitedStation[],
  now: number,
  timeZone: string,
): Promise<Pick<Board, 'now' | 'stations' | 'compared' | 'held'>> {
  const since = Math.floor(now / quarterMs) - shownQuarters + 1;
  const [heard, counted, scores, held] = await Promise.all([
    log.stations(),
    log.countsSince(since),
    log.scoresSince(since),
    log.refusals(shownRefusals),
  ]);
  const byNumber = new Map(heard.map((one) => [one.station, one]));
  const stations = invited
    .map((one) => onBoard(one, byNumber.get(one.station), counted.get(one.station), { now, timeZone }))
    .filter(({ removed, counts }) => !removed || counts !== noOutcomes);
  return {
    now,
    stations,
    compared: compareStations(scores),
    held: { count: held.count, last: [...held.last] },
  };
}

interface PlantTime {
  readonly now: number;
  readonly timeZone: string;
}

function onBoard(
  { station, name, removedAt }: InvitedStation,
  heard: HeardStation | undefined,
  counted: CountedStation | undefined,
  { now, timeZone }: PlantTime,
): StationOnBoard {
  const state = heard?.state;
  const ahead = heard === undefined ? 0 : heard.state.at - heard.heardAt;
  return {
    station,
    name: heard === undefined || heard.name === '' ? name : heard.name,
    heardAt: heard?.heardAt ?? null,
    here: heard !== undefined && now - heard.heardAt <= awayAfterMs,
    removed: removedAt !== null,
    clockAhead: Math.abs(ahead) > largestClockDifferenceMs ? ahead : null,
    zone: zoneOnBoard(state?.timeZone ?? null, { now, timeZone }),
    version: state?.version ?? null,
    lanes: state?.lanes ?? [],
    alarms: state?.alarms ?? [],
    waiting: state?.waiting ?? 0,
    counts: counted?.counts ?? noOutcomes,
    lastPartAt: counted?.lastPartAt ?? null,
  };
}

function zoneOnBoard(name: string | null, { now, timeZone }: PlantTime): StationOnBoard['zone'] {
  if (name === null || !isTimeZone(name)) return null;
  return { name, ahead: zoneOffset(now, name) - zoneOffset(now, timeZone) };
}
