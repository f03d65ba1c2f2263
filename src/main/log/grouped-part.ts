import type { PartResult, UninspectedPart } from '../../shared/contract/part-result.ts';
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

/** A view of a part that was never concluded: where it was seen, and what the lane saw. */
export interface OpenView {
  readonly place: Omit<UninspectedPart, 'verdict' | 'reason' | 'detail' | 'partNumber' | 'groupName'> & {
    readonly partNumber: number;
    readonly groupName: string;
  };
  readonly view: PartView;
}

/** The parts of groups that a station which went away left open. */
export interface OpenParts {
  /** By the numbers of the parts, then those of the lanes. @param upTo the last number that is looked at */
  views(upTo: number): OpenView[];
}
