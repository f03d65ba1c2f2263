import { InferenceSession } from 'onnxruntime-node';
import { outputStrides } from '../../src/main/networks/families/patch/dense-plan.ts';
import { modelGraph } from '../../src/main/networks/families/patch/model-graph.ts';
import {
  kernelShapes,
  patchNetworkSpec,
  receptiveFields,
} from '../../src/main/networks/families/patch/spec.ts';
import { wholePicture } from '../../src/shared/domain/region.ts';
import { initialWeights } from '../../src/main/networks/weights.ts';
import { frameTensor } from '../../src/main/training/example-source.ts';

/**
 * Time of one 256×256 frame from uint8 pixels to score and map, compact networks, three students, by receptive
 * field and stride. Random weights: they cost what trained ones cost. Prints a table on stderr, JSON on stdout.
 */
const students = 3;
const warmUps = 3;
const runs = 20;
const size = 256;

async function measure(
  receptiveField: (typeof receptiveFields)[number],
  stride: (typeof outputStrides)[number],
) {
  const spec = patchNetworkSpec(receptiveField, 'compact');
  const weights = (seed: number) => initialWeights(kernelShapes(spec), seed);
  const cells = Math.ceil(size / stride) ** 2;
  const ordinary = { mean: new Float32Array(cells), deviation: new Float32Array(cells).fill(1) };
  const graph = modelGraph(
    [
      {
        teacher: { spec, weights: weights(0), stride, size: [size, size] },
        moments: {
          mean: new Float64Array(spec.descriptorSize),
          deviation: new Float64Array(spec.descriptorSize).fill(1),
        },
        students: Array.from({ length: students }, (_, index) => weights(index + 1)),
        normalisation: { regressionError: ordinary, predictiveUncertainty: ordinary },
      },
    ],
    {
      smoothing: 4,
      topShare: 0.03,
      limits: { score: 0.5, map: 0.5 },
      area: wholePicture,
    },
    {},
  );
  const session = await InferenceSession.create(graph);
  const frame = frameTensor({ width: size, height: size, data: new Uint8Array(size * size * 3).fill(99) });
  const times: number[] = [];
  for (let run = 0; run < warmUps + runs; run++) {
    const started = performance.now();
    await session.run({ frame });
    if (run >= warmUps) times.push(performance.now() - started);
  }
  await session.release();
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Number((sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2));
  return { receptiveField, stride, students, p50: at(0.5), p95: at(0.95) };
}

const results = [];
process.stderr.write('p    stride  p50 ms   p95 ms\n');
for (const receptiveField of receptiveFields) {
  for (const stride of outputStrides.filter((value) => value >= 4)) {
    const result = await measure(receptiveField, stride);
    results.push(result);
    process.stderr.write(
      `${String(receptiveField).padEnd(5)}${String(stride).padEnd(8)}${String(result.p50).padEnd(9)}${result.p95}\n`,
    );
  }
}
process.stdout.write(`${JSON.stringify({ benchmark: 'frame', size, results })}\n`);
