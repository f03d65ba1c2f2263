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

/** An order without the places of a machine's networks. */
export type OrderOfOther = Omit<TrainingOrder, keyof NetworkPlaces>;

/**
 * Trains what another station ordered: the order's folder is on this machine, the networks are this machine's.
 *
 * @throws StationError NO_TEACHER, CANCELLED, and as the training fails
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
