import type { PartSpreadFound } from '../../../shared/contract/part-spread.ts';
import type { Product } from '../../../shared/contract/products.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { Host } from '../../host/host.ts';
import { runOnce } from '../../host/run-once.ts';
import { minimumImages } from '../../learning/split.ts';
import type { TrainingImage } from '../../learning/training-image.ts';
import { fromPartSpreadSchema, type ToPartSpread } from './protocol.ts';

export interface PartSpreadParts {
  readonly host: Pick<Host, 'forkWorker'>;
  readonly products: { get(id: string): Pick<Product, 'area'> };
  readonly datasets: { imagesForTraining(productId: string): readonly TrainingImage[] };
}

/** What was found of a product's images, or is being found. */
interface Known {
  /** Of the images and the area that it was found of. */
  readonly key: string;
  readonly found: Promise<PartSpreadFound>;
}

/** Finds out how far the parts of a product's good images lie apart: once for the same images, in a process of its own. */
export function createPartSpread({ host, products, datasets }: PartSpreadParts) {
  const latest = new Map<string, Known>();
  const closing = new AbortController();

  return {
    /**
     * @returns null where there are too few good images to train with
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
      // A failure is not the answer to the next question; who waits for it hears of it.
      found.catch(() => latest.get(productId)?.found === found && latest.delete(productId));
      return found;
    },

    /** Ends what is under way. */
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
      else reject(new StationError('WORKER_FAILED', `The images could not be compared: ${said.message}`));
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
