import protobuf from 'protobufjs';
import { GraphBuilder } from '../../src/main/networks/onnx/graph-builder.ts';
import { modelType } from '../../src/main/networks/onnx/onnx-schema.ts';

/** The ONNX format with the additional field that control flow needs. */
const root = protobuf.Root.fromJSON(modelType.root.toJSON());
root.lookupType('AttributeProto').add(new protobuf.Field('g', 6, 'GraphProto'));
const wholeModel = root.lookupType('ModelProto');
const [float, graphAttribute, int64, bool] = [1, 5, 7, 9];

const value = (name: string, elemType: number, shape: number[] = []) => ({
  name,
  type: { tensorType: { elemType, shape: { dim: shape.map((dimValue) => ({ dimValue })) } } },
});

/** Makes a valid graph `[1, side, side, 3]` → score and map that counts its score up in a loop of that many turns. */
export function loopingGraph(turns: number, side: number): Uint8Array {
  const builder = frameAndMap(side);
  const count = builder.constant('turns', [], BigInt64Array.of(BigInt(turns)));
  const start = builder.constant('start', [1], Float32Array.of(0));
  const model = builder.model();
  const body = {
    name: 'body',
    node: [
      { input: ['go'], output: ['go_on'], opType: 'Identity' },
      { input: ['sum', 'sum'], output: ['next'], opType: 'Add' },
    ],
    input: [value('turn', int64), value('go', bool), value('sum', float, [1])],
    output: [value('go_on', bool), value('next', float, [1])],
  };
  const loop = {
    input: [count, '', start],
    output: ['score'],
    opType: 'Loop',
    attribute: [{ name: 'body', type: graphAttribute, g: body }],
  };
  return withScore({ ...model, graph: { ...model.graph, node: [...model.graph.node, loop] } });
}

/** Makes a valid graph that fills that many bytes for its score. */
export function fillingGraph(bytes: number, side: number): Uint8Array {
  const builder = frameAndMap(side);
  // The size depends on the picture, so that the graph fills no memory before a picture comes.
  const one = builder.node('ReduceMax', [builder.node('Shape', ['map'])]);
  const size = builder.node('Mul', [
    builder.node('Div', [one, one]),
    builder.integers('floats', [Math.round(bytes / 4)]),
  ]);
  const filled = builder.node('ConstantOfShape', [size]);
  const sum = builder.node('ReduceSum', [filled, builder.integers('axes', [0])]);
  const model = builder.model();
  const score = { input: [sum], output: ['score'], opType: 'Identity' };
  return withScore({ ...model, graph: { ...model.graph, node: [...model.graph.node, score] } });
}

function frameAndMap(side: number): GraphBuilder {
  const builder = new GraphBuilder('hostile');
  const frame = builder.input('frame', 'uint8', [1, 'height', 'width', 3]);
  const floats = builder.node('Cast', [frame], { to: float });
  const mean = builder.node('ReduceMean', [floats, builder.integers('channels', [3])], { keepdims: 0 });
  const map = builder.node('Unsqueeze', [mean, builder.integers('axis', [1])]);
  builder.output('map', map, 'float', [1, 1, side, side]);
  return builder;
}

interface AnyModel {
  readonly graph: { readonly node: readonly unknown[]; readonly output: readonly unknown[] };
}

function withScore(model: AnyModel): Uint8Array {
  const { graph } = model;
  const output = [...graph.output, value('score', float, [1])];
  return wholeModel.encode(wholeModel.create({ ...model, graph: { ...graph, output } })).finish();
}
