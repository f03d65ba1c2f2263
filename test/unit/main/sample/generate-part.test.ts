import { describe, expect, it } from 'vitest';
import { defectKinds } from '../../../../src/main/sample/blemish.ts';
import { generatePart } from '../../../../src/main/sample/generate-part.ts';
import { connectedComponents } from '../../../../src/shared/domain/connected-components.ts';

const [height, width] = [480, 640];

function meanOf(values: Iterable<number>): number {
  let [sum, count] = [0, 0];
  for (const value of values) {
    sum += value;
    count++;
  }
  return sum / count;
}

/** Returns the largest difference of the channels at each pixel. */
function differences(a: Uint8Array, b: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: height * width }, (_, pixel) =>
    Math.max(
      ...[0, 1, 2].map((channel) => Math.abs((a[pixel * 3 + channel] ?? 0) - (b[pixel * 3 + channel] ?? 0))),
    ),
  );
}

/** Grows a mask: marks each pixel within `reach` rows and columns of a marked one. */
function grow(mask: Uint8Array, reach: number): Uint8Array {
  const grown = new Uint8Array(mask.length);
  for (const [pixel, value] of mask.entries()) {
    if (value === 0) continue;
    const [row, column] = [Math.floor(pixel / width), pixel % width];
    for (let r = Math.max(0, row - reach); r <= Math.min(height - 1, row + reach); r++) {
      grown.fill(
        1,
        r * width + Math.max(0, column - reach),
        r * width + Math.min(width - 1, column + reach) + 1,
      );
    }
  }
  return grown;
}

describe('pictures of sample parts', () => {
  it('are the same for the same seed', () => {
    const [once, again] = [generatePart(7, 'dent'), generatePart(7, 'dent')];
    expect(Buffer.compare(once.frame.data, again.frame.data)).toBe(0);
    expect(Buffer.compare(once.mask, again.mask)).toBe(0);
  });

  it('differ from seed to seed, as parts do: everywhere a little', () => {
    const difference = differences(generatePart(1).frame.data, generatePart(2).frame.data);
    expect(meanOf(difference)).toBeGreaterThan(2);
    expect(meanOf(difference)).toBeLessThan(40);
  });

  it('have 640 × 480 pixels, use the range of brightness and are hardly clipped', () => {
    const { frame, mask, defect } = generatePart(3);
    expect([frame.width, frame.height, frame.data.length, mask.length]).toEqual([
      width,
      height,
      width * height * 3,
      width * height,
    ]);
    expect(defect).toBeNull();
    const sorted = frame.data.toSorted();
    expect(sorted[Math.floor(sorted.length * 0.02)]).toBeLessThan(60);
    expect(sorted[Math.floor(sorted.length * 0.98)]).toBeGreaterThan(190);
    expect(frame.data.filter((value) => value === 255).length / frame.data.length).toBeLessThan(0.01);
  });

  it('have an empty mask when the part is good', () => {
    expect(generatePart(3).mask.every((value) => value === 0)).toBe(true);
  });

  it.each(defectKinds)('with a %s differ from the good part there and nowhere else', (kind) => {
    for (const seed of [11, 12]) {
      const good = generatePart(seed);
      const bad = generatePart(seed, kind);
      expect(bad.defect).toBe(kind);
      expect(new Set(bad.mask)).toEqual(new Set([0, 255]));
      const difference = differences(good.frame.data, bad.frame.data);
      expect(
        meanOf(difference.filter((_, pixel) => bad.mask[pixel] === 255)),
        `seed ${seed}`,
      ).toBeGreaterThan(8);
      const near = grow(bad.mask, 14);
      expect(
        difference
          .filter((_, pixel) => near[pixel] === 0)
          .toSorted()
          .at(-1),
        `seed ${seed}`,
      ).toBeLessThanOrEqual(2);
      expect(connectedComponents(bad.mask, height, width).count, `seed ${seed}`).toBeLessThanOrEqual(4);
    }
  });

  it.each(defectKinds)('with a %s have it at another place from seed to seed', (kind) => {
    const centres = [1, 2, 3, 4, 5].map((seed) => {
      const { mask } = generatePart(seed, kind);
      const pixels = Array.from(mask.keys()).filter((pixel) => mask[pixel] === 255);
      return (
        Math.round(meanOf(pixels.map((pixel) => pixel % width)) / 40) * 100 +
        Math.round(meanOf(pixels) / width / 40)
      );
    });
    expect(new Set(centres).size).toBeGreaterThanOrEqual(3);
  });
});
