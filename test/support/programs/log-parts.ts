import { noLine } from '../../../src/main/line/no-line.ts';
import { createSessionRepository } from '../../../src/main/inspection/session-repository.ts';
import { openDataServices } from '../data-services.ts';
import { openOutputs } from '../outputs.ts';
import { partResult } from '../part-result.ts';
import { inFirstLane } from '../first-lane.ts';

/** Logs good parts of a product with their messages for outputs until it is killed. */
const [home = '', productId = '', modelId = '', sessionId = '', limits = ''] = process.argv.slice(2);
const services = openDataServices(home);
const { outputs, recorder } = openOutputs(services);
createSessionRepository(services.database).insert({
  id: sessionId,
  productId,
  modelId,
  startedAt: 0,
  provider: 'cpu',
  refusedProviders: [],
  ...inFirstLane,
  trigger: 'free',
  source: { kind: 'watched-folder', folder: '/parts' },
  startedBy: 'local',
});
outputs.start(noLine);
for (let frameNumber = 0; ; frameNumber++) {
  const part = partResult({ sessionId, productId, modelId, frameNumber, name: `part ${frameNumber}` });
  await recorder.record({
    part: { ...part, thresholds: { ...part.thresholds, id: Number(limits) } },
    source: { kind: 'watched-folder', folder: '/parts' },
    picture: () => ({ width: 1, height: 1, channels: 3, data: new Uint8Array(3) }),
    map: { map: new Float32Array(1), width: 1, height: 1 },
  });
  if (frameNumber % 10 === 0) console.log(`logged ${frameNumber}`);
}
