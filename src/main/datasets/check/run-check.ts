import type { SkippedFile } from '../../../shared/contract/datasets.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { Host } from '../../host/host.ts';
import { runOnce } from '../../host/run-once.ts';
import { failureTold } from '../../host/told-failure.ts';
import { fromImageCheckSchema } from './protocol.ts';
import type { Findings, ToImageCheck } from './protocol.ts';
import type { TraitsRecord } from './traits.ts';

export interface CheckResult {
  readonly findings: Findings;
  readonly unreadable: readonly SkippedFile[];
}

/**
 * Describes and compares images in a process of its own.
 *
 * @param learnt called with the traits of each newly described image
 * @param looked called after each new image, readable or not
 * @throws StationError NO_TEACHER, CORRUPT_MODEL, WORKER_FAILED, or CANCELLED when the signal aborts
 */
export function runCheck(
  host: Host,
  order: ToImageCheck,
  learnt: (index: number, traits: TraitsRecord) => void,
  looked: () => void,
  signal: AbortSignal,
): Promise<CheckResult> {
  const unreadable: SkippedFile[] = [];
  return runOnce({
    host,
    program: 'image-check',
    order,
    signal,
    onMessage(message, { resolve, reject }) {
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
          return resolve({ findings: said.findings, unreadable });
        case 'failed':
          return reject(failureTold(said));
      }
    },
    givenUp: () => new StationError('CANCELLED', 'The images are no longer looked at.'),
    endedEarly: (_, lastWords) =>
      new StationError(
        'WORKER_FAILED',
        'The process that looks at images ended early. Look again.',
        lastWords,
      ),
  });
}
