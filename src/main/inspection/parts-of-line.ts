import type { PartResult } from '../../shared/contract/part-result.ts';
import type { Lane } from '../../shared/domain/lanes.ts';
import { isView } from '../../shared/domain/view-of-part.ts';
import type { Outcome } from '../../shared/domain/outcome.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { GroupedPart } from '../log/grouped-part.ts';
import { createOutcomesToCome, createPartRequests } from './asked-parts.ts';
import { createGroupParts } from './group-parts.ts';
import type { LaneSessions } from './lane-sessions.ts';
import type { LineEvents } from './line-events.ts';
import type { PartNumbers } from './part-numbers.ts';
import { createPushedParts } from './pushed-parts.ts';

export interface PartsOfLineParts {
  readonly lanes: Pick<Lanes, 'get' | 'list'>;
  readonly lines: Pick<LaneSessions, 'forLane'>;
  readonly numbers: PartNumbers;
  readonly events: Pick<LineEvents, 'publish'>;
  /** Keeps a part that a group of lanes looked at, and has the outputs tell it. */
  readonly keepGrouped: (part: GroupedPart) => void;
}

/** Parts of all lanes, from their number to their outcome: a lane's own, and those that a group of lanes sees. */
export function createPartsOfLine({ lanes, lines, numbers, events, keepGrouped }: PartsOfLineParts) {
  const outcomes = createOutcomesToCome();
  const groups = createGroupParts({
    lanesOf: (group) => lanes.list().filter((lane) => lane.group === group),
    runs: (lane) => lines.forLane(lane).running !== null,
    nextNumber: numbers.next,
    onPart(grouped) {
      keepGrouped(grouped);
      conclude(grouped.part, grouped.views[0]?.lane ?? grouped.part.lane);
    },
  });
  const numberFor = ({ number, group }: Lane): number =>
    group === null ? numbers.next() : groups.numberFor(group, number);
  const requests = createPartRequests({ lanes, lines, numbers, outcomes, groups });
  const push = createPushedParts({ lanes, lines, outcomes, numberFor });

  /** A part has its outcome. @param lane that it is told of; the first one of a group */
  function conclude(part: PartResult, lane: number): void {
    outcomes.settle(part);
    events.publish({ kind: 'part', lane, part });
  }

  return {
    ...requests,
    /** Whether a part that was asked for in a lane has no outcome yet. */
    isBusy: outcomes.isWaiting,
    /** The number of the part that a lane sees now. */
    numberFor,
    push,
    /** A lane has concluded what it saw, which is logged. */
    concluded(part: PartResult, entryId: number | null, count: (outcome: Outcome) => void): void {
      if (isView(part)) groups.add({ part, entryId, count });
      else conclude(part, part.lane);
      lines.forLane(part.lane).tellWait();
    },
    /** A lane takes no more parts. @returns when each part that it saw has its outcome */
    ended: groups.ended,
    /** Waits for no further view. */
    close(): void {
      groups.close();
      numbers.close();
    },
  };
}
