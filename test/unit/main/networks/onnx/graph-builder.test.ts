import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../../../src/main/networks/onnx/graph-builder.ts';
import { mergeModel } from '../../../../../src/main/networks/onnx/merge-model.ts';
import { encodeModel, readModel } from '../../../../../src/main/networks/onnx/model-file.ts';
import { appendPreprocessing } from '../../../../../src/main/networks/onnx/preprocess.ts';
import { randomImage, relativeDifference, runGraph } from '../../../../support/networks/tensors.ts';

const backboneFile = new URL('../../../../../resources/backbone/efficientnet-lite0.onnx', import.meta.url);

describe('ONNX graphs', () => {
  it('never gives a name twice', () => {
    const graph = new GraphBuilder('names');
    const names = ['a', 'a', 'a_1', 'a', 'a_1'].map((name) => graph.unique(name));
    expect(new Set(names).size).toBe(names.length);
    graph.input('x', 'float', [1]);
    expect(() => graph.input('x', 'float', [1])).toThrow('already');
  });

  it('reads back what it has written', () => {
    const graph = new GraphBuilder('round trip');
    const x = graph.input('input', 'float', ['batch', 3]);
    const sum = graph.node('Add', [x, graph.constant('c', [3], Float32Array.of(1, 2, -3))]);
    const scaled = graph.node('LeakyRelu', [sum], { alpha: { float: 0.5 } });
    graph.output('output', scaled, 'float', ['batch', 3]);
    const model = graph.model({ purpose: 'test' });
    const read = readModel(encodeModel(model), 'the model');
    expect(read.metadataProps).toEqual([{ key: 'purpose', value: 'test' }]);
    expect(read.graph.node.map((node) => node.opType)).toEqual(['Add', 'LeakyRelu', 'Identity']);
    expect(read.graph.input).toEqual(model.graph.input);
    expect(encodeModel(read)).toEqual(encodeModel(model));
  });

  it('names a file that is no ONNX model', () => {
    expect(() => readModel(new TextEncoder().encode('not a model'), 'model.onnx')).toThrow(
      /^model\.onnx is damaged/,
    );
  });

  it('takes over a part of the backbone, and nothing else of it', async () => {
    const backbone = readModel(await readFile(backboneFile), 'backbone');
    const graph = new GraphBuilder('part');
    const image = graph.input('input', 'float', [1, 3, 64, 64]);
    const [value = ''] = mergeModel(graph, backbone, { prefix: 'p', inputs: { image }, values: ['stride8'] });
    graph.output('output', value, 'float', [1, 40, 8, 8]);
    const part = graph.serialise();
    expect(part.length).toBeLessThan(1_000_000);

    const input = randomImage(64, 64, 2);
    const found = await runGraph(part, input);
    const session = await InferenceSession.create(await readFile(backboneFile));
    const { stride8 } = await session.run({ image: new Tensor('float32', input.data, [1, 3, 64, 64]) }, [
      'stride8',
    ]);
    await session.release();
    const expected = stride8?.data;
    if (!(expected instanceof Float32Array)) throw new TypeError('No output');
    expect(relativeDifference(found.data, expected)).toBeLessThan(1e-5);
  });

  it('names a value that the model to take over does not have', () => {
    const graph = new GraphBuilder('part');
    const model = new GraphBuilder('empty').model();
    expect(() => mergeModel(graph, model, { prefix: 'p', inputs: {}, values: ['depth'] })).toThrow(
      'named depth',
    );
  });
});

describe('preprocessing in the graph', () => {
  async function preprocess(frame: Uint8Array, height: number, width: number, size: [number, number]) {
    const graph = new GraphBuilder('preprocessing');
    const input = graph.input('frame', 'uint8', [1, 'height', 'width', 3]);
    const value = appendPreprocessing(graph, input, { height: size[0], width: size[1] });
    graph.output('input', value, 'float', [1, 3, ...size]);
    const session = await InferenceSession.create(graph.serialise());
    const outputs = await session.run({ frame: new Tensor('uint8', frame, [1, height, width, 3]) });
    await session.release();
    return outputs['input'];
  }

  it('normalises pixels to (x − 127) / 128, planes first', async () => {
    const frame = Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => [0, 127, 255][i % 3] ?? 0);
    const planes = await preprocess(frame, 32, 32, [32, 32]);
    expect(planes?.dims).toEqual([1, 3, 32, 32]);
    const values = [...(planes?.data ?? [])];
    expect(new Set(values.slice(0, 1024))).toEqual(new Set([-127 / 128]));
    expect(new Set(values.slice(1024, 2048))).toEqual(new Set([0]));
    expect(new Set(values.slice(2048))).toEqual(new Set([1]));
  });

  it('averages fine stripes when it shrinks a frame of any size, and does not alias', async () => {
    const [height, width] = [90, 200];
    const frame = Uint8Array.from({ length: height * width * 3 }, (_, i) =>
      Math.floor(i / 3) % 2 === 0 ? 0 : 254,
    );
    const planes = await preprocess(frame, height, width, [30, 40]);
    const values = [...(planes?.data ?? [])].filter((_, i) => i % 40 > 1 && i % 40 < 38);
    expect(planes?.dims).toEqual([1, 3, 30, 40]);
    expect(Math.max(...values.map((value) => Math.abs(Number(value))))).toBeLessThan(0.1);
  });
});
