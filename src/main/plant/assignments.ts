import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Model } from '../../shared/contract/models.ts';
import type { Product } from '../../shared/contract/products.ts';
import type { CheckedPart } from '../../shared/contract/shifts.ts';
import { longestDetail } from '../../shared/domain/not-inspected.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import type { Refusal } from '../../shared/domain/refusals.ts';
import type { Assignment, AssignmentAnswer } from '../../shared/plant/assignment.ts';
import { isSameName } from '../../shared/domain/same-name.ts';
import { actAs } from '../database/actor.ts';
import { createTurns } from '../host/in-turn.ts';
import type { ModelImport } from '../models/import-model.ts';
import { unpackModel } from '../models/model-file.ts';
import type { ModelService } from '../models/service.ts';
import type { ShiftService } from '../shifts/service.ts';
import type { AssignmentsRepository } from './assignments-repository.ts';

export interface AssignmentsParts {
  readonly rows: AssignmentsRepository;
  readonly products: { list(): Product[] };
  readonly models: Pick<ModelService, 'list' | 'find' | 'activate' | 'limitsOnceActive'>;
  readonly modelImport: Pick<ModelImport, 'look' | 'take'>;
  readonly shifts: Pick<ShiftService, 'tryModel'>;
  readonly jobsFolder: string;
}

export type Assignments = ReturnType<typeof createAssignments>;

/** An assignment is refused. */
class RefusedError extends Error {
  readonly reason: Refusal;
  constructor(reason: Refusal, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** Describes in a few words which known parts get a wrong verdict. */
function wrongOf(tried: readonly CheckedPart[]): string {
  const wrong = tried
    .filter(({ right }) => !right)
    .map(({ name, label, verdict }) => `“${name}” (${label}): ${verdict}`);
  return `${wrong.length} of ${tried.length} known parts are judged wrong: ${wrong.slice(0, 5).join(', ')}`;
}

/** Handles models that the plant assigns: imports a model, tries it on the station's own known parts, and only then activates it. */
export function createAssignments(parts: AssignmentsParts) {
  const { rows, products, models, modelImport, shifts, jobsFolder } = parts;

  const named = (model: Model | null | undefined) =>
    model ? { id: model.id, graphSha256: model.graphSha256 } : null;
  const head = (station: number, assignment: string) =>
    ({ format: 1, station, assignment, at: Date.now() }) as const;

  /** Imports the model unless the station has it. @throws RefusedError, StationError */
  async function takeIn({ model: wanted }: Assignment, productId: string, file: string): Promise<Model> {
    const folder = join(jobsFolder, `plant-${randomUUID()}`);
    try {
      await unpackModel(file, folder);
      const { id, graphSha256 } = await modelImport.look(folder);
      if (graphSha256 !== wanted.graphSha256) {
        throw new RefusedError('wrong-hash', `The graph is ${graphSha256}.`);
      }
      const known = models.find(id);
      if (known?.productId === productId) return known;
      return await modelImport.take(folder, productId);
    } catch (error) {
      const isOdd = error instanceof StationError && /^(?:CORRUPT_|BAD_INPUT|NOT_FOUND)/.test(error.code);
      throw isOdd ? new RefusedError('not-a-model', error.message) : error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** @throws RefusedError, StationError */
  async function activate(
    assignment: Assignment,
    file: string,
  ): Promise<{ model: Model; before: Model | null }> {
    const product = products.list().find(({ name }) => isSameName(name, assignment.product.name));
    if (!product) {
      throw new RefusedError('no-product', `There is no product “${assignment.product.name}” here.`);
    }
    const model = await takeIn(assignment, product.id, file);
    const change = assignment.limits ?? undefined;
    const tried = await shifts.tryModel(product.id, model.id, models.limitsOnceActive(model.id, change));
    if (tried.length === 0) {
      throw new RefusedError('no-known-parts', `“${product.name}” has no known parts here.`);
    }
    if (!tried.every(({ right }) => right)) throw new RefusedError('known-parts-failed', wrongOf(tried));
    const before = models.list(product.id).find(({ active }) => active) ?? null;
    const note = assignment.note.trim() === '' ? 'Assigned by the plant' : assignment.note;
    const by = { name: assignment.by };
    if (before?.id !== model.id) {
      await actAs({ ...by, origin: 'plant' }, () => models.activate(model.id, note, by, change));
    }
    return { model, before };
  }

  function refuse({ station, id }: Assignment, reason: Refusal, detail: string): AssignmentAnswer {
    const cut = detail.slice(0, longestDetail);
    const answer = { ...head(station, id), outcome: 'refused', reason, detail: cut } as const;
    rows.write({ id, modelId: null, beforeId: null, answer });
    return answer;
  }

  /** Runs assignments one after the other, because two may be for the same product. */
  const inTurn = createTurns();
  /** Assignments that the plant withdrew before they were taken, while their models were fetched for instance. */
  const withdrawn = new Set<string>();

  async function take(assignment: Assignment, file: string): Promise<AssignmentAnswer | null> {
    const { station, id } = assignment;
    try {
      const known = rows.find(id);
      if (known !== null) return known.answer;
      if (withdrawn.has(id)) return null;
      const { model, before } = await activate(assignment, file);
      const answer = { ...head(station, id), outcome: 'activated', before: named(before) } as const;
      rows.write({ id, modelId: model.id, beforeId: before?.id ?? null, answer });
      return answer;
    } catch (error) {
      return refuse(assignment, error instanceof RefusedError ? error.reason : 'failed', messageOf(error));
    } finally {
      await rm(file, { force: true });
    }
  }

  async function takeBack(station: number, id: string): Promise<AssignmentAnswer | null> {
    const row = rows.find(id);
    if (row === null) withdrawn.add(id);
    if (row === null || row.answer.outcome === 'taken-back') return row?.answer ?? null;
    const model = row.modelId === null ? null : models.find(row.modelId);
    if (model?.active === true && row.beforeId !== null && row.beforeId !== model.id) {
      const beforeId = row.beforeId;
      const by = { name: 'plant' };
      await actAs({ ...by, origin: 'plant' }, () => models.activate(beforeId, 'Taken back by the plant', by));
    }
    const answer = { ...head(station, id), outcome: 'taken-back', before: named(model) } as const;
    rows.write({ ...row, answer });
    return answer;
  }

  return {
    /** Returns the earlier answer; null for a new assignment. */
    answered: (id: string): AssignmentAnswer | null => rows.find(id)?.answer ?? null,
    refuse,
    /** Tries and activates a fetched model. A failure becomes the answer. @returns null if the plant withdrew it meanwhile */
    take: (assignment: Assignment, file: string) => inTurn(() => take(assignment, file)),
    /** Activates the former model again if the assigned one is still active. @returns null if there was no such assignment */
    takeBack: (station: number, id: string) => inTurn(() => takeBack(station, id)),
  };
}
