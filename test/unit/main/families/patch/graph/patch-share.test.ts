import { describe, expect, test } from 'vitest';
import { densePlan } from '../../../../../../src/main/families/patch/graph/dense-plan.ts';
import { patchShare } from '../../../../../../src/main/families/patch/graph/patch-share.ts';
import { patchNetworkSpec } from '../../../../../../src/main/families/patch/graph/spec.ts';

describe('how much of a patch the picture holds', () => {
  test.each([17, 33, 65] as const)('is counted pixel by pixel for p = %i', (receptiveField) => {
    const [height, width, stride] = [70, 97, 4] as const;
    const plan = densePlan(patchNetworkSpec(receptiveField, 'compact'), stride, { height, width });
    const share = patchShare(plan);
    const reach = (receptiveField - 1) / 2;
    const counted = Array.from({ length: plan.outputHeight * plan.outputWidth }, (_, index) => {
      const row = Math.floor(index / plan.outputWidth) * stride;
      const column = (index % plan.outputWidth) * stride;
      let inside = 0;
      for (let y = row - reach; y <= row + reach; y++) {
        for (let x = column - reach; x <= column + reach; x++) {
          if (y >= 0 && y < height && x >= 0 && x < width) inside++;
        }
      }
      return inside / receptiveField ** 2;
    });
    expect(share).toHaveLength(counted.length);
    counted.forEach((value, index) => expect(share[index]).toBeCloseTo(value, 5));
  });
});
