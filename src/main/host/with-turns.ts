import { setImmediate as turn } from 'node:timers/promises';

/**
 * Yields the items of a long walk. After each, other work of the process, above all the line's, has its turn: an item should take some
 * milliseconds at most.
 *
 * @throws the signal's reason when it aborts
 */
export async function* withTurns<Item>(items: Iterable<Item>, signal?: AbortSignal): AsyncGenerator<Item> {
  for (const item of items) {
    yield item;
    await turn();
    signal?.throwIfAborted();
  }
}

/** Cuts a list into steps of `size` items; the last may have fewer. */
export function* stepsOf<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
