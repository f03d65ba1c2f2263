import { describe, expect, it } from 'vitest';
import { kernelShapes, patchNetworkSpec } from '../../../../src/main/families/patch/graph/spec.ts';
import { decodeWeights, encodeWeights } from '../../../../src/main/networks/network-file.ts';
import { seededRandom } from '../../../../src/main/networks/random.ts';
import { decodeSafetensors } from '../../../../src/main/networks/safetensors.ts';
import { initialWeights } from '../../../../src/main/networks/weights.ts';

const shapes = kernelShapes(patchNetworkSpec(33, 'compact'));
const headerEnd = (bytes: Uint8Array): number => 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
const headerOf = (bytes: Uint8Array): unknown =>
  JSON.parse(new TextDecoder().decode(bytes.subarray(8, headerEnd(bytes))));

describe('weights', () => {
  it('are the same for the same seed, others for another', () => {
    expect(initialWeights(shapes, 7)).toEqual(initialWeights(shapes, 7));
    expect(initialWeights(shapes, 7)[0]?.kernel).not.toEqual(initialWeights(shapes, 8)[0]?.kernel);
  });

  it('start with the variance that keeps the signal', () => {
    const [, second] = initialWeights(shapes, 3);
    const kernel = second?.kernel ?? new Float32Array(0);
    const variance = kernel.reduce((sum, value) => sum + value * value, 0) / kernel.length;
    expect(variance).toBeCloseTo(2 / (5 * 5 * 32), 4);
    expect(second?.bias.every((value) => value === 0)).toBe(true);
  });

  it('survive a file, to the last bit', () => {
    const weights = initialWeights(shapes, 5);
    expect(decodeWeights(encodeWeights(weights), shapes, 'w')).toEqual(weights);
  });

  it('as float16 take half the room and are the nearest numbers', () => {
    const weights = initialWeights(shapes, 5);
    const bytes = encodeWeights(weights, 'F16');
    const count = weights.reduce((sum, { kernel, bias }) => sum + kernel.length + bias.length, 0);
    expect(bytes.length).toBe(headerEnd(bytes) + 2 * count);
    expect(headerOf(bytes)).toMatchObject({
      'layers.0.kernel': { dtype: 'F16', shape: [5, 5, 3, 32], data_offsets: [0, 4800] },
    });
    const read = decodeWeights(bytes, shapes, 'w');
    const relative = read.flatMap(({ kernel }, layer) =>
      Array.from(kernel, (value, i) => {
        const exact = weights[layer]?.kernel[i] ?? Number.NaN;
        return Math.abs(value - exact) / Math.max(Math.abs(exact), 2 ** -14);
      }),
    );
    expect(relative.reduce((most, value) => Math.max(most, value))).toBeLessThanOrEqual(2 ** -11);
    expect(encodeWeights(read, 'F16')).toEqual(bytes);
  });

  it('that float16 does not hold are refused, and the tensor is named', () => {
    const [first, ...others] = initialWeights(shapes, 5);
    if (!first) throw new Error('No layer');
    for (const value of [-70_000, Infinity, Number.NaN]) {
      const weights = [{ ...first, bias: first.bias.with(3, value) }, ...others];
      expect(() => encodeWeights(weights, 'F16')).toThrow(
        expect.objectContaining({
          code: 'BAD_INPUT',
          message: expect.stringMatching(/^layers\.0\.bias holds /),
        }),
      );
      expect(decodeWeights(encodeWeights(weights), shapes, 'w')[0]?.bias[3]).toBe(value);
    }
  });

  it('of another type are refused', () => {
    const bytes = encodeWeights(initialWeights(shapes, 5), 'F16');
    const other = Buffer.from(Buffer.from(bytes).toString('latin1').replace('"F16"', '"I16"'), 'latin1');
    expect(() => decodeWeights(other, shapes, 'teacher.bin')).toThrow(/teacher\.bin is damaged/);
  });

  it('are refused when damaged or of another network, and the file is named', () => {
    const bytes = encodeWeights(initialWeights(shapes, 5));
    const other = kernelShapes(patchNetworkSpec(17, 'compact'));
    expect(() => decodeWeights(bytes, other, 'teacher.bin')).toThrow(/teacher\.bin does not hold/);
    expect(() => decodeWeights(bytes.subarray(0, 5000), shapes, 'teacher.bin')).toThrow(
      /teacher\.bin is damaged/,
    );
    expect(() => decodeSafetensors(new Uint8Array(4), 'short.bin')).toThrow(/short\.bin is damaged/);
  });

  it('lie in the safetensors format', () => {
    const bytes = encodeWeights(initialWeights(shapes, 5));
    expect(headerEnd(bytes) % 8).toBe(0);
    expect(headerOf(bytes)).toMatchObject({
      'layers.0.kernel': { dtype: 'F32', shape: [5, 5, 3, 32], data_offsets: [0, 9600] },
    });
  });
});

describe('seeded random numbers', () => {
  it('depend on every seed given', () => {
    const first = (...seeds: number[]) => seededRandom(...seeds).next();
    expect(new Set([first(1, 2), first(2, 1), first(1, 3), first(1), first(1 + 2 ** 32)]).size).toBe(5);
    expect(first(1, 2)).toBe(first(1, 2));
  });

  it('are uniform and normal', () => {
    const random = seededRandom(11);
    const draws = Array.from({ length: 20_000 }, () => random.next());
    const normals = Array.from({ length: 20_000 }, () => random.normal());
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(draws)).toBeCloseTo(0.5, 1);
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    expect(Math.abs(mean(normals))).toBeLessThan(0.03);
    expect(Math.abs(mean(normals.map((value) => value * value)) - 1)).toBeLessThan(0.05);
  });
});
