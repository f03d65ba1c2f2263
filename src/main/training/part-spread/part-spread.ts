import type { PartSpreadFound } from '../../../shared/contract/part-spread.ts';
import type { Product } from '../../../shared/contract/products.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { Host } from '../../host/host.ts';
import { runOnce } from '../../host/run-once.ts';
import { failureTold } from '../../host/told-failure.ts';
import { minimumImages } from '../../learning/split.ts';
import type { TrainingImage } from '../../learning/training-image.ts';
import { fromPartSpreadSchema, type ToPartSpread } from './protocol.ts';

export interface PartSpreadParts {
  readonly host: Pick<Host, 'forkWorker'>;
  readonly products: { get(id: string): Pick<Product, 'area'> };
  readonly datasets: { imagesForTraining(productId: string): readonly TrainingImage[] };
}

/** A finished or running measurement of a product's images. */
interface Known {
  /** Key of the images and the area that were measured. */
  readonly key: string;
  readonly found: Promise<PartSpreadFound>;
}

/** Measures how far the positions of a product's good parts differ, once for the same images, in a process of its own. */
export function createPartSpread({ host, products, datasets }: PartSpreadParts) {
  const latest = new Map<string, Known>();
  const closing = new AbortController();

  return {
    /**
     * @returns null if there are too few good images for a training
     * @throws StationError NOT_FOUND, WORKER_FAILED, CANCELLED
     */
    async find(productId: string): Promise<PartSpreadFound | null> {
      const { area } = products.get(productId);
      const images = [...datasets.imagesForTraining(productId)];
      if (images.length < minimumImages) return null;
      const key = JSON.stringify([area, images.map(({ sha256 }) => sha256)]);
      const known = latest.get(productId);
      if (known?.key === key) return known.found;
      const found = look(host, { images, area }, closing.signal);
      latest.set(productId, { key, found });
      // A failure is not remembered, so the next call measures again.
      found.catch(() => latest.get(productId)?.found === found && latest.delete(productId));
      return found;
    },

    /** Ends running measurements. */
    close: (): void => closing.abort(),
  };
}

function look(
  host: PartSpreadParts['host'],
  order: ToPartSpread,
  signal: AbortSignal,
): Promise<PartSpreadFound> {
  return runOnce<PartSpreadFound>({
    host,
    program: 'part-spread',
    order,
    signal,
    onMessage(message, { resolve, reject }) {
      const said = fromPartSpreadSchema.parse(message);
      if (said.kind === 'found') resolve(said.found);
      else {
        const message = `The images could not be compared: ${said.message}`;
        reject(failureTold({ ...said, message }));
      }
    },
    givenUp: () => new StationError('CANCELLED', 'The station is closing.'),
    endedEarly: (_, lastWords) =>
      new StationError(
        'WORKER_FAILED',
        'The process that compares images ended early. Try again.',
        lastWords,
      ),
  });
}
