import { constants } from 'node:os';
import { setImmediate as immediate } from 'node:timers/promises';
import { longestSaid, type DeviceUsed } from '../../shared/contract/training-device.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { takeLowPriority } from '../host/low-priority.ts';
import { toldFailure } from '../host/told-failure.ts';
import { workerPort } from '../host/worker-port.ts';
import { familyRegistry } from '../families/registry.ts';
import { isOutOfMemory } from '../learning/gpu.ts';
import type { TensorFlow } from '../networks/tensorflow/load-tensorflow.ts';
import { openDevice, planDevice } from '../learning/training-device.ts';
import { withAlignment } from '../learning/with-alignment.ts';
import { learnSampleBits, sampleBitsOfModel } from '../learning/sample-rule.ts';
import { toTrainingWorkerSchema, type FromTrainingWorker } from './protocol.ts';
import type { TrainingHooks } from '../learning/training-hooks.ts';
import type { TrainingOrder } from '../learning/training-order.ts';

/** The training process. It gets one order, then the station ends it. */
const port = workerPort();
// Not the lowest priority: the line goes first, but somebody waits for the training, also while the line keeps the processor busy.
takeLowPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const cancellation = new AbortController();

function send(message: FromTrainingWorker): void {
  port.send(message);
}

async function train(order: TrainingOrder): Promise<FromTrainingWorker> {
  const state: { device: DeviceUsed['device'] } = { device: 'cpu' };
  const tell = (used: DeviceUsed): void => {
    state.device = used.device;
    send({ kind: 'device', used });
  };
  async function tensorFlow(): Promise<TensorFlow> {
    const planned = planDevice(order.choices.device);
    tell(planned);
    // Waits until the message is sent, because loading the library may end this process.
    await immediate();
    const { tf, used } = openDevice(planned);
    if (used !== planned) tell(used);
    return tf;
  }
  try {
    const hooks: TrainingHooks = {
      signal: cancellation.signal,
      onProgress: (phase, progress, etaSeconds) => send({ kind: 'progress', phase, progress, etaSeconds }),
      onLoss: (point) => send({ kind: 'loss', point }),
    };
    const prepared = await withAlignment(await withSampleBits(order), hooks.signal);
    const card = await familyRegistry[order.family].train(prepared, hooks, tensorFlow);
    return { kind: 'completed', card };
  } catch (error) {
    const said = messageOf(error);
    if (state.device === 'gpu' && isOutOfMemory(said)) {
      return { kind: 'gpu-full', said: said.slice(0, longestSaid) };
    }
    if (error instanceof StationError && error.code === 'CANCELLED') return { kind: 'cancelled' };
    if (error instanceof StationError) return { kind: 'failed', ...toldFailure(error) };
    return { kind: 'failed', code: 'WORKER_FAILED', message: `The training failed: ${said}` };
  }
}

/** Adds the rule for reading 16-bit pictures to the order: that of an extended model, else one learnt from the images. */
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
