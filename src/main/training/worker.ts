import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { workerPort } from '../host/worker-port.ts';
import { familyRegistry } from '../families/registry.ts';
import { learnSampleBits, sampleBitsOfModel } from '../learning/sample-rule.ts';
import { toTrainingWorkerSchema, type FromTrainingWorker } from './protocol.ts';
import type { TrainingOrder } from '../learning/training-order.ts';

/** The training process: one order, then it is ended by the station. */
const port = workerPort();
const cancellation = new AbortController();

function send(message: FromTrainingWorker): void {
  port.send(message);
}

async function train(order: TrainingOrder): Promise<FromTrainingWorker> {
  try {
    const card = await familyRegistry[order.family].train(await withSampleBits(order), {
      signal: cancellation.signal,
      onProgress: (phase, progress, etaSeconds) => send({ kind: 'progress', phase, progress, etaSeconds }),
      onLoss: (point) => send({ kind: 'loss', point }),
    });
    return { kind: 'completed', card };
  } catch (error) {
    if (error instanceof StationError && error.code === 'CANCELLED') return { kind: 'cancelled' };
    if (error instanceof StationError) return { kind: 'failed', code: error.code, message: error.message };
    return { kind: 'failed', code: 'WORKER_FAILED', message: `The training failed: ${messageOf(error)}` };
  }
}

/** The order with the rule by which 16-bit pictures are read: of a model that is extended, else learnt from the images. */
async function withSampleBits(order: TrainingOrder): Promise<TrainingOrder> {
  const { images, extendedModelFolder } = order;
  const sampleBits = await (extendedModelFolder === null
    ? learnSampleBits(images)
    : sampleBitsOfModel(extendedModelFolder));
  return sampleBits === null
    ? order
    : { ...order, images: images.map((image) => ({ ...image, sampleBits })) };
}

port.onMessage((message) => {
  const parsed = toTrainingWorkerSchema.safeParse(message);
  if (!parsed.success) {
    send({ kind: 'failed', code: 'BAD_INPUT', message: `Unknown order: ${parsed.error.message}` });
  } else if (parsed.data.kind === 'cancel') {
    cancellation.abort();
  } else {
    void train(parsed.data.order).then(send);
  }
});
send({ kind: 'ready' });
