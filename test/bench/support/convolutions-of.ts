import { InferenceSession, type Tensor } from 'onnxruntime-node';
import { GraphBuilder } from '../../../src/main/networks/onnx/graph-builder.ts';
import { encodeModel, readModel } from '../../../src/main/networks/onnx/model-file.ts';
import { elementTypes, type OnnxNode, type OnnxTensor } from '../../../src/main/networks/onnx/onnx-schema.ts';
import { noise, type BareConvolutions } from './bare-convolutions.ts';

/**
 * Makes one graph of the convolutions of any graph, with unchanged weights and nothing else: convolutions with inputs
 * of the same size share one input, and all results but one are unused. Convolutions that only average are omitted.
 *
 * @param graph with float32 weights as constants
 * @param feeds inputs for one run of the graph, to learn the sizes
 */
export async function convolutionsOf(
  graph: Uint8Array,
  feeds: InferenceSession.FeedsType,
): Promise<BareConvolutions> {
  const model = readModel(graph, 'The graph');
  const constants = new Map(model.graph.initializer.map((tensor) => [tensor.name ?? '', tensor]));
  const convolutions = model.graph.node.filter(
    ({ opType, input }) => opType === 'Conv' && !isAverage(constants.get(input[1] ?? '')),
  );
  const sizes = await sizesOf(model, convolutions, feeds);
  const bare = new GraphBuilder('bare');
  const inputs: Record<string, Tensor> = {};
  let multiplications = 0;
  let last: { name: string; dims: readonly number[] } = { name: '', dims: [] };
  for (const node of convolutions) {
    const taken = sizes.get(node.input[0] ?? '') ?? [];
    const given = sizes.get(node.output[0] ?? '') ?? [];
    const name = `input_${taken.join('_')}`;
    if (!(name in inputs)) inputs[bare.input(name, 'float', taken)] = noise(taken);
    const weights = node.input.slice(1).map((weight) => {
      const tensor = constants.get(weight);
      if (!tensor) throw new Error(`The weights ${weight} are no constants`);
      const own = bare.unique(weight);
      bare.appendConstant({ ...tensor, name: own });
      return own;
    });
    const output = bare.unique('convolved');
    bare.append({ ...node, input: [name, ...weights], output: [output], name: output });
    const kernel = constants.get(node.input[1] ?? '')?.dims ?? [];
    const positions = (given[2] ?? 0) * (given[3] ?? 0);
    multiplications += positions * kernel.reduce((product, side) => product * side, 1);
    last = { name: output, dims: given };
  }
  bare.output('output', last.name, 'float', last.dims);
  return { graph: bare.serialise(), feeds: inputs, multiplications };
}

/** Whether a kernel only averages, i.e. all its weights are equal. */
function isAverage(kernel: OnnxTensor | undefined): boolean {
  const bytes = Buffer.from(kernel?.rawData ?? []);
  const first = bytes.subarray(0, 4);
  for (let at = 0; at < bytes.length; at += 4) {
    if (!bytes.subarray(at, at + 4).equals(first)) return false;
  }
  return true;
}

/** Returns the shapes of the convolutions' inputs and outputs. */
async function sizesOf(
  model: ReturnType<typeof readModel>,
  convolutions: readonly OnnxNode[],
  feeds: InferenceSession.FeedsType,
): Promise<Map<string, readonly number[]>> {
  const names = [...new Set(convolutions.flatMap(({ input, output }) => [input[0] ?? '', output[0] ?? '']))];
  const given = new Set([...model.graph.output, ...model.graph.input].map(({ name }) => name));
  const output = names
    .filter((name) => !given.has(name))
    .map((name) => ({ name, type: { tensorType: { elemType: elementTypes.float } } }));
  const told = { ...model, graph: { ...model.graph, output: [...model.graph.output, ...output] } };
  const session = await InferenceSession.create(encodeModel(told));
  const values = await session.run(feeds);
  await session.release();
  return new Map(names.map((name) => [name, values[name]?.dims ?? feeds[name]?.dims ?? []]));
}
