import { defectKindSchema, trainingLabel } from '../../shared/contract/datasets.ts';
import type { DatasetImage, ImageLabel, Purpose } from '../../shared/contract/datasets.ts';
import type {
  DecisionRecord,
  LogEntry,
  LogEntryDetail,
  LogFilter,
  Replay,
  StatedDecision,
} from '../../shared/contract/log.ts';
import type { SeenCounts } from '../../shared/contract/part-result.ts';
import { findRegions } from '../../shared/domain/defect-regions.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { judge } from '../../shared/domain/verdict.ts';
import type { DatasetService } from '../datasets/service.ts';
import type { AnomalyMap } from '../images/map-file.ts';
import type { ThresholdsHistory } from '../products/thresholds.ts';
import type { StationChanges } from '../station/changes.ts';
import { decodeShown } from '../images/decode-image.ts';
import { encodePng } from '../images/encode-image.ts';
import type { Thumbnails } from '../images/thumbnails.ts';
import { createManyDecisions } from './decide-many.ts';
import type { EntryRecord } from './entry-rows.ts';
import { isLossless, type LogFiles } from './files.ts';
import { createEntryRecords, createLogReader } from './log-reader.ts';
import type { CountFilter, LogQueries, LogQuery } from './query-repository.ts';
import { outlinedPicture } from './outlined-picture.ts';
import type { LogRepository } from './repository.ts';

/** Runs a model on one frame. @throws StationError WORKER_FAILED */
export type RunModel = (modelId: string, frame: Frame) => Promise<{ readonly score: number } & AnomalyMap>;

export interface LogServiceParts {
  readonly repository: LogRepository;
  readonly queries: LogQueries;
  readonly files: LogFiles;
  readonly thumbnails: Thumbnails;
  readonly thresholds: ThresholdsHistory;
  readonly datasets: DatasetService;
  readonly changes: StationChanges;
  readonly models: {
    /** Checks the model's files. @throws StationError CORRUPT_MODEL */
    verify(modelId: string): Promise<unknown>;
  };
  readonly inference: { readonly runModel: RunModel };
}

/** Compares scores. Two runs of one float32 graph may differ in the last digits, because the order of the sums may differ. */
const equalScore = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a));

export type LogService = ReturnType<typeof createLogService>;

/** The log: the parts that are not good, with everything that explains their outcome, and people's decisions. */
export function createLogService(parts: LogServiceParts) {
  const { repository, queries, files, thumbnails, datasets, models, inference, changes } = parts;
  const records = createEntryRecords(parts);
  const { recordOf, judgedRecordOf, limitsOf, pictureOf, ensurePictured } = records;
  const reader = createLogReader(parts, records);
  const { get } = reader;

  return {
    ...reader,
    ...createManyDecisions(repository, changes),

    page: (query: LogQuery): LogEntry[] => queries.page(query),

    query: (query: LogQuery): { total: number; entries: LogEntry[] } => ({
      total: queries.count(query.filter),
      entries: queries.page(query),
    }),

    /** Reads entries in the order of their ids; missing entries are left out. */
    entries: (ids: readonly number[]): LogEntry[] => queries.entries(ids),

    /** Counts the matching entries that were logged after an entry. */
    since: (filter: LogFilter, newest: number): { total: number } => ({
      total: queries.countAfter(filter, newest),
    }),

    counts: (filter: CountFilter): SeenCounts => queries.countParts(filter),

    /** Marks entries whose pictures are in a report; a retention rule removes them only if it says so. */
    markExported: (ids: readonly number[]): void => repository.markExported(ids, Date.now()),

    /** Adds a person's decision; null takes the last decision back. @throws StationError NOT_FOUND */
    decide(id: number, stated: StatedDecision, user: User): LogEntryDetail {
      const { entry } = recordOf(id);
      repository.addDecision({ entryId: id, ...stated, decidedBy: user.name, decidedAt: Date.now() });
      changes.publish({ kind: 'log', productId: entry.productId });
      return get(id);
    },

    /**
     * Adds a decision that somebody made at the plant, with its author and time. It ignores a decision that the log already has, and one
     * on an entry that does not exist or was captured at another time.
     */
    decideOnce(
      { id, capturedAt }: { readonly id: number; readonly capturedAt: number | undefined },
      stated: StatedDecision,
      by: Pick<DecisionRecord, 'decidedBy' | 'decidedAt'>,
    ): void {
      const found = repository.find(id);
      const isSame = (one: DecisionRecord): boolean =>
        one.decidedBy === by.decidedBy && one.decidedAt === by.decidedAt;
      if (found === null || (capturedAt ?? found.entry.capturedAt) !== found.entry.capturedAt) return;
      if (repository.decisions(id).some(isSame)) return;
      repository.addDecision({ entryId: id, ...stated, ...by });
      changes.publish({ kind: 'log', productId: found.entry.productId });
    },

    /**
     * Runs an entry's model on its picture again and judges the result by the same limits.
     *
     * @throws StationError NOT_FOUND, CORRUPT_FILE, CORRUPT_MODEL, WORKER_FAILED; CONFLICT if the part was not inspected
     */
    async replay(id: number): Promise<Replay> {
      const found = judgedRecordOf(id);
      const { entry, files: logged } = found;
      ensurePictured(found);
      const limits = limitsOf(found);
      const frame = await files.frame(logged.picture);
      await models.verify(entry.modelId);
      const result = await inference.runModel(entry.modelId, frame);
      const { score } = result;
      const regions = findRegions(result.map, result.height, result.width, limits);
      const verdict = judge({ score, largestRegion: regions.largest }, limits);
      return {
        loggedScore: entry.score,
        replayedScore: score,
        loggedVerdict: entry.verdict,
        replayedVerdict: verdict,
        regions,
        equal: equalScore(entry.score, score) && verdict === entry.verdict,
      };
    },

    /**
     * Adds an entry's picture to its product's dataset: to the good training images, or to the test images with the latest decision
     * as the label.
     *
     * @throws StationError NOT_FOUND, CORRUPT_FILE, DISK_FULL; CONFLICT for a test image without a decision, and if no
     *   picture was kept
     */
    async addToDataset(id: number, user: User, purpose: Purpose = 'training'): Promise<DatasetImage> {
      const { entry } = recordOf(id);
      const label = purpose === 'training' ? trainingLabel : testLabel(entry);
      const bytes = await files.picture(pictureOf(id));
      const name = entry.name ?? `log-entry-${id}.${isLossless(pictureOf(id)) ? 'png' : 'jpg'}`;
      const incoming = { bytes, name, origin: 'log', entryId: id, label } as const;
      const { image } = await datasets.add(entry.productId, incoming, user);
      return image;
    },

    /** Makes a thumbnail: JPEG, longest side 256 pixels. @throws StationError as `picture` */
    async thumbnail(id: number): Promise<{ bytes: Uint8Array; sha256: string }> {
      const picture = pictureOf(id);
      const bytes = await thumbnails.get(picture.sha256, picture.path, () => files.picture(picture));
      return { bytes, sha256: picture.sha256 };
    },

    /** Makes a thumbnail with the map's outlines; without outlines if the part was not inspected. @throws StationError as `picture` */
    async outlined(id: number): Promise<{ bytes: Uint8Array; sha256: string }> {
      const found = recordOf(id);
      const picture = pictureOf(id);
      const make = async (): Promise<Uint8Array> => {
        const bytes = await files.picture(picture);
        if (found.thresholdsId === null) return bytes;
        const frame = await decodeShown(bytes, picture.path);
        const map = await files.map(found.files.map);
        const { verdict } = found.entry;
        return encodePng(await outlinedPicture({ frame, map, limits: limitsOf(found), verdict }, 256));
      };
      const sha256 = `${picture.sha256}-${found.thresholdsId === null ? 'none' : found.files.map.sha256}`;
      return { bytes: await thumbnails.get(sha256, picture.path, make), sha256 };
    },
  };
}

/** Returns an entry's latest decision as a label. @throws StationError CONFLICT if there is none */
function testLabel({ id, decision, cause }: EntryRecord['entry']): ImageLabel {
  if (decision === null) {
    throw new StationError(
      'CONFLICT',
      `Nobody has decided yet whether entry ${id} is good or a defect. Decide first, then add it to the test images.`,
    );
  }
  if (decision === 'good') return { purpose: 'test', label: 'good', kind: null };
  return { purpose: 'test', label: 'defect', kind: defectKindSchema.safeParse(cause).data ?? null };
}
