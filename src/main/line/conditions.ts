import type { KeptMessage } from '../../shared/contract/line-message.ts';
import type { StationError } from '../../shared/domain/station-error.ts';
import type { Outbox } from './output.ts';

/** A refused request is shown for so long after the last one, milliseconds. */
const refusalShownMs = 60_000;

/** The outbox for what is called by timers and sockets: a database that another program holds fails the output, not the station. */
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
 * What is wrong with an output that another machine talks to, told by its lamp: several things can be wrong at once, the first of them
 * is shown. It ends by itself where its cause does.
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
    /** @param error null: it is over */
    set,
    /** Something was asked for that cannot be done. It is over after a minute without another. */
    refuse(error: StationError): void {
      set('refused', error);
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => set('refused', null), refusalShownMs).unref();
    },
    /** Messages have arrived; what is wrong stays wrong. */
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
