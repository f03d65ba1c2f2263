import { densePlan } from '../../src/main/families/patch/graph/dense-plan.ts';
import { kernelShapes, patchNetworkSpec } from '../../src/main/families/patch/graph/spec.ts';
import { leakySlope } from '../../src/main/networks/operations.ts';
import { appendSmoothing, appendUpsampling } from '../../src/main/networks/onnx/anomaly-score.ts';
import { appendAveraged } from '../../src/main/networks/onnx/backbone.ts';
import { GraphBuilder } from '../../src/main/networks/onnx/graph-builder.ts';
import { seededRandom } from '../../src/main/networks/random.ts';
import { Tensor } from 'onnxruntime-node';
import { compareGraphs, type GraphVariant } from './support/compare-graphs.ts';
import { benchOptions } from './support/options.ts';
import { milliseconds, report, say } from './support/report.ts';
import { requireProvider } from './support/sessions.ts';

/**
 * Compares forms of the same arithmetic: the squared norm of descriptors, a map's blur and enlargement, averages over
 * cells, and four networks (teacher and three students) as separate networks or as one network of grouped convolutions.
 * The first form of each group is ONNX's own.
 */
const { provider, effort, quick } = benchOptions();
await requireProvider(provider);
const components = 64;
const side = quick ? 64 : 256;
const random = seededRandom(1);
const noise = (length: number): Float32Array => new Float32Array(length).map(() => 0.1 * random.normal());

function tensor(dims: readonly number[]): Tensor {
  return new Tensor('float32', noise(dims.reduce((product, dim) => product * dim, 1)), dims);
}

type Norm = (graph: GraphBuilder, squaresOf: string) => string;

const norms: Readonly<Record<string, Norm>> = {
  ReduceSumSquare: (graph, x) => graph.node('ReduceSumSquare', [x, graph.integers('axis', [1])]),
  'Mul, ReduceSum': (graph, x) =>
    graph.node('ReduceSum', [graph.node('Mul', [x, x]), graph.integers('axis', [1])]),
  'Mul, Conv with ones': (graph, x) => {
    const ones = graph.constant('ones', [1, components, 1, 1], new Float32Array(components).fill(1));
    return graph.node('Conv', [graph.node('Mul', [x, x]), ones], { kernel_shape: [1, 1] });
  },
  'Mul, MatMul with ones (used)': (graph, x) => {
    const matrix = graph.integers('as_matrix', [components, side * side]);
    const rows = graph.node('Reshape', [graph.node('Mul', [x, x]), matrix]);
    const ones = graph.constant('ones', [1, components], new Float32Array(components).fill(1));
    const sums = graph.node('MatMul', [ones, rows]);
    return graph.node('Reshape', [sums, graph.integers('as_map', [1, 1, side, side])]);
  },
};

function normVariant([name, norm]: readonly [string, Norm]): GraphVariant {
  const graph = new GraphBuilder('norm');
  const x = graph.input('x', 'float', [1, components, side, side]);
  graph.output('norm', norm(graph, x), 'float', [1, 1, side, side]);
  return { name, graph: graph.serialise(), feeds: { x: tensor([1, components, side, side]) } };
}

/** A map of one channel, blurred and enlarged fourfold, after a convolution as in a model. */
const mapForms: Readonly<Record<string, (graph: GraphBuilder, map: string) => string>> = {
  'blur by Conv, Resize': (graph, map) => {
    const pads = graph.integers('pads', [0, 0, 3, 3, 0, 0, 3, 3]);
    const bell = new Float32Array(7).fill(1 / 7);
    const padded = graph.node('Pad', [map, pads], { mode: 'edge' });
    const rows = graph.node('Conv', [padded, graph.constant('rows', [1, 1, 7, 1], bell)]);
    const blurred = graph.node('Conv', [rows, graph.constant('columns', [1, 1, 1, 7], bell)]);
    const sizes = graph.integers('sizes', [1, 1, side, side]);
    return graph.node('Resize', [blurred, '', '', sizes], { mode: 'linear' });
  },
  'blur and enlargement by MatMul (used)': (graph, map) => {
    const grid = [side / 4, side / 4] as const;
    const blurred = appendSmoothing(graph, map, grid, 1);
    return appendUpsampling(graph, blurred, grid, [side, side], 'centre');
  },
};

function mapVariant([name, form]: readonly [string, (typeof mapForms)[string]]): GraphVariant {
  const graph = new GraphBuilder('map');
  const x = graph.input('x', 'float', [1, 1, side / 4, side / 4]);
  graph.output('map', form(graph, x), 'float', [1, 1, side, side]);
  return { name, graph: graph.serialise(), feeds: { x: tensor([1, 1, side / 4, side / 4]) } };
}

/** The averages over 3×3 cells of the pretrained network's stride-4 features, after a convolution as in that network. */
function averageVariant(
  name: string,
  append: (graph: GraphBuilder, features: string) => string,
): GraphVariant {
  const channels = 24;
  const graph = new GraphBuilder('average');
  const x = graph.input('x', 'float', [1, channels, side / 4, side / 4]);
  const kernel = graph.constant('kernel', [channels, channels, 1, 1], noise(channels ** 2));
  const averaged = append(graph, graph.node('Conv', [x, kernel], { kernel_shape: [1, 1] }));
  graph.output('averages', averaged, 'float', [1, channels, side / 4, side / 4]);
  return { name, graph: graph.serialise(), feeds: { x: tensor([1, channels, side / 4, side / 4]) } };
}

/** `networks` p = 33 networks with random weights over an image with its borders. */
function ensembleVariant(name: string, networks: number, grouped: boolean): GraphVariant {
  const spec = patchNetworkSpec(33, 'compact');
  const plan = densePlan(spec, 4, { height: 256, width: 256 });
  const shapes = kernelShapes(spec);
  const sideWithBorders = 256 + plan.padding.top + plan.padding.bottom;
  const graph = new GraphBuilder('ensemble');
  const x = graph.input('x', 'float', [1, 3, sideWithBorders, sideWithBorders]);
  const chain = (groups: number): string =>
    plan.ops.reduce((value, op) => {
      const pair = (n: number) => [n, n];
      if (op.kind === 'pool') {
        const attributes = { kernel_shape: pair(2), strides: pair(op.stride), dilations: pair(op.dilation) };
        return graph.node('MaxPool', [value], attributes);
      }
      const [height, width, input, output] = shapes[op.index] ?? [1, 1, 1, 1];
      const channels = output * groups;
      const kernel = graph.constant(
        'kernel',
        [channels, input, height, width],
        noise(channels * input * height * width),
      );
      const convolved = graph.node(
        'Conv',
        [value, kernel, graph.constant('bias', [channels], noise(channels))],
        {
          kernel_shape: [height, width],
          strides: pair(op.stride),
          dilations: pair(op.dilation),
          group: op.index === 0 ? 1 : groups,
        },
      );
      return op.activation === 'linear'
        ? convolved
        : graph.node('LeakyRelu', [convolved], { alpha: { float: leakySlope } });
    }, x);
  const outputs = grouped ? [chain(networks)] : Array.from({ length: networks }, () => chain(1));
  const first = (value: string): string =>
    graph.node('Slice', [
      value,
      graph.integers('from', [0]),
      graph.integers('to', [1]),
      graph.integers('rows', [2]),
    ]);
  const rows = outputs.map(first);
  const joined = rows.length === 1 ? (rows[0] ?? '') : graph.node('Concat', rows, { axis: 1 });
  graph.output('descriptors', joined, 'float', [1, networks * spec.descriptorSize, 1, 'width']);
  return { name, graph: graph.serialise(), feeds: { x: tensor([1, 3, sideWithBorders, sideWithBorders]) } };
}

const groups = [
  Object.entries(norms).map(normVariant),
  Object.entries(mapForms).map(mapVariant),
  [
    averageVariant('average by AveragePool', (graph, features) =>
      graph.node('AveragePool', [features], {
        kernel_shape: [3, 3],
        pads: [1, 1, 1, 1],
        count_include_pad: 1,
      }),
    ),
    averageVariant('average by Conv of each channel (used)', (graph, features) =>
      appendAveraged(graph, features, 24, 'zero'),
    ),
  ],
  [
    ensembleVariant('four networks one by one (used)', 4, false),
    ensembleVariant('four networks as grouped convolutions', 4, true),
  ],
];
const results = [];
for (const variants of groups) {
  say(variants.map(({ name }) => name).join(', '));
  const compared = await compareGraphs(variants, provider, effort);
  results.push(...compared.map((times, at) => ({ form: variants[at]?.name ?? '', ...times })));
}
report({
  benchmark: 'forms',
  settings: { provider, components, side },
  results,
  table: {
    head: ['Form', 'p50, ms', 'p95, ms', 'Processor, ms', 'By the clock', 'Processor time'],
    rows: results.map(({ form, p50, p95, processor, ratioByClock, ratioOfProcessorTime }) => [
      form,
      ...[p50, p95, processor].map(milliseconds),
      ...[ratioByClock, ratioOfProcessorTime].map((ratio) => `× ${ratio.toFixed(2)}`),
    ]),
  },
});
