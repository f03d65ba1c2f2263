import type { LineCommands, LineEvent, RecipeOfLine } from '../../src/main/line/line-commands.ts';
import type { Inspected } from '../../src/main/log/recorder.ts';
import type { PartResult } from '../../src/shared/contract/part-result.ts';
import { StationError } from '../../src/shared/domain/station-error.ts';
import { openLog, watched } from './log.ts';
import { openOutputs } from './outputs.ts';

const scores = [1, 3, 5];

/**
 * Plays a line of one lane that judges parts at once, as good, review and defect in turn, over a real log and outbox. For tests of
 * peers that talk to a line, not of lines.
 */
export async function playLine() {
  const log = openLog();
  const session = await log.session('Disc', watched);
  const { outputs, outbox, recorder, faults } = openOutputs(log);
  const listeners = new Set<(event: LineEvent) => void>();
  const recipes: RecipeOfLine[] = [
    { number: 1, name: 'Disc', code: null },
    { number: 7, name: 'Ring', code: 'R7' },
  ];
  let recipe: RecipeOfLine | null = null;
  let state: 'stopped' | 'ready' | 'busy' = 'ready';
  let failure: string | null = null;
  let parts = 0;
  /** While set, triggered parts wait for this promise before they get an outcome. */
  let held: Promise<void> | null = null;
  /** Lanes that see each part. */
  let lanes: readonly number[] = [1];
  const judged: PartResult[] = [];
  const serials: (string | null)[] = [];

  function tell(event: LineEvent): void {
    for (const listener of listeners) listener(event);
  }

  async function inspect(inspected: Inspected): Promise<PartResult> {
    await held;
    await recorder.record(inspected);
    judged.push(inspected.part);
    if (state === 'busy') state = 'ready';
    tell({ kind: 'part', lane: 1, lanes, part: inspected.part });
    return inspected.part;
  }

  const commands: LineCommands = {
    lanes: () => [
      {
        number: 1,
        name: 'Top',
        trigger: 'software',
        state,
        failure,
        product: { id: session.productId, name: 'Disc' },
      },
    ],
    recipes: () => recipes,
    recipe: () => recipe,
    trigger(lane, serial) {
      if (lane !== 1) throw new StationError('NOT_FOUND', `There is no lane ${lane}.`);
      if (state !== 'ready') throw new StationError('CONFLICT', 'The lane takes no part now.');
      state = 'busy';
      const partNumber = ++parts;
      serials.push(serial);
      const score = scores[partNumber % scores.length] ?? 1;
      return { partNumber, outcome: inspect(log.inspected(session, partNumber, score, partNumber)) };
    },
    selectRecipe(choice) {
      const found = recipes.find(
        (one) =>
          ('number' in choice && one.number === choice.number) ||
          ('name' in choice && one.name === choice.name) ||
          ('code' in choice && one.code === choice.code),
      );
      if (!found) return Promise.reject(new StationError('NOT_FOUND', 'There is no such recipe.'));
      recipe = found;
      tell({ kind: 'recipe', recipe });
      return Promise.resolve(found);
    },
    start() {
      state = 'ready';
      tell({ kind: 'lanes' });
      return Promise.resolve();
    },
    stop() {
      state = 'stopped';
      tell({ kind: 'lanes' });
      return Promise.resolve();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  return {
    log,
    outputs,
    outbox,
    faults,
    commands,
    judged,
    serials,
    /** Lets a group of lanes see each part from now on. */
    seeWith: (others: readonly number[]): void => void (lanes = [1, ...others]),
    /** Inspects a part that nobody asked for. */
    arrive: () => inspect(log.inspected(session, ++parts, 1, parts)),
    /** Lets the lane's source fail. @param message null lets the source work again */
    fail(message: string | null): void {
      failure = message;
      tell({ kind: 'lanes' });
    },
    /** Holds outcomes back. @returns a function that releases them */
    hold(): () => void {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      held = promise.then(() => undefined);
      return () => {
        held = null;
        resolve(undefined);
      };
    },
  };
}
