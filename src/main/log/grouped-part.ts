import type { PartResult, UninspectedPart } from '../../shared/contract/part-result.ts';
import type { LoggedGroupPart, PartView } from '../../shared/contract/part-views.ts';

/** A part that a group of lanes inspected. */
export interface GroupedPart {
  /** The deciding view with the part's number and outcome; a part that was not inspected if a view is missing. */
  readonly part: PartResult & { readonly partNumber: number; readonly groupName: string };
  readonly views: readonly PartView[];
}

/** The logged parts of groups. */
export interface PartsOfGroups {
  /** Finds a part's outcome with its views; null if no group inspected a part of that number. */
  find(number: number): LoggedGroupPart | null;
}

/** A view of a part without an outcome: its place, and what the lane saw. */
export interface OpenView {
  readonly place: Omit<UninspectedPart, 'verdict' | 'reason' | 'detail' | 'partNumber' | 'groupName'> & {
    readonly partNumber: number;
    readonly groupName: string;
  };
  readonly view: PartView;
}

/** Parts of groups that a killed station left without an outcome. */
export interface OpenParts {
  /** Returns the views, ordered by part number, then by lane. @param upTo the highest part number to look at */
  views(upTo: number): OpenView[];
}
