import type { KeptMessage } from '../../../shared/contract/line-message.ts';
import { partKey } from '../lane-parts.ts';
import type { Outbox } from '../output.ts';
import type { ToldPart } from './protocol.ts';

const atOnce = 2000;
/** Most reported results that wait for their message. */
const mostRemembered = 2000;
/** Milliseconds after which a result that no client has taken is given up. Clients can still request it. */
export const usualPatienceMs = 60_000;

export type UntakenResults = ReturnType<typeof createUntakenResults>;

const keyOf = ({ body }: KeptMessage): string =>
  `${String(body['sessionId'])}/${String(body['frameNumber'])}`;

/** Tracks which results clients have taken. A message counts as delivered when a client took its result. */
export function createUntakenResults(
  outbox: Pick<Outbox, 'waiting' | 'givenUp'>,
  delivered: (messages: readonly KeptMessage[]) => void,
  patienceMs = usualPatienceMs,
) {
  /** Reported results that nobody has taken, by handle. */
  const told = new Map<number, ToldPart>();
  /** Keys of taken parts, until their messages are delivered. */
  const taken = new Set<string>();
  /** When each waiting message was first seen, by number. */
  const since = new Map<number, number>();

  function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
    map.set(key, value);
    const [oldest] = map.keys();
    if (map.size > mostRemembered && oldest !== undefined) map.delete(oldest);
  }

  // Results from the time while the output was closed are in no server.
  const missed = outbox.waiting(Number.MAX_SAFE_INTEGER).filter(({ body }) => body.kind !== 'test');
  if (missed.length > 0) outbox.givenUp(missed);

  return {
    told: (part: ToldPart): void => remember(told, part.handle, part),
    taken(handle: number): void {
      const part = told.get(handle);
      if (part === undefined) return;
      told.delete(handle);
      taken.add(partKey(part.part));
    },
    /** Returns results that nobody has taken, oldest first, for a restarted server. */
    untaken: (): ToldPart[] => [...told.values()],
    /**
     * @param isConnected whether a client is connected, so that a trial arrives.
     *
     * @param now milliseconds of a monotonic clock
     */
    settle(isConnected: boolean, now: number): void {
      const messages = outbox.waiting(atOnce);
      const isTaken = (message: KeptMessage): boolean =>
        message.body.kind === 'test' ? isConnected : taken.has(keyOf(message));
      const done = messages.filter(isTaken);
      const late: KeptMessage[] = [];
      for (const message of messages) {
        if (message.body.kind === 'test' || isTaken(message)) continue;
        const from = since.get(message.number);
        if (from === undefined) remember(since, message.number, now);
        else if (now - from >= patienceMs) late.push(message);
      }
      if (done.length > 0) delivered(done);
      if (late.length > 0) outbox.givenUp(late);
      for (const message of [...done, ...late]) {
        since.delete(message.number);
        taken.delete(keyOf(message));
      }
      if (late.length === 0) return;
      const keys = new Set(late.map(keyOf));
      for (const [handle, part] of told) if (keys.has(partKey(part.part))) told.delete(handle);
    },
  };
}
