import type { LaneOfLine, LineCommands, LineEvent } from '../../src/main/line/line-commands.ts';
import { StationError } from '../../src/shared/domain/station-error.ts';
import { partResult } from './part-result.ts';

/** Makes a line with one lane and two recipes that remembers the calls to it. */
export function recordedLine() {
  const asked: unknown[] = [];
  const listeners = new Set<(event: LineEvent) => void>();
  const recipes = [
    { number: 1, name: 'Disc', code: 'D-1' },
    { number: 2, name: 'Ring', code: null },
  ];
  let recipe = recipes[0] ?? null;
  let partNumber = 0;
  let lanes: readonly LaneOfLine[] = [
    {
      number: 1,
      name: 'Top',
      state: 'ready',
      trigger: 'software',
      failure: null,
      product: { id: '22222222-2222-4222-8222-222222222222', name: 'Disc' },
    },
  ];
  const commands: LineCommands = {
    lanes: () => lanes,
    recipes: () => recipes,
    recipe: () => recipe,
    trigger(lane, serial) {
      if (lane !== 1) throw new StationError('NOT_FOUND', `There is no lane ${lane}.`);
      asked.push({ lane, serial });
      partNumber += 1;
      return { partNumber, outcome: Promise.resolve(partResult({ name: serial })) };
    },
    async selectRecipe(choice) {
      await Promise.resolve();
      const found = recipes.find(
        (known) =>
          ('number' in choice && known.number === choice.number) ||
          ('name' in choice && known.name === choice.name) ||
          ('code' in choice && known.code === choice.code),
      );
      if (found === undefined) throw new StationError('NOT_FOUND', 'There is no such recipe.');
      recipe = found;
      for (const listener of listeners) listener({ kind: 'recipe', recipe });
      return found;
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  function removeLanes(): void {
    lanes = [];
    for (const listener of listeners) listener({ kind: 'lanes' });
  }
  return { commands, asked, removeLanes };
}
