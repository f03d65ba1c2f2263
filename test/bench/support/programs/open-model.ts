import { providerNameSchema } from '../../../../src/main/inference/provider-protocol.ts';
import { InferenceSession } from 'onnxruntime-node';
import { graphOptions } from '../../../../src/main/inference/graph-options.ts';
import type { OpenedModel } from '../opened-model.ts';
import { randomFrame } from '../random-model.ts';

/** Opens a model's file like the inspection process, runs frames, and prints time and memory: FILE SIDE PROVIDER. */
const [file = '', side = '', provider] = process.argv.slice(2);
const frame = randomFrame(Number(side));
const frames = 5;

const emptyBytes = process.memoryUsage.rss();
let before = performance.now();
const session = await InferenceSession.create(file, await graphOptions(providerNameSchema.parse(provider)));
const openMs = performance.now() - before;
before = performance.now();
await session.run(frame, ['score', 'map']);
const firstFrameMs = performance.now() - before;
for (let run = 1; run < frames; run++) await session.run(frame, ['score', 'map']);
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ openMs, firstFrameMs, emptyBytes, peakBytes } satisfies OpenedModel));
