import { setTimeout as sleep } from 'node:timers/promises';
import type { TrainingChoices } from '../../shared/contract/training.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { CommandContext } from './command-context.ts';

/** Longest wait for a training station, which announces itself every ten seconds; each command connects anew. */
const patienceMs = 30_000;
const lookMs = 250;

/**
 * Waits for the plant's training station with this name or number.
 *
 * @throws StationError UNREACHABLE listing the available stations; CANCELLED
 */
export async function findTrainer(
  { client, terminal, signal }: CommandContext,
  called: string,
): Promise<NonNullable<TrainingChoices['trainer']>> {
  terminal.note(`Looking for the station “${called}” of the plant …`);
  const wanted = called.trim().toLowerCase();
  for (const until = Date.now() + patienceMs; ;) {
    const offered = await client.training.trainers();
    const found = offered.find((one) => one.name.toLowerCase() === wanted || String(one.station) === wanted);
    if (found !== undefined) return { station: found.station, name: found.name };
    if (Date.now() > until) {
      const there = offered.map(({ station, name }) => name || String(station)).join(', ');
      throw new StationError(
        'UNREACHABLE',
        `The station “${called}” does not offer training now; these do: ${there || 'none'}.`,
      );
    }
    await sleep(lookMs, undefined, { signal }).catch(() => {
      throw new StationError('CANCELLED', 'The training was cancelled.');
    });
  }
}
