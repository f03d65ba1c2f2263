import type {
  CheckedPart,
  CheckEvent,
  Clearance,
  Shift,
  ShiftCheck,
  ShiftSummary,
} from '../../shared/contract/shifts.ts';
import type { Session } from '../../shared/contract/inspection.ts';
import type { Product } from '../../shared/contract/products.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { Limits } from '../../shared/domain/verdict.ts';
import type { InferenceService } from '../inference/service.ts';
import type { ModelCard } from '../learning/model-card.ts';
import type { StationChanges } from '../station/changes.ts';
import type { LineClearance } from './clearance.ts';
import { createKnownPartLook } from './known-part-look.ts';
import type { KnownPartsRepository } from './known-parts-repository.ts';
import type { ShiftRepository } from './repository.ts';
import type { ReadShift } from './summary-repository.ts';

export interface ShiftServiceParts {
  readonly shifts: ShiftRepository;
  readonly knownParts: KnownPartsRepository;
  readonly clearance: LineClearance;
  readonly readShift: ReadShift;
  readonly products: { get(id: string): Product };
  readonly models: {
    /** Checks the model's files. @throws StationError CORRUPT_MODEL */
    verify(modelId: string): Promise<ModelCard>;
  };
  readonly datasets: { filesOf(imageId: number): { readonly path: string } };
  readonly inspection: {
    sessions(): readonly Session[];
    stop(sessionId: string): Promise<unknown>;
    followActiveModel(productId: string): Promise<void>;
  };
  readonly inference: Pick<InferenceService, 'runModel'>;
  readonly changes: StationChanges;
}

export type ShiftService = ReturnType<typeof createShiftService>;

/** Makes the service of the line's shifts: their times and operators, checks and releases, and summaries. */
export function createShiftService(parts: ShiftServiceParts) {
  const { shifts, knownParts, clearance, products, models, datasets, inspection, inference, changes } = parts;

  const look = createKnownPartLook({ datasets, inference });
  const tell = (): void => changes.publish({ kind: 'line' });

  /** @throws StationError NOT_FOUND */
  function find(id: number): Shift {
    const found = shifts.find(id);
    if (found !== null) return found;
    throw new StationError('NOT_FOUND', `There is no shift ${id}. Reload the page.`);
  }

  /** @throws StationError NOT_FOUND */
  function findCheck(id: number): ShiftCheck {
    const found = shifts.check(id);
    if (found !== null) return found;
    throw new StationError('NOT_FOUND', `There is no check ${id}. Reload the page.`);
  }

  /** Ends the running inspections, because an inspection belongs to one shift. */
  async function endInspection(): Promise<void> {
    for (const session of inspection.sessions()) await inspection.stop(session.id);
  }

  function summary(id: number): ShiftSummary {
    return { shift: find(id), ...parts.readShift(id), checks: shifts.checks(id) };
  }

  return {
    current: (): Shift | null => shifts.current(),

    list: (limit: number): Shift[] => shifts.newest(limit),

    /** Starts a shift and ends running inspections. @throws StationError CONFLICT during another shift */
    async start(operator: string | null, user: User): Promise<Shift> {
      if (shifts.current() !== null) {
        throw new StationError('CONFLICT', 'A shift is on already. End it first, then start the next one.');
      }
      await endInspection();
      const id = shifts.insert({ operator, startedBy: user.name, startedAt: Date.now() });
      tell();
      return find(id);
    },

    /** Ends a shift and its running inspections. @throws StationError NOT_FOUND */
    async end(id: number, user: User): Promise<ShiftSummary> {
      if (find(id).endedAt === null) {
        await endInspection();
        shifts.end(id, user.name, Date.now());
        tell();
      }
      return summary(id);
    },

    /** @throws StationError NOT_FOUND */
    summary,

    /** @throws StationError NOT_FOUND */
    clearance(productId: string): Clearance {
      return clearance.of(productId, products.get(productId).activeModelId);
    },

    /**
     * Runs the active model on the known parts of a product with the current limits and stores the result. If all
     * verdicts are right, releases the line, and a running inspection switches to a new model that waited for this.
     *
     * @throws StationError NOT_FOUND, CONFLICT without a shift, NO_IMAGES without known parts, NO_ACTIVE_MODEL,
     *   CORRUPT_MODEL, UNREADABLE_IMAGE, WORKER_FAILED, CANCELLED
     */
    async *check(productId: string, user: User, signal?: AbortSignal): AsyncGenerator<CheckEvent> {
      const shift = shifts.current();
      if (shift === null) {
        throw new StationError('CONFLICT', 'No shift is on. Start one, then check the known parts.');
      }
      const { name, thresholds } = products.get(productId);
      if (thresholds === null) {
        throw new StationError('NO_ACTIVE_MODEL', `“${name}” has no active model. Activate one, then check.`);
      }
      const parts = knownParts.of(productId);
      if (parts.length === 0) {
        throw new StationError(
          'NO_IMAGES',
          `“${name}” has no labelled test images. Add known good and known bad parts in Train, Images.`,
        );
      }
      const { sampleBits } = await models.verify(thresholds.modelId);
      const checked: CheckedPart[] = [];
      for (const part of parts) {
        if (signal?.aborted) throw new StationError('CANCELLED', 'The check was cancelled.');
        yield { kind: 'progress', done: checked.length, total: parts.length };
        checked.push(await look(part, thresholds.modelId, thresholds, sampleBits));
      }
      if (shifts.current()?.id !== shift.id) {
        throw new StationError('CONFLICT', 'The shift ended during the check. Check again in the next one.');
      }
      const passed = checked.every(({ right }) => right);
      const [checkedBy, checkedAt] = [user.name, Date.now()];
      const { modelId, id: thresholdsId } = thresholds;
      const id = shifts.addCheck(
        { shiftId: shift.id, productId, modelId, thresholdsId, passed, parts: checked, checkedBy, checkedAt },
        passed ? { reason: null, releasedBy: checkedBy, releasedAt: checkedAt } : null,
      );
      tell();
      if (passed) await inspection.followActiveModel(productId);
      yield { kind: 'finished', check: findCheck(id) };
    },

    /**
     * Runs a model on the known parts of a product with given limits; stores nothing.
     *
     * @returns empty if the product has no known parts
     * @throws StationError NOT_FOUND, CORRUPT_MODEL, UNREADABLE_IMAGE, CORRUPT_FILE, WORKER_FAILED
     */
    async tryModel(productId: string, modelId: string, limits: Limits): Promise<CheckedPart[]> {
      const { sampleBits } = await models.verify(modelId);
      const tried: CheckedPart[] = [];
      for (const part of knownParts.of(productId)) {
        tried.push(await look(part, modelId, limits, sampleBits));
      }
      return tried;
    },

    /**
     * Releases the line although its check failed.
     *
     * @throws StationError NOT_FOUND; CONFLICT if the check is already released or not the latest of the current shift
     */
    async override(checkId: number, reason: string, user: User): Promise<ShiftCheck> {
      const { shiftId, productId, modelId, release } = findCheck(checkId);
      const latest = shifts.latestCheck(shiftId, productId, modelId);
      if (release !== null || latest?.id !== checkId || shifts.current()?.id !== shiftId) {
        throw new StationError(
          'CONFLICT',
          'This check is no longer the one to decide on. Look at the latest check.',
        );
      }
      shifts.addRelease({ checkId, reason, releasedBy: user.name, releasedAt: Date.now() });
      tell();
      await inspection.followActiveModel(productId);
      return findCheck(checkId);
    },

    /** Returns the ids of the chosen known parts; empty if labelled test images are used. @throws StationError NOT_FOUND */
    knownParts(productId: string): number[] {
      products.get(productId);
      return knownParts.chosen(productId);
    },

    /** @throws StationError NOT_FOUND */
    setKnownParts(productId: string, imageIds: readonly number[]): number[] {
      products.get(productId);
      knownParts.choose(productId, imageIds);
      tell();
      return knownParts.chosen(productId);
    },
  };
}
