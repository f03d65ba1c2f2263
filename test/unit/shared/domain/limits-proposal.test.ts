import { expect, test } from 'vitest';
import { seededRandom } from '../../../../src/main/networks/random.ts';
import { followingLimits } from '../../../../src/shared/domain/chosen-limits.ts';
import { limitsProposal, type KnownPart } from '../../../../src/shared/domain/limits-proposal.ts';

const own = { review: 0.9, defect: 1.1 };
const noEscape = { kind: 'escape-rate', rate: 0 } as const;

/** Makes parts of overlapping classes, so that limits that fit them do not hold for others. */
function overlapping(good: number, defective: number, seed: number): KnownPart[] {
  const random = seededRandom(seed);
  return Array.from({ length: good + defective }, (_, index) => {
    const isDefective = index >= good;
    return {
      score: Math.exp(0.4 * random.normal() + (isDefective ? 0.8 : 0)),
      defective: isDefective,
      kind: isDefective ? (index % 2 === 0 ? 'crack' : 'spot') : 'good',
      largestRegions: [],
    };
  });
}

test('figures of images that did not make the limits are worse than those of images that did', () => {
  let [fitted, validated, trials] = [0, 0, 0];
  for (let seed = 0; seed < 6; seed++) {
    const scores = overlapping(40, 20, seed);
    const proposal = limitsProposal({ scores, regionProfile: null }, noEscape, own, followingLimits(own));
    expect(proposal?.outcome.escapes).toMatchObject({ count: 0, of: 20 });
    expect(proposal?.validated).toMatchObject({
      escapes: { of: 20 },
      falseRejects: { of: 40 },
      reviews: { of: 60 },
    });
    fitted += proposal?.outcome.escapes.count ?? Number.NaN;
    validated += proposal?.validated?.escapes.count ?? Number.NaN;
    trials++;
  }
  expect(trials).toBe(6);
  expect(validated).toBeGreaterThan(fitted);
});

test('the same images give the same figures, and an interval around them', () => {
  const scores = overlapping(30, 12, 9);
  const cost = { kind: 'cost', escapeCost: 10 } as const;
  const [one, other] = [1, 2].map(() =>
    limitsProposal({ scores, regionProfile: null }, cost, own, followingLimits(own)),
  );
  expect(one).toEqual(other);
  const { low, high, share } = one?.validated?.escapes ?? { low: 1, high: 0, share: 0 };
  expect(low).toBeLessThanOrEqual(share ?? 0);
  expect(high).toBeGreaterThan(share ?? 1);
});

test('one defective image gives limits, and no figures of others', () => {
  const scores = overlapping(10, 1, 2);
  const proposal = limitsProposal({ scores, regionProfile: null }, noEscape, own, followingLimits(own));
  expect(proposal?.limits.pixelThreshold).toBe(proposal?.limits.defect);
  expect(proposal?.validated).toBeNull();
  expect(
    limitsProposal(
      { scores: overlapping(10, 0, 2), regionProfile: null },
      noEscape,
      own,
      followingLimits(own),
    ),
  ).toBeNull();
});

test('what judges the map stays, and counts: a region of the smallest area is found whatever the limits', () => {
  const scores = overlapping(20, 10, 4).map((part) => ({
    ...part,
    largestRegions: [part.defective ? 50 : 0],
  }));
  const profile = { cells: 100, pixelThresholds: [0.4] };
  const regions = { pixelThreshold: 0.4, smallestArea: 0.2, pixelFollows: false };
  const proposal = limitsProposal({ scores, regionProfile: profile }, { kind: 'f1' }, own, regions);
  expect(proposal?.limits).toMatchObject(regions);
  expect(proposal?.outcome.escapes.count).toBe(0);
  expect(proposal?.validated?.escapes.count).toBe(0);
});
