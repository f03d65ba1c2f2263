import type { PartResult } from '../../shared/contract/part-result.ts';
import type { AskedPart, LineCommands } from './line-commands.ts';

/** A part of a lane with its outcome. */
export interface LanePart {
  readonly lane: number;
  readonly part: PartResult;
  /** The requester's own number of its request; null: this part was not requested here. */
  readonly request: number | null;
  /** Null: the part was not requested here. */
  readonly partNumber: number | null;
}

/**
 * Number of recent outcomes to remember, because the line reports requested ones twice: as answer and as
 * event.
 */
const remembered = 100;

export const partKey = ({ sessionId, frameNumber }: { sessionId: string; frameNumber: number }): string =>
  `${sessionId}/${frameNumber}`;

export type LaneParts = ReturnType<typeof followLaneParts>;

/**
 * Follows the outcomes of all lanes, each once and in order, with the request that asked for it. The line
 * reports a requested outcome both to the requester and to everybody.
 */
export function followLaneParts(commands: LineCommands, tell: (part: LanePart) => void) {
  /** Numbers of parts that were requested here and have no outcome yet, by lane. */
  const asked = new Map<number, number>();
  const held = new Map<number, PartResult[]>();
  const told: string[] = [];

  function tellOnce(part: LanePart): void {
    const key = partKey(part.part);
    if (told.includes(key)) return;
    told.push(key);
    if (told.length > remembered) told.shift();
    tell(part);
  }
  const tellUnasked = (lane: number, part: PartResult): void =>
    tellOnce({ lane, part, request: null, partNumber: null });

  const end = commands.subscribe((event) => {
    if (event.kind !== 'part') return;
    const { partNumber } = event.part;
    // The answer reports this part with the lane that was asked, while the event names the first lane of a
    // group.
    if (partNumber !== null && [...asked.values()].includes(partNumber)) return;
    // Holds outcomes back while an answer is awaited, because one of them may be the answer.
    if (asked.has(event.lane)) held.set(event.lane, [...(held.get(event.lane) ?? []), event.part]);
    else tellUnasked(event.lane, event.part);
  });

  async function answer(lane: number, request: number, { outcome, partNumber }: AskedPart): Promise<void> {
    const part = await outcome;
    asked.delete(lane);
    const earlier = (held.get(lane) ?? []).filter((other) => partKey(other) !== partKey(part));
    held.delete(lane);
    for (const other of earlier) tellUnasked(lane, other);
    tellOnce({ lane, part, request, partNumber });
  }

  return {
    /** Returns whether a part requested here has no outcome yet. */
    isAsked: (lane: number): boolean => asked.has(lane),
    /**
     * Requests a part from a lane.
     *
     * @param request the requester's own number
     * @throws StationError NOT_FOUND, CONFLICT
     */
    ask(lane: number, request: number, serial: string | null): AskedPart {
      const part = commands.trigger(lane, serial);
      asked.set(lane, part.partNumber);
      void answer(lane, request, part);
      return part;
    },
    close: end,
  };
}
