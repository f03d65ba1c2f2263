import { Tensor } from 'onnxruntime-node';
import { densePlan, type DenseOp } from '../../../src/main/families/patch/graph/dense-plan.ts';
import { GraphBuilder } from '../../../src/main/networks/onnx/graph-builder.ts';
import { seededRandom } from '../../../src/main/networks/random.ts';
import { randomScales, type ModelShape } from '../../../src/main/families/patch/random-model.ts';

/** A model's convolutions and nothing else. */
export interface BareConvolutions {
  readonly graph: Uint8Array;
  readonly feeds: Readonly<Record<string, Tensor>>;
  /** Number of multiplications, each with its addition. */
  readonly multiplications: number;
}

/**
 * Makes one graph of a model's convolutions, without activations, pools, borders and scores. Convolutions with inputs
 * of the same size share one input, and all results but one are unused, so that layout changes take hardly any time and
 * only the arithmetic remains.
 */
export function bareConvolutions(shape: ModelShape): BareConvolutions {
  const graph = new GraphBuilder('bare');
  const feeds: Record<string, Tensor> = {};
  let multiplications = 0;
  let last = { name: '', dims: new Array<number>() };
  const input = (dims: readonly number[]): string => {
    const name = `input_${dims.join('_')}`;
    if (!(name in feeds)) feeds[graph.input(name, 'float', dims)] = noise(dims);
    return name;
  };

  for (const { teacher, students } of randomScales(shape)) {
    const plan = densePlan(teacher.spec, teacher.stride, { height: shape.side, width: shape.side });
    const { top, bottom } = plan.padding;
    for (const weights of [teacher.weights, ...students]) {
      let dims = [1, 3, shape.side + top + bottom, shape.side + top + bottom];
      for (const op of plan.ops) {
        const [, inputs = 0, side = 0] = dims;
        const next = (side - reach(op) - 1) / op.stride;
        const [rows, channels] = [Math.floor(next) + 1, op.kind === 'pool' ? inputs : op.channels];
        if (op.kind === 'convolution') {
          const layer = weights[op.index];
          if (!layer) throw new RangeError(`No weights for convolution ${op.index}`);
          const kernelShape = [channels, inputs, op.kernel, op.kernel];
          const pair = (n: number) => [n, n];
          const name = graph.node(
            'Conv',
            [
              input(dims),
              graph.constant('kernel', kernelShape, layer.kernel),
              graph.constant('bias', [channels], layer.bias),
            ],
            {
              kernel_shape: pair(op.kernel),
              strides: pair(op.stride),
              dilations: pair(op.dilation),
            },
          );
          multiplications += rows * rows * layer.kernel.length;
          last = { name, dims: [1, channels, rows, rows] };
        }
        dims = [1, channels, rows, rows];
      }
    }
  }
  graph.output('output', last.name, 'float', last.dims);
  return { graph: graph.serialise(), feeds, multiplications };
}

/** Returns the extent of an operation's kernel: cells from the first to the last. */
function reach(op: DenseOp): number {
  return ((op.kind === 'pool' ? 2 : op.kernel) - 1) * op.dilation;
}

/** Makes values between −1 and 1; the same for equal numbers of dimensions. */
export function noise(dims: readonly number[]): Tensor {
  const random = seededRandom(dims.length);
  const length = dims.reduce((product, side) => product * side, 1);
  return new Tensor(
    'float32',
    new Float32Array(length).map(() => 2 * random.next() - 1),
    dims,
  );
}
