import { takeLowPriority } from '../../host/low-priority.ts';
import { toldFailure } from '../../host/told-failure.ts';
import { workerPort } from '../../host/worker-port.ts';
import { alignmentOfImages } from '../../learning/learn-from-images.ts';
import { toPartSpreadSchema, type FromPartSpread } from './protocol.ts';

/** The process that measures how far good parts' positions differ. It gets one order, then the station ends it. */
const port = workerPort();
const send = (message: FromPartSpread): void => port.send(message);

async function find(message: unknown): Promise<void> {
  const { images, area } = toPartSpreadSchema.parse(message);
  // Inspections and trainings go first.
  takeLowPriority();
  const { alignment, why } = await alignmentOfImages(images, area, () => undefined);
  send({ kind: 'found', found: { spread: alignment?.spread ?? null, why } });
}

port.onMessage((message) => {
  void find(message).catch((error: unknown) => send({ kind: 'failed', ...toldFailure(error) }));
});
