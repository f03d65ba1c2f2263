import { setTimeout as pause } from 'node:timers/promises';
import type { OutputState } from '../../shared/contract/outputs.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { OutputConfiguration } from './configuration.ts';
import { testMessage, type Sender } from './message.ts';
import type { OutboxRepository } from './outbox-repository.ts';

export interface TryOutputParts {
  readonly configuration: Pick<OutputConfiguration, 'get'>;
  readonly outbox: Pick<OutboxRepository, 'add' | 'isWaiting' | 'state'>;
  readonly sender: () => Sender;
  /**
   * Makes the output try at once, if this process has it open; a station in another process notices by
   * itself.
   */
  readonly tryNow: (id: string) => void;
  readonly now: () => number;
}

/** How long a trial is awaited, milliseconds. */
const patience = 10_000;
const lookMs = 50;

/**
 * Sends a trial message after all waiting ones, and waits until it has arrived or failed. A failed one stays
 * in the outbox.
 *
 * @throws StationError NOT_FOUND; CONFLICT if the output is switched off
 */
export async function tryOutput(
  { configuration, outbox, sender, tryNow, now }: TryOutputParts,
  id: string,
): Promise<{ delivered: boolean; state: OutputState }> {
  const { name, enabled } = configuration.get(id);
  if (!enabled) throw new StationError('CONFLICT', `“${name}” is switched off. Switch it on, then test it.`);
  const asked = now();
  const triedAt = (): number | null => outbox.state(id).failure?.triedAt ?? null;
  const before = triedAt();
  const number = outbox.add(testMessage(asked, sender()), [id], asked);
  tryNow(id);
  // No clock that is set meanwhile makes it wait longer, or take a failure of before for its own.
  const failed = (): boolean => ![before, null].includes(triedAt());
  const until = performance.now() + patience;
  while (outbox.isWaiting(id, number) && !failed() && performance.now() < until) await pause(lookMs);
  return { delivered: !outbox.isWaiting(id, number), state: configuration.get(id).state };
}
