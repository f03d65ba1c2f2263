import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  divergingColour,
  divergingLegend,
  matrixFrame,
} from '../../../../src/main/report/diverging-colours.ts';
import { lineChart } from '../../../../src/main/report/line-chart.ts';
import { picture } from '../../../../src/main/report/picture.ts';

/** Returns the points of the curve. */
function curveOf(svg: string): [number, number][] {
  const path = /class="curve" d="([^"]*)"/.exec(svg)?.[1] ?? '';
  return [...path.matchAll(/[ML](\S+) ([^ML]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe('a line chart', () => {
  const chart = (values: number[]) =>
    lineChart({
      title: 'Loss <b>',
      xLabel: 'Step',
      points: values.map((y, index) => ({ x: 50 * (index + 1), y })),
    }).toString();

  it('draws rising steps from left to right and falling losses downwards, in proportion', () => {
    const curve = curveOf(chart([4, 3, 1]));
    const [first = [0, 0], second = [0, 0], third = [0, 0]] = curve;
    expect(curve).toHaveLength(3);
    expect(second[0] - first[0]).toBeCloseTo(third[0] - second[0], 1);
    expect(second[0]).toBeGreaterThan(first[0]);
    expect(third[1] - second[1]).toBeCloseTo(2 * (second[1] - first[1]), 1);
    expect(second[1]).toBeGreaterThan(first[1]);
  });

  it('has a logarithmic axis, and says so, where the values span much', () => {
    const svg = chart([1, 0.1, 0.01]);
    const [first = [0, 0], second = [0, 0], third = [0, 0]] = curveOf(svg);
    expect(third[1] - second[1]).toBeCloseTo(second[1] - first[1], 1);
    expect(svg).toContain('vertical axis logarithmic');
    expect(chart([1, 0.1])).not.toContain('logarithmic');
  });

  it('has few marks with their numbers, also for values that never change', () => {
    const svg = chart([0, 0, 0]);
    expect(curveOf(svg).flat().every(Number.isFinite)).toBe(true);
    const marks = chart(Array.from({ length: 100 }, (_, index) => index)).match(/<text/g) ?? [];
    expect(marks.length).toBeGreaterThan(4);
    expect(marks.length).toBeLessThan(15);
    expect(chart([3, 1])).toMatch(/>\s*1\.5\s*<\/text/);
  });

  it('is told in words', () => {
    expect(chart([1, 2])).toContain('<title>Loss &lt;b&gt;</title>');
  });
});

describe('diverging colours', () => {
  it('are white at zero and grow darker blue below and red above', () => {
    expect(divergingColour(0)).toEqual([246, 246, 246]);
    const blue = [-0.2, -0.5, -1].map(divergingColour);
    const red = [0.2, 0.5, 1].map(divergingColour);
    expect(blue.every(([r, , b]) => b > r)).toBe(true);
    expect(red.every(([r, , b]) => r > b)).toBe(true);
    const darkness = (colours: typeof red) => colours.map(([r, g, b]) => -(r + g + b));
    for (const colours of [blue, red]) {
      expect(darkness(colours)).toEqual(darkness(colours).toSorted((a, b) => a - b));
    }
    expect(divergingColour(7)).toEqual(divergingColour(1));
  });

  it('show a matrix row by row, inside the page as a picture', async () => {
    const frame = matrixFrame(Float64Array.of(1, -1, 0, 1), 2);
    expect([...frame.data.subarray(3, 6)]).toEqual(divergingColour(-1));
    const markup = (await picture(frame, 'a "matrix"')).toString();
    expect(markup).toContain('alt="a &quot;matrix&quot;"');
    const data = /src="data:image\/png;base64,([^"]+)"/.exec(markup)?.[1] ?? '';
    const decoded = await sharp(Buffer.from(data, 'base64')).raw().toBuffer();
    expect([...decoded]).toEqual([...frame.data]);
  });

  it('have a legend', () => {
    expect(divergingLegend().toString()).toMatch(/>\s*-0\.5\s*<\/text/);
  });
});
