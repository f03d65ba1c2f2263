import type { KeptMessage } from '../../shared/contract/line-message.ts';
import type { StationError } from '../../shared/domain/station-error.ts';
import type { Outbox } from './output.ts';

/** How long a refused request is shown after the latest one, milliseconds. */
const refusalShownMs = 60_000;

/**
 * Wraps the outbox for timers and sockets, so that a database held by another program fails the output and
 * not the station.
 */
export function calmOutbox(outbox: Outbox): Outbox {
  const calmly = (act: () => void): void => {
    try {
      act();
    } catch (error) {
      outbox.failed(error);
    }
  };
  return {
    waiting(limit) {
      try {
        return outbox.waiting(limit);
      } catch (error) {
        outbox.failed(error);
        return [];
      }
    },
    delivered: (messages) => calmly(() => outbox.delivered(messages)),
    givenUp: (messages) => calmly(() => outbox.givenUp(messages)),
    failed: outbox.failed,
  };
}

export type Conditions = ReturnType<typeof createConditions>;

/**
 * Tracks what is wrong with an output that another machine talks to. Several conditions can hold at once; the
 * lamp shows the first. A condition ends when its cause does.
 */
export function createConditions(outbox: Outbox) {
  const standing = new Map<string, StationError>();
  let shown: StationError | null = null;
  let timer: NodeJS.Timeout | null = null;

  function show(): void {
    const [first = null] = standing.values();
    if (first === shown) return;
    shown = first;
    if (first === null) outbox.delivered([]);
    else outbox.failed(first);
  }

  function set(name: string, error: StationError | null): void {
    if (error === null) standing.delete(name);
    else if (standing.get(name)?.message === error.message) return;
    else standing.set(name, error);
    show();
  }

  return {
    /** @param error null: the condition has ended */
    set,
    /** Shows a request that cannot be carried out. It ends after a minute without another one. */
    refuse(error: StationError): void {
      set('refused', error);
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => set('refused', null), refusalShownMs).unref();
    },
    /** Marks messages as delivered; present conditions stay. */
    delivered(messages: readonly KeptMessage[]): void {
      if (messages.length === 0) return;
      outbox.delivered(messages);
      if (shown !== null) outbox.failed(shown);
    },
    close(): void {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
