import { randomInt } from 'node:crypto';
import type { JudgedPart } from '../../shared/contract/part-result.ts';
import { isNearLimit, type KeptGood } from '../../shared/domain/kept-good.ts';
import { pictureEveryMs } from './appearance.ts';

/** A run of good parts, one of which is kept. */
interface Block {
  readonly size: number;
  readonly drawn: number;
  seen: number;
}

/** Tells whether the log keeps a good part's picture. @param isPart false for a frame of a free-running camera */
export type KeepsGood = (part: JudgedPart, isPart: boolean) => boolean;

/**
 * Creates the choice of kept good parts by the product's rule. Of each run of `oneIn` good parts it keeps one at a random place; every n-th
 * part could always come from the same mould. It also keeps all parts with a score near T1; of free-running frames, one a second.
 *
 * @param ruleOf returns the product's rule; called for each good part, so a changed rule applies at once
 * @param draw returns a random whole number from 0 to below the given one
 */
export function createGoodKeeper(
  ruleOf: (productId: string) => KeptGood,
  draw: (below: number) => number = randomInt,
): KeepsGood {
  /** The current run, by product and lane. */
  const blocks = new Map<string, Block>();
  const lastNear = new Map<string, number>();

  function isDrawn(place: string, size: number): boolean {
    const before = blocks.get(place);
    const block = before?.size === size ? before : { size, drawn: draw(size), seen: 0 };
    const drawn = block.seen === block.drawn;
    block.seen += 1;
    if (block.seen === size) blocks.delete(place);
    else blocks.set(place, block);
    return drawn;
  }

  /** Tells whether a free-running frame near T1 was kept less than a second ago. */
  function isJustKept(place: string, capturedAt: number): boolean {
    const age = capturedAt - (lastNear.get(place) ?? -Infinity);
    if (age >= 0 && age < pictureEveryMs) return true;
    lastNear.set(place, capturedAt);
    return false;
  }

  return (part, isPart) => {
    const rule = ruleOf(part.productId);
    const place = `${part.productId} ${part.lane}`;
    // Every part counts for the draw, also one near T1.
    const drawn = rule.oneIn !== null && isDrawn(place, rule.oneIn);
    const isNear = isNearLimit(part.score, part.thresholds.review, rule.nearLimit);
    return drawn || (isNear && (isPart || !isJustKept(place, part.capturedAt)));
  };
}
