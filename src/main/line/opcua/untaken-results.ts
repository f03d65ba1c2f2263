import type { KeptMessage } from '../../../shared/contract/line-message.ts';
import { partKey } from '../lane-parts.ts';
import type { Outbox } from '../output.ts';
import type { ToldPart } from './protocol.ts';

const atOnce = 2000;
/** Results that were told and are in no message yet, at most. */
const mostRemembered = 2000;
/** A result that no client has taken for so long is given up, milliseconds. It can still be asked for. */
export const usualPatienceMs = 60_000;

export type UntakenResults = ReturnType<typeof createUntakenResults>;

const keyOf = ({ body }: KeptMessage): string =>
  `${String(body['sessionId'])}/${String(body['frameNumber'])}`;

/** Which results clients have taken, and which nobody did: a message is delivered when its result was taken. */
export function createUntakenResults(
  outbox: Pick<Outbox, 'waiting' | 'givenUp'>,
  delivered: (messages: readonly KeptMessage[]) => void,
  patienceMs = usualPatienceMs,
) {
  /** What was told and is not taken, by handle. */
  const told = new Map<number, ToldPart>();
  /** Parts that were taken, by their keys, until their messages are delivered. */
  const taken = new Set<string>();
  /** Since when messages wait, by their numbers. */
  const since = new Map<number, number>();

  function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
    map.set(key, value);
    const [oldest] = map.keys();
    if (map.size > mostRemembered && oldest !== undefined) map.delete(oldest);
  }

  // What waited while the output was closed is in no server.
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
    /** Those that nobody has taken, the oldest first: for a server that begins anew. */
    untaken: (): ToldPart[] => [...told.values()],
    /** @param isConnected whether a trial arrives. @param now milliseconds of a clock that only goes forward */
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
