import { StationError, type ErrorCode } from '../../../shared/domain/station-error.ts';
import type { LaneOfLine, RecipeChoice, RecipeOfLine } from '../line-commands.ts';
import { longestWord, type FromOpcuaWorker, type LineState, type Order } from './protocol.ts';

/** The station's line in the process of the server: its last reported state, and orders to it. */
export interface AskedLine {
  lanes(): readonly LaneOfLine[];
  recipes(): readonly RecipeOfLine[];
  recipe(): RecipeOfLine | null;
  /** @returns the part's number. @throws StationError NOT_FOUND, CONFLICT */
  trigger(lane: number, request: number, serial: string | null): Promise<number>;
  /** @throws StationError NOT_FOUND, CONFLICT, NO_ACTIVE_MODEL, CORRUPT_MODEL */
  selectRecipe(choice: Exclude<RecipeChoice, { code: string }>): Promise<RecipeOfLine>;
  start(lane: number): Promise<void>;
  stop(lane: number): Promise<void>;
}

interface Done {
  readonly partNumber: number | null;
  readonly recipe: RecipeOfLine | null;
}

export type AskedLineOfWorker = ReturnType<typeof createAskedLine>;

/** @param send sends to the station */
export function createAskedLine(first: LineState, send: (message: FromOpcuaWorker) => void) {
  let state = first;
  let requests = 0;
  const pending = new Map<number, { resolve: (done: Done) => void; reject: (error: StationError) => void }>();

  function ask(order: Order): Promise<Done> {
    const requestId = ++requests;
    return new Promise((resolve, reject) => {
      pending.set(requestId, { resolve, reject });
      send({ kind: 'ask', requestId, order });
    });
  }

  const line: AskedLine = {
    lanes: () => state.lanes,
    recipes: () => state.recipes,
    recipe: () => state.recipe,
    async trigger(lane, request, serial) {
      const name = serial?.slice(0, longestWord) ?? null;
      const { partNumber } = await ask({ kind: 'trigger', lane, request, serial: name });
      if (partNumber === null) throw new StationError('WORKER_FAILED', 'The part has no number.');
      return partNumber;
    },
    async selectRecipe(choice) {
      const short = 'name' in choice ? { name: choice.name.slice(0, longestWord) } : choice;
      const { recipe } = await ask({ kind: 'select', choice: short });
      if (recipe === null) throw new StationError('WORKER_FAILED', 'No recipe was chosen.');
      return recipe;
    },
    async start(lane) {
      await ask({ kind: 'start', lane });
    },
    async stop(lane) {
      await ask({ kind: 'stop', lane });
    },
  };

  return {
    line,
    /** Takes the line's new state. */
    told: (next: LineState): void => void (state = next),
    done(requestId: number, done: Done): void {
      pending.get(requestId)?.resolve(done);
      pending.delete(requestId);
    },
    refused(requestId: number, code: ErrorCode, message: string): void {
      pending.get(requestId)?.reject(new StationError(code, message));
      pending.delete(requestId);
    },
  };
}
