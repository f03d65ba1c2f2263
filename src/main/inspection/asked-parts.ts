import type { PartResult } from '../../shared/contract/part-result.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { serialSchema, triggerKinds } from '../../shared/domain/triggers.ts';
import type { AskedPart } from '../line/line-commands.ts';
import type { GroupParts } from './group-parts.ts';
import type { LineSessions } from './line-sessions.ts';
import type { LanesNow } from './lanes-now.ts';
import type { OpenSession } from './open-session.ts';
import type { PartNumbers } from './part-numbers.ts';

/** Requested parts that wait for their outcome. */
export interface OutcomesToCome {
  /** Resolves with the outcome of a part that was requested from the lanes. */
  expect(lanes: readonly number[], partNumber: number): Promise<PartResult>;
  /** Passes the outcome of a part to its waiting request. */
  settle(part: PartResult): void;
  /** Returns whether a requested part of the lane has no outcome yet. */
  isWaiting(lane: number): boolean;
}

export function createOutcomesToCome(): OutcomesToCome {
  const waiting = new Map<
    number,
    {
      readonly lanes: readonly number[];
      readonly promise: Promise<PartResult>;
      readonly resolve: (part: PartResult) => void;
    }
  >();
  return {
    expect(lanes, partNumber) {
      const before = waiting.get(partNumber);
      const { promise, resolve } = before ?? Promise.withResolvers<PartResult>();
      waiting.set(partNumber, { lanes: [...(before?.lanes ?? []), ...lanes], promise, resolve });
      return promise;
    },
    settle(part) {
      if (part.partNumber === null) return;
      waiting.get(part.partNumber)?.resolve(part);
      waiting.delete(part.partNumber);
    },
    isWaiting: (lane) => [...waiting.values()].some(({ lanes }) => lanes.includes(lane)),
  };
}

export interface PartRequestsParts {
  readonly lanes: LanesNow;
  readonly line: Pick<LineSessions, 'forLane'>;
  readonly numbers: Pick<PartNumbers, 'next'>;
  readonly outcomes: OutcomesToCome;
  readonly groups: Pick<GroupParts, 'expect'>;
}

/** Handles requests for parts. */
export function createPartRequests({ lanes, line, numbers, outcomes, groups }: PartRequestsParts) {
  function refusal(lane: number, why: string): StationError {
    return new StationError('CONFLICT', `“${lanes.get(lane).name}” ${why}`);
  }

  /** @throws StationError NOT_FOUND, CONFLICT */
  function running(lane: number): OpenSession {
    lanes.get(lane);
    const entry = line.forLane(lane).running;
    if (entry) return entry;
    throw refusal(lane, 'inspects nothing. Start its inspection first.');
  }

  /** Returns the lanes of a group that take requests; its other lanes see the part by their own trigger. */
  const groupOf = (group: string): number[] =>
    lanes
      .list()
      .filter((lane) => lane.group === group && triggerKinds[lane.trigger.kind].asked)
      .map(({ number }) => number);

  /** Returns why a lane cannot give a part now, as a failure; null: it can. */
  function refusalOf(lane: number, { session, runner, trigger }: OpenSession): StationError | null {
    if (!triggerKinds[session.trigger].asked) {
      return refusal(lane, 'is not triggered by software: its parts come by themselves.');
    }
    if (runner.paused) return refusal(lane, 'pauses. Let it go on, then ask for parts.');
    if (outcomes.isWaiting(lane)) return refusal(lane, 'is busy: the part before has no verdict yet.');
    const why = trigger.refusal();
    return why === null ? null : new StationError('CONFLICT', why);
  }

  return {
    /**
     * Requests the next part of a lane, and a view of it from the other lanes of its group.
     *
     * @throws StationError NOT_FOUND; BAD_INPUT for an unusable serial number; CONFLICT if the lane does not
     *   inspect or cannot take a request now
     */
    ask(lane: number, given: string | null): AskedPart {
      const { group } = running(lane).lane;
      const serial = given === null ? null : requireSerial(given);
      const asked = group === null ? [lane] : groupOf(group);
      const entries = asked.map((number) => {
        const entry = running(number);
        const failure = refusalOf(number, entry);
        if (failure) throw failure;
        return entry;
      });
      const partNumber = numbers.next();
      const outcome = outcomes.expect(asked, partNumber);
      if (group !== null) groups.expect(group, partNumber, asked);
      for (const entry of entries) entry.trigger.ask({ partNumber, serial });
      return { partNumber, outcome };
    },

    /**
     * Names the next part of a lane.
     *
     * @throws StationError NOT_FOUND; CONFLICT if the lane does not inspect
     */
    nameNext: (lane: number, serial: string): void => running(lane).trigger.nameNext(serial),
  };
}

/** Protocols check it in their own ways, or not at all. @throws StationError BAD_INPUT */
function requireSerial(given: string): string {
  const { success, data, error } = serialSchema.safeParse(given);
  if (success) return data;
  throw new StationError('BAD_INPUT', `${error.issues[0]?.message ?? 'The serial number cannot be used'}.`);
}
