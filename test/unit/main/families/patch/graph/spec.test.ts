import { describe, expect, it } from 'vitest';
import { densePlan, outputStrides } from '../../../../../../src/main/families/patch/graph/dense-plan.ts';
import {
  kernelShapes,
  networkWidths,
  patchNetworkSpec,
  receptiveFields,
} from '../../../../../../src/main/families/patch/graph/spec.ts';

describe('patch network specifications', () => {
  it.each([
    [17, 2_996_480],
    [33, 1_616_000],
    [65, 2_320_640],
  ] as const)('has the parameters of the paper for p = %i', (receptiveField, parameters) => {
    const shapes = kernelShapes(patchNetworkSpec(receptiveField, 'paper'));
    const counted = shapes.map(([rows, columns, input, output]) => rows * columns * input * output + output);
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(parameters);
  });

  it.each([
    [17, [12, 8, 4, 1]],
    [33, [29, 14, 10, 5, 4, 1]],
    [65, [61, 30, 26, 13, 9, 4, 1, 1]],
  ] as const)('reduces a patch of %i pixels to one cell', (receptiveField, sides) => {
    let side: number = receptiveField;
    const found = patchNetworkSpec(receptiveField, 'paper').layers.map((layer) => {
      side = layer.kind === 'pool' ? Math.floor(side / 2) : side - layer.kernel + 1;
      return side;
    });
    expect(found).toEqual(sides);
  });

  it('has a quarter of the hidden channels and 64 components when compact', () => {
    for (const receptiveField of receptiveFields) {
      const paper = patchNetworkSpec(receptiveField, 'paper').layers;
      const compact = patchNetworkSpec(receptiveField, 'compact');
      compact.layers.forEach((layer, index) => {
        const other = paper[index];
        if (layer.kind === 'pool' || other?.kind !== 'convolution') {
          expect(other).toEqual(layer);
          return;
        }
        const last = index === paper.length - 1;
        expect(layer).toEqual({ ...other, channels: last ? 64 : other.channels / 4 });
      });
      expect(compact.descriptorSize).toBe(64);
    }
  });

  it('ends with a linear layer and has LeakyReLU before', () => {
    for (const receptiveField of receptiveFields) {
      for (const width of networkWidths) {
        const activations = patchNetworkSpec(receptiveField, width).layers.flatMap((layer) =>
          layer.kind === 'pool' ? [] : [layer.activation],
        );
        expect(activations.at(-1)).toBe('linear');
        expect(new Set(activations.slice(0, -1))).toEqual(new Set(['leaky-relu']));
      }
    }
  });
});

describe('dense plan', () => {
  it('computes exactly the outputs that it gives, at every size', () => {
    for (const receptiveField of receptiveFields) {
      for (const stride of outputStrides) {
        for (let height = 33; height < 60; height++) {
          const plan = densePlan(patchNetworkSpec(receptiveField, 'compact'), stride, { height, width: 100 });
          let rows = height + plan.padding.top + plan.padding.bottom;
          for (const op of plan.ops) {
            const kernel = op.kind === 'pool' ? 2 : op.kernel;
            rows = Math.floor((rows - (kernel - 1) * op.dilation - 1) / op.stride) + 1;
          }
          expect(rows).toBe(Math.ceil(height / stride));
          expect(plan.padding.bottom).toBeGreaterThanOrEqual(0);
          expect(plan.padding.bottom).toBeLessThan(height);
        }
      }
    }
  });

  it('keeps the pools at their stride while output stride is left, and dilates after the others', () => {
    const steps = (stride: 1 | 2 | 4 | 8) =>
      densePlan(patchNetworkSpec(33, 'paper'), stride, { height: 64, width: 64 }).ops.map(
        (op) => `${op.kind} s${op.stride} d${op.dilation}`,
      );
    expect(steps(1)).toEqual([
      'convolution s1 d1',
      'pool s1 d1',
      'convolution s1 d2',
      'pool s1 d2',
      'convolution s1 d4',
      'convolution s1 d4',
    ]);
    expect(steps(4).map((step) => step.slice(-5))).toEqual([
      's1 d1',
      's2 d1',
      's1 d1',
      's2 d1',
      's1 d1',
      's1 d1',
    ]);
    expect(steps(8).at(-1)).toBe('convolution s2 d1');
  });

  it('refuses an image that is too small to be reflected', () => {
    expect(() => densePlan(patchNetworkSpec(65, 'compact'), 4, { height: 32, width: 100 })).toThrow(
      'too small for a receptive field of 65',
    );
  });
});
