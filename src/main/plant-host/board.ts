import type { Board, StationOnBoard } from '../../shared/contract/plant-host.ts';
import { noOutcomes } from '../../shared/domain/outcome.ts';
import { awayAfterMs, largestClockDifferenceMs } from '../../shared/plant/limits.ts';
import { compareStations } from './compare-stations.ts';
import type { InvitedStation } from './invitations.ts';
import type { BoardRepository, CountedStation, HeardStation } from './log/board-repository.ts';

const hourMs = 3_600_000;
/** The board shows so many hours, the current one among them. */
const shownHours = 24;
const shownRefusals = 20;

/** How the stations stand: those that were invited, with what the log has of them. */
export async function readBoard(
  log: BoardRepository,
  invited: readonly InvitedStation[],
  now: number,
): Promise<Pick<Board, 'now' | 'stations' | 'compared' | 'held'>> {
  const since = Math.floor(now / hourMs) - shownHours + 1;
  const [heard, counted, scores, held] = await Promise.all([
    log.stations(),
    log.countsSince(since),
    log.scoresSince(since),
    log.refusals(shownRefusals),
  ]);
  const byNumber = new Map(heard.map((one) => [one.station, one]));
  const stations = invited
    .map((one) => onBoard(one, byNumber.get(one.station), counted.get(one.station), now))
    .filter(({ removed, counts }) => !removed || counts !== noOutcomes);
  return {
    ...{ now, stations, compared: compareStations(scores) },
    held: { count: held.count, last: [...held.last] },
  };
}

function onBoard(
  { station, name, removedAt }: InvitedStation,
  heard: HeardStation | undefined,
  counted: CountedStation | undefined,
  now: number,
): StationOnBoard {
  const state = heard?.state;
  const ahead = heard === undefined ? 0 : heard.state.at - heard.heardAt;
  return {
    ...{ station, name: heard === undefined || heard.name === '' ? name : heard.name },
    heardAt: heard?.heardAt ?? null,
    here: heard !== undefined && now - heard.heardAt <= awayAfterMs,
    removed: removedAt !== null,
    clockAhead: Math.abs(ahead) > largestClockDifferenceMs ? ahead : null,
    ...{ version: state?.version ?? null, lanes: state?.lanes ?? [], alarms: state?.alarms ?? [] },
    ...{ waiting: state?.waiting ?? 0, counts: counted?.counts ?? noOutcomes },
    lastPartAt: counted?.lastPartAt ?? null,
  };
}
