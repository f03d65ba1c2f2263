import type { PartResult } from '../../shared/contract/part-result.ts';
import type { AskedPart, LineCommands } from './line-commands.ts';

/** A part of a lane that has its outcome. */
export interface LanePart {
  readonly lane: number;
  readonly part: PartResult;
  /** What the one who asked calls its request; null: somebody else asked, or nobody. */
  readonly request: number | null;
  /** Null: it was not asked for here. */
  readonly partNumber: number | null;
}

/** Outcomes that the line tells a second time, as an event beside the answer, are known by these for a while. */
const remembered = 100;

export const partKey = ({ sessionId, frameNumber }: { sessionId: string; frameNumber: number }): string =>
  `${sessionId}/${frameNumber}`;

export type LaneParts = ReturnType<typeof followLaneParts>;

/**
 * The outcomes of all lanes, each once and in their order, with the request that asked for it: the line tells an outcome both to
 * the one who asked and to all.
 */
export function followLaneParts(commands: LineCommands, tell: (part: LanePart) => void) {
  /** Numbers of the parts that lanes were asked for here and that have no outcome yet, by lane. */
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
    // The answer tells it, at the lane that was asked: the event names the first lane of a group.
    if (partNumber !== null && [...asked.values()].includes(partNumber)) return;
    // While an answer is awaited it is not known yet which of the outcomes is the answer.
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
    /** Whether a part that was asked for here has no outcome yet. */
    isAsked: (lane: number): boolean => asked.has(lane),
    /**
     * Asks a lane for a part.
     *
     * @param request what the one who asks calls it
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
