import type { JudgedEntry, LogEntryDetail } from '../contract/log.ts';
import type { common } from '../words/en.ts';
import { unlikeTexts, type DifferenceSpeech } from './difference-words.ts';
import { keysOf } from './keys.ts';
import { notInspected } from './outcome.ts';
import type { Unlike } from './picture-traits.ts';

/** Numbers as people read them, in the language of a window or a report. */
export interface FactFormat {
  /** An image score or a limit: two decimals. */
  score(value: number): string;
  /** A share of the picture as percent. */
  area(value: number): string;
  /** What stands for an area of 0, by which nothing is judged. */
  readonly off: string;
  /** How differences from the training images are told. */
  readonly differences: DifferenceSpeech;
}

/** A fact in words; null where the entry is from before it was logged. */
type FactText = (entry: JudgedEntry, format: FactFormat) => string | null;
/** A fact that has nothing to do with the outcome. */
type PlaceText = (entry: LogEntryDetail) => string | null;

/** Where the part was seen and which it was, in their order. */
const placeFacts = {
  lane: ({ laneName }) => laneName,
  partNumber: ({ partNumber }) => (partNumber === null ? null : String(partNumber)),
} satisfies Partial<Record<keyof typeof common.facts, PlaceText>>;

/**
 * Facts of an entry that window and reports show alike, in their order; their names are the `facts` of `src/shared/words`. What
 * only one of them shows stands there.
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
 * The facts of an entry that there are, with what each says: lane and part first. A part that was not inspected has neither score
 * nor limits.
 */
export function factsOfEntry(entry: LogEntryDetail, format: FactFormat): FactWithText[] {
  const place = keysOf(placeFacts).flatMap((fact) => factWith(fact, placeFacts[fact](entry)));
  if (entry.verdict === notInspected) {
    return [...place, ...factWith('unlike', entry.unlike && unlikeText(entry.unlike, format))];
  }
  return [...place, ...keysOf(entryFacts).flatMap((fact) => factWith(fact, entryFacts[fact](entry, format)))];
}
