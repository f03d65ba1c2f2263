import { mkdir } from 'node:fs/promises';
import { StationError } from '../../shared/domain/station-error.ts';
import { familyRegistry } from '../families/registry.ts';
import type { Host } from '../host/host.ts';
import type { NetworkPlaces } from '../learning/network-places.ts';
import type { TrainingOrder } from '../learning/training-order.ts';
import { trainOnDevice, type TrainingListener } from './train-on-device.ts';
import { cancellation } from './training-run.ts';

export interface TrainForOtherParts {
  readonly host: Host;
  readonly networks: NetworkPlaces;
}

/** An order without the paths of a machine's networks. */
export type OrderOfOther = Omit<TrainingOrder, keyof NetworkPlaces>;

/**
 * Runs another station's training order, with this machine's networks and an output folder on this machine.
 *
 * @throws StationError NO_TEACHER, CANCELLED, and the training's errors
 */
export async function trainForOther(
  { host, networks }: TrainForOtherParts,
  order: OrderOfOther,
  listener: TrainingListener,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) throw cancellation();
  const missing = await familyRegistry[order.family].missing(networks, order.preset, order.choices);
  if (missing !== null) throw new StationError('NO_TEACHER', missing);
  await mkdir(order.outputFolder, { recursive: true });
  const run = trainOnDevice(host, { ...order, ...networks }, listener);
  signal.addEventListener('abort', () => run.cancel(), { once: true });
  await run.finished;
}
