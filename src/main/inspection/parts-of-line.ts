import type { PartResult } from '../../shared/contract/part-result.ts';
import type { Lane } from '../../shared/domain/lanes.ts';
import { isView } from '../../shared/domain/view-of-part.ts';
import type { Outcome } from '../../shared/domain/outcome.ts';
import type { GroupedPart } from '../log/grouped-part.ts';
import { createOutcomesToCome, createPartRequests } from './asked-parts.ts';
import { createGroupParts } from './group-parts.ts';
import type { LineSessions } from './line-sessions.ts';
import type { LanesNow } from './lanes-now.ts';
import type { LineEvents } from './line-events.ts';
import type { PartNumbers } from './part-numbers.ts';
import { createPushedParts } from './pushed-parts.ts';

export interface PartsOfLineParts {
  readonly lanes: LanesNow;
  readonly line: Pick<LineSessions, 'forLane'>;
  readonly numbers: PartNumbers;
  readonly events: Pick<LineEvents, 'publish'>;
  /** Stores a part seen by a group of lanes, and passes it to the outputs. */
  readonly keepGrouped: (part: GroupedPart) => void;
}

/** Handles parts of all lanes from their number to their outcome: parts of single lanes and of groups. */
export function createPartsOfLine({ lanes, line, numbers, events, keepGrouped }: PartsOfLineParts) {
  const outcomes = createOutcomesToCome();
  const groups = createGroupParts({
    lanesOf: (group) => lanes.list().filter((lane) => lane.group === group),
    runs: (lane) => line.forLane(lane).running !== null,
    nextNumber: numbers.next,
    onPart(grouped) {
      keepGrouped(grouped);
      conclude(
        grouped.part,
        grouped.views.map(({ lane }) => lane),
      );
    },
  });
  const numberFor = ({ number, group }: Lane): number =>
    group === null ? numbers.next() : groups.numberFor(group, number);
  const requests = createPartRequests({ lanes, line, numbers, outcomes, groups });
  const push = createPushedParts({ lanes, line, outcomes, numberFor });

  /** Reports a part's outcome. @param seenBy the numbers of its lanes, ascending */
  function conclude(part: PartResult, seenBy: readonly number[]): void {
    outcomes.settle(part);
    events.publish({ kind: 'part', lane: seenBy[0] ?? part.lane, lanes: seenBy, part });
  }

  return {
    ...requests,
    /** Returns whether a requested part of a lane has no outcome yet. */
    isBusy: outcomes.isWaiting,
    /** Returns the number of the part that a lane sees now. */
    numberFor,
    push,
    /** Takes a lane's finished and logged part or view. */
    concluded(part: PartResult, entryId: number | null, count: (outcome: Outcome) => void): void {
      if (isView(part)) groups.add({ part, entryId, count });
      else conclude(part, [part.lane]);
      line.forLane(part.lane).tellWait();
    },
    /**
     * Stops waiting for a lane's views.
     *
     * @returns resolves when each part that the lane saw has its outcome
     */
    ended: groups.ended,
    /** Stops waiting for views. */
    close(): void {
      groups.close();
      numbers.close();
    },
  };
}
