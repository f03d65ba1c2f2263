import type { SkippedFile } from '../../../shared/contract/datasets.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { Host } from '../../host/host.ts';
import { fromImageCheckSchema } from './protocol.ts';
import type { Findings, ToImageCheck } from './protocol.ts';
import type { TraitsRecord } from './traits.ts';

export interface CheckResult {
  readonly findings: Findings;
  readonly unreadable: readonly SkippedFile[];
}

/**
 * Has a process of its own look at images and compare them.
 *
 * @param learnt is told what an image looks like that nobody had looked at before
 * @param looked is told after each image that was not known, readable or not
 * @throws StationError NO_TEACHER, CORRUPT_MODEL, WORKER_FAILED, or CANCELLED when the signal aborts
 */
export function runCheck(
  host: Host,
  order: ToImageCheck,
  learnt: (index: number, traits: TraitsRecord) => void,
  looked: () => void,
  signal: AbortSignal,
): Promise<CheckResult> {
  return new Promise((resolve, reject) => {
    const unreadable: SkippedFile[] = [];
    const worker = host.forkWorker('image-check');
    const end = (conclude: () => void): void => {
      signal.removeEventListener('abort', cancel);
      worker.kill();
      conclude();
    };
    const cancel = (): void =>
      end(() => reject(new StationError('CANCELLED', 'The images are no longer looked at.')));
    signal.addEventListener('abort', cancel);
    worker.onMessage((message) => {
      const said = fromImageCheckSchema.parse(message);
      switch (said.kind) {
        case 'traits':
          learnt(said.index, said.traits);
          return looked();
        case 'unreadable':
          unreadable.push({
            name: order.images[said.index]?.name ?? '',
            code: said.code,
            message: said.message,
          });
          return looked();
        case 'found':
          return end(() => resolve({ findings: said.findings, unreadable }));
        case 'failed':
          return end(() => reject(new StationError(said.code, said.message)));
      }
    });
    worker.onExit((_, lastWords) =>
      end(() =>
        reject(
          new StationError(
            'WORKER_FAILED',
            'The process that looks at images ended early. Look again.',
            lastWords,
          ),
        ),
      ),
    );
    worker.send(order);
  });
}
