import { describe, expect, it } from 'vitest';
import { connectedComponents } from '../../../../src/shared/domain/connected-components.ts';

function draw(...rows: string[]): { mask: Uint8Array; height: number; width: number } {
  const text = rows.join('');
  return {
    mask: Uint8Array.from(text, (cell) => (cell === '.' ? 0 : 255)),
    height: rows.length,
    width: text.length / rows.length,
  };
}

function labelled(...rows: string[]): string[] {
  const { mask, height, width } = draw(...rows);
  const { labels } = connectedComponents(mask, height, width);
  return rows.map((_, row) =>
    Array.from(labels.subarray(row * width, (row + 1) * width), (label) =>
      label === 0 ? '.' : String(label),
    ).join(''),
  );
}

describe('connected components', () => {
  it('joins pixels that touch at a corner and numbers regions by their first pixels', () => {
    expect(labelled('#..##', '.#...', '....#', '##..#')).toEqual(['1..22', '.1...', '....3', '44..3']);
  });

  it('joins arms that meet only further down', () => {
    expect(labelled('#.#.#', '#.#.#', '#####')).toEqual(['1.1.1', '1.1.1', '11111']);
    expect(labelled('#...#', '.#.#.', '..#..')).toEqual(['1...1', '.1.1.', '..1..']);
  });

  it('does not join across the picture’s edges', () => {
    expect(labelled('..#', '#..')).toEqual(['..1', '2..']);
  });

  it('keeps a ring and what lies in it apart', () => {
    expect(labelled('#####', '#...#', '#.#.#', '#...#', '#####')).toEqual([
      '11111',
      '1...1',
      '1.2.1',
      '1...1',
      '11111',
    ]);
  });

  it('finds nothing in an empty mask and one region in a full one', () => {
    expect(connectedComponents(new Uint8Array(12), 3, 4).count).toBe(0);
    expect(connectedComponents(new Uint8Array(12).fill(1), 3, 4).count).toBe(1);
  });

  it('finds the regions that a flood fill finds', () => {
    const [height, width] = [41, 57];
    const mask = Uint8Array.from({ length: height * width }, (_, pixel) =>
      Number(Math.imul((pixel + 1) ** 2 % 10_007, 0x9e3779b1) >>> 0 < 0x60000000),
    );
    const { labels, count } = connectedComponents(mask, height, width);
    const seen = new Int32Array(mask.length);
    let regions = 0;
    for (let start = 0; start < mask.length; start++) {
      if (mask[start] === 0 || seen[start] !== 0) continue;
      regions++;
      const open = [start];
      seen[start] = regions;
      for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
        const [row, column] = [Math.floor(pixel / width), pixel % width];
        for (let r = Math.max(0, row - 1); r <= Math.min(height - 1, row + 1); r++) {
          for (let c = Math.max(0, column - 1); c <= Math.min(width - 1, column + 1); c++) {
            const neighbour = r * width + c;
            if (mask[neighbour] === 0 || seen[neighbour] !== 0) continue;
            seen[neighbour] = regions;
            open.push(neighbour);
          }
        }
      }
    }
    expect(count).toBe(regions);
    expect(labels).toEqual(seen);
  });
});
