import type { PartResult } from '../../shared/contract/part-result.ts';
import type { LoggedGroupPart, PartView } from '../../shared/contract/part-views.ts';

/** A part that a group of lanes looked at. */
export interface GroupedPart {
  /** The view that decides, or the part without a verdict where one is missing; with the part's number and outcome. */
  readonly part: PartResult & { readonly partNumber: number; readonly groupName: string };
  readonly views: readonly PartView[];
}

/** The parts of the log that groups looked at. */
export interface PartsOfGroups {
  /** What became of a part, with its views; null: no group looked at a part of that number. */
  find(number: number): LoggedGroupPart | null;
}
