import type { PartResult } from '../../shared/contract/part-result.ts';
import type { User } from '../../shared/domain/role.ts';
import type { TriggerKind } from '../../shared/domain/triggers.ts';
import { actAs } from '../database/actor.ts';

/** A lane as a PLC sees it. */
export interface LaneOfLine {
  /** 1, 2, … as it is set up; what a PLC selects it by. */
  readonly number: number;
  readonly name: string;
  /** What makes a frame of it a part. */
  readonly trigger: TriggerKind;
  /** `stopped`: no inspection · `paused` · `ready`: takes the next part · `busy`: a part is being inspected. */
  readonly state: 'stopped' | 'paused' | 'ready' | 'busy';
  /** What it inspects now, or inspected last; null: nothing yet. */
  readonly product: { readonly id: string; readonly name: string } | null;
  /** Why its source gives nothing; null while it works, or nothing is inspected. */
  readonly failure: string | null;
}

/** A recipe as a PLC selects it. */
export interface RecipeOfLine {
  readonly number: number;
  readonly name: string;
  /** What a scanner reads; null: it is never scanned. */
  readonly code: string | null;
}

export type RecipeChoice =
  { readonly number: number } | { readonly name: string } | { readonly code: string };

/** A part that was asked for. */
export interface AskedPart {
  /** Counts up for the station, never used twice, from the first part on. */
  readonly partNumber: number;
  /** Its outcome, logged; never rejects: a part that fails is not inspected. */
  readonly outcome: Promise<PartResult>;
}

/** What changed at the line. */
export type LineEvent =
  | { readonly kind: 'lanes' }
  | { readonly kind: 'recipe'; readonly recipe: RecipeOfLine | null }
  /** A part of any lane, whoever asked for it, has its outcome; it is logged already. */
  | { readonly kind: 'part'; readonly lane: number; readonly part: PartResult };

/**
 * What a PLC, a broker, a program or a person may ask of the line, whatever protocol they speak. All failures are StationErrors
 * that name what is wrong: NOT_FOUND (no such lane, recipe), CONFLICT (nothing inspects there, or the part before is not done yet), BAD_INPUT.
 */
export interface LineCommands {
  lanes(): readonly LaneOfLine[];
  recipes(): readonly RecipeOfLine[];
  /** The recipe in force; null: products were chosen by hand since. */
  recipe(): RecipeOfLine | null;
  /**
   * Asks a lane that is triggered by software for its next part. Lanes of the same group are asked with it.
   *
   * @param serial what the part is called; null: nothing
   * @throws StationError NOT_FOUND, CONFLICT
   */
  trigger(lane: number, serial: string | null): AskedPart;
  /**
   * Changes all lanes over to the products of a recipe: all of them, or none.
   *
   * @throws StationError NOT_FOUND, CONFLICT, NO_ACTIVE_MODEL, CORRUPT_MODEL; then every lane goes on as it was
   */
  selectRecipe(choice: RecipeChoice, user: User): Promise<RecipeOfLine>;
  /** Begins the inspection of a lane as it is set up, with what it inspected last. @param lane null: all of them */
  start(lane: number | null, user: User): Promise<void>;
  stop(lane: number | null, user: User): Promise<void>;
  /** @returns ends it */
  subscribe(listener: (event: LineEvent) => void): () => void;
}

/** The commands for controllers and brokers: what they change, the audit trail records as done by the line. */
export function onBehalfOfTheLine(commands: LineCommands): LineCommands {
  const asLine = <Result>({ name }: User, run: () => Result): Result => actAs({ name, origin: 'line' }, run);
  return {
    ...commands,
    selectRecipe: (choice, user) => asLine(user, () => commands.selectRecipe(choice, user)),
    start: (lane, user) => asLine(user, () => commands.start(lane, user)),
    stop: (lane, user) => asLine(user, () => commands.stop(lane, user)),
  };
}
