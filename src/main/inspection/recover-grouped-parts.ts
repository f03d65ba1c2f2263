import type { PartView } from '../../shared/contract/part-views.ts';
import { detailOf } from '../../shared/domain/not-inspected.ts';
import { notInspected } from '../../shared/domain/outcome.ts';
import type { PatientWriter } from '../database/patient-writer.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { GroupedPart, OpenParts, OpenView } from '../log/grouped-part.ts';
import { missingView } from './group-parts.ts';
import type { PartNumberRepository } from './part-number-repository.ts';

export interface RecoverGroupedPartsParts {
  readonly lanes: Pick<Lanes, 'list'>;
  readonly numbers: Pick<PartNumberRepository, 'highest'>;
  readonly rows: OpenParts;
  readonly patient: Pick<PatientWriter, 'write'>;
  /** Stores a part and passes it to the outputs. */
  readonly add: (part: GroupedPart) => void;
}

/**
 * Concludes grouped parts that a crashed station left unfinished. Nobody was told their outcome, so they
 * count as not inspected, whatever single lanes saw.
 *
 * @returns a function to call once at start; its result closes the parts, and is called once all waiting
 *   views are logged
 */
export function recoverGroupedParts({ lanes, numbers, rows, patient, add }: RecoverGroupedPartsParts) {
  return (): (() => void) => {
    // New parts get higher numbers.
    const upTo = numbers.highest();
    return () =>
      patient.write(() => {
        const open = new Map<number, OpenView[]>();
        for (const seen of rows.views(upTo)) {
          const { partNumber } = seen.place;
          open.set(partNumber, [...(open.get(partNumber) ?? []), seen]);
        }
        for (const seen of open.values()) add(unconcluded(seen));
      });
  };

  function unconcluded(seen: readonly OpenView[]): GroupedPart {
    const [first] = seen;
    if (first === undefined) throw new Error('A part is known by its views');
    const missing = lanes
      .list()
      .filter(({ group }) => group === first.place.groupName)
      .filter(({ number }) => seen.every(({ view }) => view.lane !== number));
    const views: PartView[] = [...seen.map(({ view }) => view), ...missing.map(missingView)];
    return {
      part: {
        ...first.place,
        verdict: notInspected,
        reason: 'late',
        detail: detailOf('The station ended before the part had all its views.'),
      },
      views: views.sort((one, other) => one.lane - other.lane),
    };
  }
}
