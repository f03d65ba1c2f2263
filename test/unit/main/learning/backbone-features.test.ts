import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { openDenseFeatures, openEmbedding } from '../../../../src/main/learning/backbone-features.ts';
import { floatOutput } from '../../../../src/main/learning/run-graph.ts';
import { backbone } from '../../../support/teachers/small-pretraining.ts';

const side = 32;
/** Two pictures `[2, side, side, 3]`, a gradient and stripes. */
const pictures = Uint8Array.from({ length: 2 * side * side * 3 }, (_, i) =>
  i < side * side * 3 ? (i / (side * 3)) * 8 : 128 + 100 * Math.sin(i / 5),
);

describe('what the pretrained network says of pictures', () => {
  it('is its own embedding of each, where it is asked patch by patch', async () => {
    const features = await openEmbedding(backbone, { side, magnification: 1 });
    const ours = await features.run(pictures, 2);
    await features.release();
    expect(ours).toHaveLength(2 * features.channels);

    const planes = Float32Array.from({ length: pictures.length }, (_, i) => {
      const [picture, rest] = [Math.floor(i / (3 * side * side)), i % (3 * side * side)];
      const [channel, pixel] = [Math.floor(rest / (side * side)), rest % (side * side)];
      return ((pictures[(picture * side * side + pixel) * 3 + channel] ?? 0) - 127) / 128;
    });
    const session = await InferenceSession.create(backbone);
    const outputs = await session.run({ image: new Tensor('float32', planes, [2, 3, side, side]) }, [
      'embedding',
    ]);
    await session.release();
    const own = floatOutput(outputs, 'embedding');
    expect(Math.max(...own.map((value, i) => Math.abs(value - (ours[i] ?? NaN))))).toBeLessThan(1e-4);
  });

  it('has one row a position and differs between enlargements, where it is asked densely', async () => {
    const rows = async (magnification: number) => {
      const features = await openDenseFeatures(backbone, { side, grid: 8, magnification });
      const result = await features.run(pictures, 2);
      await features.release();
      expect(result).toHaveLength(2 * 8 * 8 * features.channels);
      return result;
    };
    expect(await rows(1)).not.toEqual(await rows(2));
  });

  it('is refused by name where the file is no such network', async () => {
    const asked = openEmbedding('gone.onnx', { side, magnification: 1 });
    await expect(asked).rejects.toMatchObject({ code: 'NO_TEACHER', message: /gone\.onnx/ });
  });
});
