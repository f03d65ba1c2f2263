import { join } from 'node:path';
import { z } from 'zod';
import type { AuditCheck, AuditRecord, Proof, ProofStep } from '../../shared/contract/audit.ts';
import { decisionSchema, type DecisionRecord } from '../../shared/contract/log.ts';
import type { ThresholdsRecord } from '../../shared/contract/products.ts';
import type { AuditCode } from '../../shared/domain/audit-codes.ts';
import { findRegions } from '../../shared/domain/defect-regions.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { judge } from '../../shared/domain/verdict.ts';
import { sha256OfFile } from '../files/hash.ts';
import { systemCode } from '../files/file-failure.ts';
import type { EntryRecord, JudgedRecord } from '../log/entry-rows.ts';
import type { LogFiles, LoggedFile } from '../log/files.ts';

export interface ProofParts {
  readonly home: string;
  /** Returns an entry; null if the log does not have it. */
  readonly entry: (id: number) => EntryRecord | null;
  readonly decisions: (entryId: number) => readonly DecisionRecord[];
  readonly limits: (id: number) => ThresholdsRecord | null;
  /** Returns the path of a model's graph. */
  readonly graphOf: (modelId: string) => string;
  readonly files: Pick<LogFiles, 'map'>;
  readonly audit: {
    about(code: AuditCode, subject: string): readonly AuditRecord[];
    beganAt(): number | null;
    verify(): Promise<AuditCheck>;
  };
}

const recordedLimits = z.object({
  id: z.number(),
  model_id: z.string(),
  review: z.number(),
  defect: z.number(),
  pixel_threshold: z.number(),
  smallest_area: z.number(),
});
const recordedModel = z.object({ graph_sha256: z.string() });
const recordedDecision = z.object({ decision: decisionSchema.nullable(), cause: z.string().nullable() });

export type Prove = (entryId: number) => Promise<Proof>;

/**
 * Makes a function that proves an entry of the log. It checks the hashes of picture, map and model, the limits and
 * decisions against the audit trail, the verdict by the rule, and the trail itself. It does not recompute the model's
 * score; the replay does.
 *
 * @returns a function that throws StationError NOT_FOUND; CONFLICT for a part that was not inspected
 */
export function createProof({ home, entry, decisions, limits, graphOf, files, audit }: ProofParts): Prove {
  const fileStep = async (step: ProofStep['step'], stated: string, path: string): Promise<ProofStep> => {
    const found = await hashOf(path);
    return {
      step,
      stated,
      found,
      result: found === null ? 'missing' : found === stated ? 'equal' : 'differs',
    };
  };
  const beforeTrail = (at: number): boolean => at < (audit.beganAt() ?? Number.POSITIVE_INFINITY);

  /** Compares the graph's file with the log, and both with the audit record of the model's arrival. */
  async function modelStep({ entry: { modelId, model } }: JudgedRecord): Promise<ProofStep> {
    const step = await fileStep('model', model.graphSha256, graphOf(modelId));
    const [record] = audit.about('model.added', modelId);
    const recorded = recordedModel.safeParse(jsonOf(record?.valueAfter ?? null)).data?.graph_sha256;
    if (recorded === undefined || recorded === model.graphSha256) return step;
    return { ...step, found: recorded, result: 'differs' };
  }

  function limitsStep({ entry: { productId } }: JudgedRecord, stated: ThresholdsRecord): ProofStep {
    const record = audit
      .about('limits.set', productId)
      .map(({ valueAfter }) => recordedLimits.safeParse(jsonOf(valueAfter)).data)
      .find((values) => values?.id === stated.id);
    const found = record === undefined ? null : limitsText({ ...record, ...fromColumns(record) });
    const text = limitsText(stated);
    if (found === null) {
      return {
        step: 'limits',
        stated: text,
        found,
        result: beforeTrail(stated.setAt) ? 'unrecorded' : 'missing',
      };
    }
    return { step: 'limits', stated: text, found, result: found === text ? 'equal' : 'differs' };
  }

  async function verdictStep(
    { entry: { verdict, score, regions }, files: logged }: JudgedRecord,
    by: ThresholdsRecord,
  ) {
    const map = await files.map(logged.map).catch((error: unknown) => {
      if (error instanceof StationError) return null;
      throw error;
    });
    // Entries older than the measuring of regions were judged only by their score.
    const largestRegion =
      regions === null
        ? 0
        : map === null
          ? regions.largest
          : findRegions(map.map, map.height, map.width, by).largest;
    const found = judge({ score, largestRegion }, by);
    const result = found === verdict ? 'equal' : 'differs';
    return { step: 'verdict', stated: verdict, found, result } satisfies ProofStep;
  }

  function decisionStep(id: number): ProofStep {
    const text = (one: z.infer<typeof recordedDecision> & { by: string; note: string }): string =>
      JSON.stringify([one.decision, one.cause, one.by, one.note]);
    const made = decisions(id);
    const later = made.filter(({ decidedAt }) => !beforeTrail(decidedAt));
    const stated = later.map(({ decidedBy, ...rest }) => text({ ...rest, by: decidedBy })).join(' ');
    const found = audit
      .about('entry.decided', String(id))
      .map(({ valueAfter, who, note }) => {
        const values = recordedDecision.safeParse(jsonOf(valueAfter));
        return values.success ? text({ ...values.data, by: who, note }) : '?';
      })
      .join(' ');
    if (found !== stated) return { step: 'decision', stated, found, result: 'differs' };
    return { step: 'decision', stated, found, result: later.length < made.length ? 'unrecorded' : 'equal' };
  }

  async function trailStep(): Promise<ProofStep> {
    const { records, faults } = await audit.verify();
    const whole = faults.length === 0;
    const found = whole ? String(records) : faults.map(({ kind, first }) => `${kind} ${first}`).join(', ');
    return { step: 'trail', stated: String(records), found, result: whole ? 'equal' : 'differs' };
  }

  return async (entryId) => {
    const found = entry(entryId);
    if (found === null) {
      throw new StationError('NOT_FOUND', `The log has no entry ${entryId}. Reload the list.`);
    }
    if (found.thresholdsId === null) {
      throw new StationError('CONFLICT', `Entry ${entryId} was not inspected: it has no verdict to prove.`);
    }
    const by = limits(found.thresholdsId);
    if (by === null) {
      throw new Error(`Entry ${entryId} names limits that do not exist: ${found.thresholdsId}`);
    }
    const place = ({ path }: LoggedFile): string => join(home, path);
    const { picture, map } = found.files;
    const steps = [
      await fileStep('picture', picture.sha256, place(picture)),
      await fileStep('map', map.sha256, place(map)),
      await modelStep(found),
      limitsStep(found, by),
      await verdictStep(found, by),
      decisionStep(entryId),
      await trailStep(),
    ];
    const proved = steps.every(({ result }) => result === 'equal' || result === 'unrecorded');
    return { entryId, proved, steps };
  };
}

async function hashOf(path: string): Promise<string | null> {
  try {
    return (await sha256OfFile(path)).sha256;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Returns limits with 14 digits, because numbers stored as text with 15 digits may differ in the last. */
function limitsText({
  review,
  defect,
  pixelThreshold,
  smallestArea,
}: Pick<ThresholdsRecord, 'review' | 'defect' | 'pixelThreshold' | 'smallestArea'>): string {
  const [t1, t2, pixel, area] = [review, defect, pixelThreshold, smallestArea].map((value) =>
    String(Number(value.toPrecision(14))),
  );
  return `T1 ${t1 ?? ''}, T2 ${t2 ?? ''}, pixel ${pixel ?? ''}, area ${area ?? ''}`;
}

function fromColumns({ pixel_threshold, smallest_area }: z.infer<typeof recordedLimits>) {
  return { pixelThreshold: pixel_threshold, smallestArea: smallest_area };
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
