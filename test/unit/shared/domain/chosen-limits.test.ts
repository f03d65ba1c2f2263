import { describe, expect, it } from 'vitest';
import {
  changeTo,
  followingLimits,
  limitsOnceActive,
  mayLackRegion,
  withChange,
  withScoreLimits,
} from '../../../../src/shared/domain/chosen-limits.ts';

const following = followingLimits({ review: 0.3, defect: 0.5 });
const apart = { ...following, pixelThreshold: 0.7, pixelFollows: false };

describe('a pixel threshold', () => {
  it('follows T2 until it is set apart, and again once it is let go', () => {
    expect(withScoreLimits(following, { review: 0.1, defect: 0.2 }).pixelThreshold).toBe(0.2);
    expect(withScoreLimits(apart, { review: 0.1, defect: 0.2 })).toMatchObject({
      defect: 0.2,
      pixelThreshold: 0.7,
    });
    const set = withChange(following, { review: 0.3, defect: 0.5, pixelThreshold: 0.5 });
    expect(set).toMatchObject({ pixelThreshold: 0.5, pixelFollows: false });
    expect(withScoreLimits(set, { review: 0.3, defect: 0.6 }).pixelThreshold).toBe(0.5);
    const free = withChange(apart, { review: 0.3, defect: 0.6, pixelThreshold: null });
    expect(free).toMatchObject({ pixelThreshold: 0.6, pixelFollows: true });
  });

  it('stays as it is, and the smallest area too, when a change leaves them out', () => {
    const limits = { ...apart, smallestArea: 0.01 };
    expect(withChange(limits, { review: 0, defect: 1 })).toEqual({ ...limits, review: 0, defect: 1 });
    expect(withChange(following, { review: 0, defect: 1, smallestArea: 0.02 })).toEqual(
      followingLimits({ review: 0, defect: 1 }, 0.02),
    );
  });

  it('is set to exactly these limits by their own change', () => {
    for (const limits of [following, apart]) {
      for (const before of [following, apart]) expect(withChange(before, changeTo(limits))).toEqual(limits);
    }
  });

  it('may leave a defect without a region only above T2', () => {
    expect(mayLackRegion(following)).toBe(false);
    expect(mayLackRegion(apart)).toBe(true);
    expect(mayLackRegion({ ...apart, pixelThreshold: 0.5 })).toBe(false);
  });
});

describe('the limits of a model once it is active', () => {
  const model = { id: 'a', thresholds: { review: 2, defect: 3 }, lastLimits: null };

  it('are its own with what judges the map of the product', () => {
    expect(limitsOnceActive(model, null)).toEqual(followingLimits(model.thresholds));
    expect(limitsOnceActive(model, { ...apart, smallestArea: 0.01 })).toEqual({
      ...apart,
      ...model.thresholds,
      smallestArea: 0.01,
    });
  });

  it('are the latest that it had, whatever is in force now', () => {
    expect(limitsOnceActive({ ...model, lastLimits: apart }, following)).toEqual(apart);
  });
});
