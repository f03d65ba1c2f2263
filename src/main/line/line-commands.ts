import type { PartResult } from '../../shared/contract/part-result.ts';
import type { User } from '../../shared/domain/role.ts';
import type { TriggerKind } from '../../shared/domain/triggers.ts';
import { actAs } from '../database/actor.ts';

/** A lane as PLCs see it. */
export interface LaneOfLine {
  /** Number from 1 by which a PLC selects the lane. */
  readonly number: number;
  readonly name: string;
  /** The trigger that makes its frames parts. */
  readonly trigger: TriggerKind;
  /** `stopped`: no inspection · `paused` · `ready`: takes the next part · `busy`: inspects a part. */
  readonly state: 'stopped' | 'paused' | 'ready' | 'busy';
  /** The present or last inspected product; null: none yet. */
  readonly product: { readonly id: string; readonly name: string } | null;
  /** Why the source gives nothing; null while it works or nothing is inspected. */
  readonly failure: string | null;
}

/** A recipe as PLCs select it. */
export interface RecipeOfLine {
  readonly number: number;
  readonly name: string;
  /** The code that a scanner reads; null: the recipe is never scanned. */
  readonly code: string | null;
}

export type RecipeChoice =
  { readonly number: number } | { readonly name: string } | { readonly code: string };

/** A requested part. */
export interface AskedPart {
  /** Counts up for the whole station and is never reused. */
  readonly partNumber: number;
  /** Resolves with the logged outcome; never rejects, since a failed part counts as not inspected. */
  readonly outcome: Promise<PartResult>;
}

/** What changed at the line. */
export type LineEvent =
  | { readonly kind: 'lanes' }
  | { readonly kind: 'recipe'; readonly recipe: RecipeOfLine | null }
  /** A part of any lane has its outcome and is logged. */
  | {
      readonly kind: 'part';
      /** The reported lane; of a group, the one with the lowest number. */
      readonly lane: number;
      /** The lanes of the part: several if a group sees it. */
      readonly lanes: readonly number[];
      readonly part: PartResult;
    };

/**
 * Commands of PLCs, brokers, programs and people to the line, independent of their protocol. All failures are
 * StationErrors with the cause: NOT_FOUND (no such lane, recipe), CONFLICT (the lane does not inspect, or has
 * not finished the part before), BAD_INPUT.
 */
export interface LineCommands {
  lanes(): readonly LaneOfLine[];
  recipes(): readonly RecipeOfLine[];
  /** Returns the recipe in force; null: none, or somebody has chosen products by hand since. */
  recipe(): RecipeOfLine | null;
  /**
   * Requests the next part of a lane with software trigger; asks the lanes of its group too.
   *
   * @param serial the part's name, one line of visible characters, up to 200; null: none
   * @throws StationError NOT_FOUND, CONFLICT, BAD_INPUT
   */
  trigger(lane: number, serial: string | null): AskedPart;
  /**
   * Changes all lanes over to the products of a recipe, or none.
   *
   * @throws StationError NOT_FOUND, CONFLICT, NO_ACTIVE_MODEL, CORRUPT_MODEL; then every lane continues as
   *   before
   */
  selectRecipe(choice: RecipeChoice, user: User): Promise<RecipeOfLine>;
  /** Starts a lane as it is set up, with its last product. @param lane null: all lanes */
  start(lane: number | null, user: User): Promise<void>;
  stop(lane: number | null, user: User): Promise<void>;
  /** @returns ends the subscription */
  subscribe(listener: (event: LineEvent) => void): () => void;
}

/**
 * Makes the commands for controllers and brokers. The audit trail records their changes as made by the line.
 */
export function onBehalfOfTheLine(commands: LineCommands): LineCommands {
  const asLine = <Result>({ name }: User, run: () => Result): Result => actAs({ name, origin: 'line' }, run);
  return {
    ...commands,
    selectRecipe: (choice, user) => asLine(user, () => commands.selectRecipe(choice, user)),
    start: (lane, user) => asLine(user, () => commands.start(lane, user)),
    stop: (lane, user) => asLine(user, () => commands.stop(lane, user)),
  };
}
