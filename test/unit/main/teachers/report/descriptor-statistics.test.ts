import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../../src/main/networks/random.ts';
import { descriptorStatistics } from '../../../../../src/main/teachers/report/descriptor-statistics.ts';
import { nearestPatches } from '../../../../../src/main/teachers/report/nearest-patches.ts';

/** Makes the vectors ±a along the first axis and ±b along the second, rotated: eigenvalues a²/2 and b²/2. */
function cross(a: number, b: number, angle: number): Float32Array {
  const ends = [
    [a, 0],
    [-a, 0],
    [0, b],
    [0, -b],
  ];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return Float32Array.from(ends.flatMap(([x = 0, y = 0]) => [5 + cos * x - sin * y, sin * x + cos * y - 3]));
}

function expectNear(found: Float64Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, index) => expect(found[index]).toBeCloseTo(value, 5));
}

describe('statistics of descriptors', () => {
  it('count components of equal variance, whichever way they are turned', () => {
    for (const angle of [0, 0.3, 1]) {
      expect(descriptorStatistics(cross(2, 2, angle), 2).effectiveDimension).toBeCloseTo(2, 5);
      // The eigenvalues are 2 and 0.5.
      expect(descriptorStatistics(cross(2, 1, angle), 2).effectiveDimension).toBeCloseTo(2.5 ** 2 / 4.25, 5);
    }
  });

  it('standardised, do not depend on how much a component varies', () => {
    const { effectiveDimension, standardisedDimension, deviations, correlation } = descriptorStatistics(
      cross(20, 1, 0),
      2,
    );
    expect(effectiveDimension).toBeLessThan(1.1);
    expect(standardisedDimension).toBeCloseTo(2, 5);
    expectNear(deviations, [Math.sqrt(200), Math.sqrt(0.5)]);
    expectNear(correlation, [1, 0, 0, 1]);
  });

  it('tell components that go together or against each other', () => {
    const random = seededRandom(1);
    const vectors = Float32Array.from(
      Array.from({ length: 50 }, () => random.normal()).flatMap((x) => [x, 2 * x, -x]),
    );
    const statistics = descriptorStatistics(vectors, 3);
    expectNear(statistics.correlation, [1, 1, -1, 1, 1, -1, -1, -1, 1]);
    expect(statistics.meanCorrelation).toBeCloseTo(1, 6);
    expect(statistics.largestCorrelation).toBeCloseTo(1, 6);
    expect(statistics.standardisedDimension).toBeCloseTo(1, 6);
    expect(statistics.vectors).toBe(50);
  });

  it('tell components that hardly vary, and stay numbers where nothing does', () => {
    const some = descriptorStatistics(Float32Array.of(0, 7, 1, 10, 7, 1.001, 0, 7, 1, 10, 7, 1.001), 3);
    expect(some.nearlyConstant).toBe(2);
    expect(some.correlation.subarray(3, 6)).toEqual(Float64Array.of(0, 1, 0));
    const none = descriptorStatistics(new Float32Array(8).fill(3), 2);
    expect(none).toMatchObject({ nearlyConstant: 2, effectiveDimension: 0, meanCorrelation: 0 });
  });
});

describe('nearest patches', () => {
  it('are those of other pictures, nearest first', () => {
    const patches = {
      vectors: Float32Array.of(0, 0, 0, 0.1, 3, 4, 1, 0, 0, 2, 0, -1),
      size: 2,
      pictures: [7, 7, 1, 2, 3, 2],
    };
    expect(nearestPatches(patches, 0, 3)).toEqual([
      { patch: 3, distance: 1 },
      { patch: 5, distance: 1 },
      { patch: 4, distance: 2 },
    ]);
    expect(nearestPatches(patches, 0, 9).map(({ patch }) => patch)).toEqual([3, 5, 4, 2]);
    expect(nearestPatches(patches, 2, 1)).toEqual([
      { patch: 4, distance: expect.closeTo(Math.hypot(3, 2), 6) },
    ]);
  });
});
