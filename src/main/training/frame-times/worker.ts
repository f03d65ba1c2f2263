import { InferenceSession } from 'onnxruntime-node';
import { median } from '../../../shared/domain/robust-deviation.ts';
import { workerPort } from '../../host/worker-port.ts';
import { graphOptions } from '../../inference/graph-options.ts';
import { frameTensor } from '../../learning/run-graph.ts';
import { familyRegistry } from '../../families/registry.ts';
import { toFrameTimeProbeSchema, type FrameTimesByPreset, type ToFrameTimeProbe } from './protocol.ts';

/** The trial process: times a frame through a model of each preset with random weights, which costs what a trained one costs. */
const port = workerPort();
const side = 256;
const runs = 5;
/** What one preset may take beyond its first frame. */
const budgetMs = 1500;

port.onMessage((message) => {
  void timeAll(toFrameTimeProbeSchema.parse(message)).then((times) => port.send({ times }));
});

async function timeAll({ presets, backboneFile }: ToFrameTimeProbe): Promise<FrameTimesByPreset> {
  const times: FrameTimesByPreset = {};
  for (const { family, preset } of presets) {
    try {
      times[preset] = await timeFrame(
        await familyRegistry[family].randomModel(preset, { side, backboneFile }),
      );
    } catch {
      // A family whose frozen network is missing has no time; the others have.
    }
  }
  return times;
}

/** The median of a few frames, the first left out: it sets things up. */
async function timeFrame(graph: Uint8Array): Promise<number> {
  const session = await InferenceSession.create(graph, await graphOptions('cpu'));
  const data = new Uint8Array(side * side * 3).map((_, index) => (index * 37) % 251);
  const frame = frameTensor({ width: side, height: side, data });
  const times: number[] = [];
  const started = performance.now();
  for (let run = 0; run <= runs; run++) {
    const before = performance.now();
    await session.run({ frame }, ['score', 'map']);
    const taken = performance.now() - before;
    if (run > 0 || taken > budgetMs) times.push(taken);
    if (times.length > 0 && performance.now() - started > budgetMs) break;
  }
  await session.release();
  return median(times);
}
