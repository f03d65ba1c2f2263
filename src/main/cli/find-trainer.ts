import { setTimeout as sleep } from 'node:timers/promises';
import type { TrainingChoices } from '../../shared/contract/training.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { CommandContext } from './command-context.ts';

/** A station that trains for others says so every ten seconds; the way to the plant is found anew with each command. */
const patienceMs = 30_000;
const lookMs = 250;

/**
 * The station of the plant that people call so, or that has this number, once it is heard.
 *
 * @throws StationError UNREACHABLE naming those that are there; CANCELLED
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
