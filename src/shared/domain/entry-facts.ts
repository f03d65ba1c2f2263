import type { JudgedEntry, LogEntryDetail } from '../contract/log.ts';
import type { common } from '../words/en.ts';
import { unlikeTexts, type DifferenceSpeech } from './difference-words.ts';
import { keysOf } from './keys.ts';
import { notInspected } from './outcome.ts';
import type { Unlike } from './picture-traits.ts';

/** Formats numbers in the language of a window or a report. */
export interface FactFormat {
  /** Formats an image score or a limit: two decimals. */
  score(value: number): string;
  /** Formats a share of the picture as percent. */
  area(value: number): string;
  /** The text for a smallest area of 0, which judges nothing. */
  readonly off: string;
  /** Formats a lane's name; one that nobody gave, in the reader's language. */
  lane(name: string): string;
  /** Formats differences from the training images. */
  readonly differences: DifferenceSpeech;
}

/** Writes a fact in words; null: the entry is older than this field. */
type FactText = (entry: JudgedEntry, format: FactFormat) => string | null;
/** Writes a fact that does not depend on the outcome. */
type PlaceText = (entry: LogEntryDetail, format: FactFormat) => string | null;

/** The part's lane and number, in display order. */
const placeFacts = {
  lane: ({ laneName }, { lane }) => lane(laneName),
  partNumber: ({ partNumber }) => (partNumber === null ? null : String(partNumber)),
} satisfies Partial<Record<keyof typeof common.facts, PlaceText>>;

/**
 * Facts of an entry that window and reports show alike, in display order; their names are the `facts` of
 * `src/shared/words`. Facts that only one of them shows are defined there.
 */
const entryFacts: Readonly<Record<Exclude<keyof typeof common.facts, keyof typeof placeFacts>, FactText>> = {
  limits: ({ thresholds }, { score }) => `${score(thresholds.review)}, ${score(thresholds.defect)}`,
  regionLimits: ({ thresholds: { pixelThreshold, smallestArea } }, { score, area, off }) =>
    `${score(pixelThreshold)}, ${smallestArea === 0 ? off : area(smallestArea)}`,
  unlike: ({ unlike }, format) => unlike && unlikeText(unlike, format),
};

function unlikeText(unlike: Unlike, { differences }: FactFormat): string {
  return unlikeTexts(unlike, differences).join('; ');
}

interface FactWithText {
  readonly fact: keyof typeof common.facts;
  readonly text: string;
}

function factWith(fact: keyof typeof common.facts, text: string | null): FactWithText[] {
  return text === null ? [] : [{ fact, text }];
}

/**
 * Returns the known facts of an entry with their texts, lane and part first. A part that was not inspected
 * has neither score nor limits.
 */
export function factsOfEntry(entry: LogEntryDetail, format: FactFormat): FactWithText[] {
  const place = keysOf(placeFacts).flatMap((fact) => factWith(fact, placeFacts[fact](entry, format)));
  if (entry.verdict === notInspected) {
    return [...place, ...factWith('unlike', entry.unlike && unlikeText(entry.unlike, format))];
  }
  return [...place, ...keysOf(entryFacts).flatMap((fact) => factWith(fact, entryFacts[fact](entry, format)))];
}
