import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../src/main/networks/random.ts';
import { positionStatistics, shrinkage } from '../../../../src/main/learning/position-statistics.ts';

const side = 24;
const everywhere = new Uint8Array(side * side).fill(1);
/** Returns whether a position lies in the band that is three times as hard to imitate in every image. */
const hard = (index: number): boolean => index % side >= 10 && index % side < 16;
const at = (row: number, column: number): number => row * side + column;

function measured(images: number, inside = everywhere, level = 1) {
  const random = seededRandom(3);
  const map = (scale: number): Float32Array =>
    Float32Array.from({ length: side * side }, (_, index) => {
      const value = scale * (hard(index) ? 30 : 10) * (1 + 0.1 * random.normal());
      return inside[index] === 1 ? value : 1e6;
    });
  const statistics = positionStatistics([side, side], inside);
  for (let image = 0; image < images; image++) statistics.addTraining(map(1));
  for (let image = 0; image < 4; image++) statistics.addValidation(map(level));
  return statistics.result();
}

describe('statistics of each position', () => {
  it('know a place that is always hard, and bring it to the level of unseen images', () => {
    const { positions, overall } = measured(90, everywhere, 2);
    const share = 90 / (90 + shrinkage);
    expect(overall.mean).toBeCloseTo(2 * 15, 0);
    expect(positions.mean[at(12, 13)]).toBeCloseTo(share * 60 + (1 - share) * overall.mean, 0);
    expect(positions.mean[at(12, 3)]).toBeCloseTo(share * 20 + (1 - share) * overall.mean, 0);
    expect(positions.deviation[at(12, 13)]).toBeLessThan(overall.deviation);
  });

  it('are nearly the paper’s where there are few images', () => {
    const { positions, overall } = measured(1);
    expect(Math.abs((positions.mean[at(12, 13)] ?? 0) - overall.mean)).toBeLessThan(0.15 * overall.mean);
    expect(Math.abs((positions.deviation[at(12, 13)] ?? 0) / overall.deviation - 1)).toBeLessThan(0.1);
  });

  it('take nothing from outside the region', () => {
    const inside = everywhere.map((_, index) => (index % side < 12 ? 1 : 0));
    const { positions, overall } = measured(60, inside);
    expect(overall.mean).toBeLessThan(20);
    for (let row = 0; row < side; row++) expect(positions.mean[at(row, 11)]).toBeLessThan(31);
  });
});
