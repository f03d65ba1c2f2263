import { randomInt } from 'node:crypto';
import type { JudgedPart } from '../../shared/contract/part-result.ts';
import { isNearLimit, type KeptGood } from '../../shared/domain/kept-good.ts';
import { pictureEveryMs } from './appearance.ts';

/** Good parts in a row, one of which is kept. */
interface Block {
  readonly size: number;
  readonly drawn: number;
  seen: number;
}

/** Says of a good part whether the log keeps its picture. @param isPart false for a frame of a camera that runs freely */
export type KeepsGood = (part: JudgedPart, isPart: boolean) => boolean;

/**
 * One of so many good parts by the product's rule: of each so many in a row one, at a place drawn by chance, since every n-th part could be
 * that of one and the same mould. And all whose score lies near T1; of frames that show the same part, one a second.
 *
 * @param ruleOf asked for each good part: a change of the rule acts on the next one
 * @param draw a whole number from 0 to below the one given
 */
export function createGoodKeeper(
  ruleOf: (productId: string) => KeptGood,
  draw: (below: number) => number = randomInt,
): KeepsGood {
  /** By product and lane. */
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

  /** Whether frames that run freely showed a part near T1 less than a second ago. */
  function isJustKept(place: string, capturedAt: number): boolean {
    const age = capturedAt - (lastNear.get(place) ?? -Infinity);
    if (age >= 0 && age < pictureEveryMs) return true;
    lastNear.set(place, capturedAt);
    return false;
  }

  return (part, isPart) => {
    const rule = ruleOf(part.productId);
    const place = `${part.productId} ${part.lane}`;
    // Each part counts for the draw, whatever its score.
    const drawn = rule.oneIn !== null && isDrawn(place, rule.oneIn);
    const isNear = isNearLimit(part.score, part.thresholds.review, rule.nearLimit);
    return drawn || (isNear && (isPart || !isJustKept(place, part.capturedAt)));
  };
}
