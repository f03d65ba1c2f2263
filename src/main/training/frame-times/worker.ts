import { InferenceSession } from 'onnxruntime-node';
import type { Frame } from '../../../shared/domain/frame.ts';
import { timedSide } from '../../../shared/domain/predicted-times.ts';
import { median } from '../../../shared/domain/robust-deviation.ts';
import { workerPort } from '../../host/worker-port.ts';
import { decodeImage } from '../../images/decode-image.ts';
import { encodeJpeg, encodePng } from '../../images/encode-image.ts';
import { graphOptions } from '../../inference/graph-options.ts';
import { frameTensor } from '../../learning/run-graph.ts';
import { familyRegistry } from '../../families/registry.ts';
import { seededRandom } from '../../networks/random.ts';
import {
  toFrameTimeProbeSchema,
  type FromFrameTimeProbe,
  type MeasuredSpeed,
  type ToFrameTimeProbe,
} from './protocol.ts';

/** The trial's process: times a frame through a model of each preset with random weights, which takes as long as a trained model. */
const port = workerPort();
const runs = 5;
/** Time limit for one preset after its first frame, milliseconds. */
const budgetMs = 1500;
/** Size of a typical line camera's picture, pixels. */
const large = { width: 1600, height: 1200 };

port.onMessage((message) => {
  void timeAll(toFrameTimeProbeSchema.parse(message)).then((found) => tell({ kind: 'finished', ...found }));
});

function tell(message: FromFrameTimeProbe): void {
  port.send(message);
}

async function timeAll({ presets, backboneFile }: ToFrameTimeProbe): Promise<MeasuredSpeed> {
  const times: MeasuredSpeed['times'] = {};
  const total = presets.length + 1;
  let fastest: { readonly graph: Uint8Array; readonly milliseconds: number } | null = null;
  for (const [done, { family, preset }] of presets.entries()) {
    tell({ kind: 'progress', done, total, preset });
    try {
      const graph = await familyRegistry[family].randomModel(preset, { side: timedSide, backboneFile });
      const milliseconds = await timeFrame(graph, picture(timedSide, timedSide));
      times[preset] = milliseconds;
      if (fastest === null || milliseconds < fastest.milliseconds) fastest = { graph, milliseconds };
    } catch {
      // Only the family whose frozen network is missing gets no time.
    }
  }
  tell({ kind: 'progress', done: presets.length, total, preset: null });
  const frame = picture(large.width, large.height);
  const beyond = (large.width * large.height - timedSide ** 2) / 1e6;
  const resizing = fastest ? ((await timeFrame(fastest.graph, frame)) - fastest.milliseconds) / beyond : 0;
  const perMegapixel = async (run: () => Promise<unknown>): Promise<number> =>
    (await timeRuns(run)) / ((large.width * large.height) / 1e6);
  const [jpeg, png] = [await encodeJpeg(frame), await encodePng(frame)];
  return {
    times,
    pixels: {
      jpeg: await perMegapixel(() => decodeImage(jpeg, 'a picture')),
      png: await perMegapixel(() => decodeImage(png, 'a picture')),
      resizing: Math.max(0, resizing),
      showing: await perMegapixel(() => encodeJpeg(frame)),
    },
  };
}

/** Returns the median time of a few frames, without the first, which includes the set-up. */
async function timeFrame(graph: Uint8Array, picture: Frame): Promise<number> {
  const session = await InferenceSession.create(graph, await graphOptions('cpu'));
  const frame = frameTensor(picture);
  const milliseconds = await timeRuns(() => session.run({ frame }, ['score', 'map']));
  await session.release();
  return milliseconds;
}

async function timeRuns(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  const started = performance.now();
  for (let count = 0; count <= runs; count++) {
    const before = performance.now();
    await run();
    const taken = performance.now() - before;
    if (count > 0 || taken > budgetMs) times.push(taken);
    if (times.length > 0 && performance.now() - started > budgetMs) break;
  }
  return median(times);
}

/** Makes a picture with slow changes of brightness and some noise, like a photograph, since a decoder's time depends on the content. */
function picture(width: number, height: number): Frame {
  const random = seededRandom(1);
  const data = new Uint8Array(width * height * 3).map((_, index) => {
    const column = Math.floor(index / 3) % width;
    const row = Math.floor(index / 3 / width);
    return 120 + 60 * Math.sin(column / 90) * Math.cos(row / 70) + 16 * random.next();
  });
  return { width, height, data };
}
