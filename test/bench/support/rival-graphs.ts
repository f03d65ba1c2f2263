import { GraphBuilder } from '../../../src/main/networks/onnx/graph-builder.ts';
import { appendFrame } from '../../../src/main/networks/onnx/preprocess.ts';
import { seededRandom } from '../../../src/main/networks/random.ts';

/*
 * Two published methods as graphs with random weights, which take as much time as trained ones:
 * `frame` uint8 `[1, H, W, 3]` → `score` and `map`.
 * Normalisations are folded into the convolutions, as an exporter does; both get the station's preprocessing.
 */

const random = seededRandom(11);

interface Convolution {
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly stride?: number;
  readonly padding?: number;
}

function convolve(
  graph: GraphBuilder,
  value: string,
  { input, output, kernel, stride = 1, padding = 0 }: Convolution,
): string {
  const shape = [output, input, kernel, kernel];
  const deviation = Math.sqrt(2 / (input * kernel * kernel));
  const weights = new Float32Array(output * input * kernel * kernel).map(() => random.normal() * deviation);
  return graph.node(
    'Conv',
    [
      value,
      graph.constant('kernel', shape, weights),
      graph.constant('bias', [output], new Float32Array(output)),
    ],
    {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      pads: [padding, padding, padding, padding],
    },
  );
}

const relu = (graph: GraphBuilder, value: string): string => graph.node('Relu', [value]);

/** Adds the frame's score and map from an anomaly map of any size. */
function finish(graph: GraphBuilder, map: string, side: number): Uint8Array {
  const sizes = graph.integers('map_size', [1, 1, side, side]);
  const full = graph.node('Resize', [map, '', '', sizes], { mode: 'linear' });
  const flat = graph.node('Reshape', [full, graph.integers('flat', [-1])]);
  graph.output('score', graph.node('ReduceMax', [flat], { keepdims: 1 }), 'float', [1]);
  graph.output('map', full, 'float', [1, 1, side, side]);
  return graph.serialise();
}

const channelAxis = (graph: GraphBuilder): string => graph.integers('channel_axis', [1]);

/** Adds the mean squared difference over channels, `[1, 1, h, w]`. */
function difference(graph: GraphBuilder, a: string, b: string): string {
  const gap = graph.node('Sub', [a, b]);
  return graph.node('ReduceMean', [graph.node('Mul', [gap, gap]), channelAxis(graph)], { keepdims: 1 });
}

/** ResNet-18 (He et al. 2016, table 1) up to its third stage; returns the outputs of stages 1 to 3. */
function resnet18(graph: GraphBuilder, image: string): string[] {
  let value = relu(graph, convolve(graph, image, { input: 3, output: 64, kernel: 7, stride: 2, padding: 3 }));
  value = graph.node('MaxPool', [value], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] });
  let channels = 64;
  return [64, 128, 256].map((output) => {
    for (const block of [0, 1]) {
      const stride = block === 0 && output !== channels ? 2 : 1;
      const first = convolve(graph, value, { input: channels, output, kernel: 3, stride, padding: 1 });
      const second = convolve(graph, relu(graph, first), { input: output, output, kernel: 3, padding: 1 });
      const shortcut =
        stride === 1 ? value : convolve(graph, value, { input: channels, output, kernel: 1, stride });
      value = relu(graph, graph.node('Add', [second, shortcut]));
      channels = output;
    }
    return value;
  });
}

/**
 * A ResNet-18 pair matched at three layers (Wang et al., Student-Teacher Feature Pyramid Matching, BMVC 2021): features
 * of unit length, half their squared difference, layer maps resized to the frame and multiplied.
 */
export function resnetPair(side: number): Uint8Array {
  const graph = new GraphBuilder('resnet_pair');
  const image = appendFrame(graph, [side, side]);
  const [teacher, student] = [resnet18(graph, image), resnet18(graph, image)];
  const sizes = graph.integers('frame_size', [1, 1, side, side]);
  const unit = (value: string): string => {
    const length = graph.node('ReduceL2', [value, channelAxis(graph)], { keepdims: 1 });
    return graph.node('Div', [value, length]);
  };
  const maps = teacher.map((value, level) => {
    const gap = graph.node('Sub', [unit(value), unit(student[level] ?? '')]);
    const squared = graph.node('ReduceSumSquare', [gap, channelAxis(graph)], { keepdims: 1 });
    const half = graph.node('Mul', [squared, graph.scalar('half', 0.5)]);
    return graph.node('Resize', [half, '', '', sizes], { mode: 'linear' });
  });
  const product = maps.reduce((all, map) => graph.node('Mul', [all, map]));
  return finish(graph, product, side);
}

/** The patch description network PDN-S (Batzner et al., EfficientAD, WACV 2024, table 6): 256×256 → 64×64. */
function patchDescription(graph: GraphBuilder, image: string, output: number): string {
  const pool = (value: string): string =>
    graph.node('AveragePool', [value], {
      kernel_shape: [2, 2],
      strides: [2, 2],
      pads: [1, 1, 1, 1],
      count_include_pad: 1,
    });
  let value = relu(graph, convolve(graph, image, { input: 3, output: 128, kernel: 4, padding: 3 }));
  value = relu(graph, convolve(graph, pool(value), { input: 128, output: 256, kernel: 4, padding: 3 }));
  value = relu(graph, convolve(graph, pool(value), { input: 256, output: 256, kernel: 3, padding: 1 }));
  return convolve(graph, value, { input: 256, output, kernel: 4 });
}

/** The autoencoder of EfficientAD (its table 8): 256×256 → 384 channels of 64×64. */
function autoencoder(graph: GraphBuilder, image: string): string {
  let value = image;
  let input = 3;
  for (const output of [32, 32, 64, 64, 64]) {
    value = relu(graph, convolve(graph, value, { input, output, kernel: 4, stride: 2, padding: 1 }));
    input = output;
  }
  value = convolve(graph, value, { input, output: 64, kernel: 8 });
  for (const side of [3, 8, 15, 32, 63, 127]) {
    value = relu(
      graph,
      convolve(graph, enlarge(graph, value, side), { input: 64, output: 64, kernel: 4, padding: 2 }),
    );
  }
  value = convolve(graph, enlarge(graph, value, 64), { input: 64, output: 64, kernel: 3, padding: 1 });
  return convolve(graph, relu(graph, value), { input: 64, output: 384, kernel: 3, padding: 1 });
}

function enlarge(graph: GraphBuilder, value: string, side: number): string {
  return graph.node('Resize', [value, '', '', graph.integers('side', [1, 64, side, side])], {
    mode: 'linear',
  });
}

/** EfficientAD-S (Batzner et al., WACV 2024) for frames of 256×256: teacher, student with twice the channels, autoencoder. */
export function efficientAdSmall(): Uint8Array {
  const side = 256;
  const graph = new GraphBuilder('efficientad_s');
  const image = appendFrame(graph, [side, side]);
  const teacher = patchDescription(graph, image, 384);
  const student = patchDescription(graph, image, 768);
  const halves = graph.unique('teacher_half');
  const other = graph.unique('autoencoder_half');
  graph.append({
    opType: 'Split',
    input: [student, graph.integers('halves', [384, 384])],
    output: [halves, other],
    name: halves,
    attribute: [{ name: 'axis', type: 2, i: 1 }],
  });
  const local = difference(graph, teacher, halves);
  const global = difference(graph, autoencoder(graph, image), other);
  const sum = graph.node('Add', [local, global]);
  return finish(graph, graph.node('Mul', [sum, graph.scalar('half', 0.5)]), side);
}
