import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Source } from '../../src/shared/domain/source-kinds.ts';
import type { PartResult } from '../../src/shared/contract/part-result.ts';
import { findRegions } from '../../src/shared/domain/defect-regions.ts';
import { judge, limitsOf } from '../../src/shared/domain/verdict.ts';
import { createGoodKeeper } from '../../src/main/log/good-keeper.ts';
import { createLogFiles } from '../../src/main/log/files.ts';
import { createLogQueries } from '../../src/main/log/query-repository.ts';
import { createInspectionRecorder } from '../../src/main/log/recorder.ts';
import type { Inspected } from '../../src/main/log/recorder.ts';
import { createLogRepository } from '../../src/main/log/repository.ts';
import { createLogService } from '../../src/main/log/service.ts';
import type { RunModel } from '../../src/main/log/service.ts';
import { createSessionRepository } from '../../src/main/inspection/session-repository.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { writeModelFolder } from './model-folder.ts';
import { openServices } from './services.ts';
import { testFrame } from './test-frame.ts';
import { openLogWriter } from './log-writer.ts';
import { inFirstLane } from './first-lane.ts';

export const camera: Source = { kind: 'window-camera', label: 'Bench camera' };
export const watched: Source = { kind: 'watched-folder', folder: '/parts' };

/** Time of the first frame in every test, ms since 1970. */
export const start = Date.UTC(2026, 10, 23, 12);

/** Makes a map of 12 positions that starts at the score and falls by 1/8 a position. */
export function mapOf(score: number) {
  return { map: Float32Array.from({ length: 12 }, (_, index) => score - index / 8), width: 4, height: 3 };
}

/** Opens the log over real services, with products whose active models have the limits 2.5 and 4. */
export function openLog(runModel: RunModel = () => Promise.resolve({ score: 0, ...mapOf(0) })) {
  const services = openServices();
  const { database, paths, changes, thumbnails, thresholds, datasets, products, models } = services;
  const rows = createLogRepository(database);
  const files = createLogFiles(paths.home);
  const writer = openLogWriter(rows, paths.home);
  const recorder = createInspectionRecorder({
    writer,
    files,
    changes,
    keepsGood: createGoodKeeper(products.keptGood),
  });
  const sessions = createSessionRepository(database);
  const log = createLogService({
    repository: rows,
    queries: createLogQueries(database),
    files,
    thumbnails,
    thresholds,
    datasets,
    changes,
    models,
    inference: { runModel },
  });

  /** Starts a session of a new product. */
  async function session(
    name: string,
    source: Source,
    lane: { readonly lane: number; readonly laneName: string } = inFirstLane,
  ) {
    const product = products.findByName(name) ?? products.create(name);
    const job = join(services.folder, `job-${randomUUID()}`);
    const card = writeModelFolder(job, { productId: product.id, productName: name });
    await models.register(job);
    await models.activate(card.id, '', singleUser);
    const id: string = randomUUID();
    const modelId = card.id;
    sessions.insert({
      ...inFirstLane,
      ...lane,
      trigger: 'free',
      id,
      productId: product.id,
      modelId,
      source,
      startedAt: start,
      provider: 'cpu',
      refusedProviders: [],
      startedBy: 'local',
    });
    return { id, productId: product.id, modelId, source, lane: lane.lane, laneName: lane.laneName };
  }

  type Session = Awaited<ReturnType<typeof session>>;

  function inspected(
    { id, productId, modelId, source, lane, laneName }: Session,
    number: number,
    score: number,
    at: number,
  ): Inspected {
    const limits = thresholds.latest(modelId);
    if (limits === null) throw new Error('The model has limits once it is active');
    const map = mapOf(score);
    const regions = findRegions(map.map, map.height, map.width, limits);
    const part: PartResult = {
      sessionId: id,
      productId,
      modelId,
      ...inFirstLane,
      lane,
      laneName,
      partNumber: null,
      frameNumber: number,
      name: source.kind === 'watched-folder' ? `part-${number}.png` : null,
      capturedAt: start + at,
      score,
      verdict: judge({ score, largestRegion: regions.largest }, limits),
      thresholds: { id: limits.id, ...limitsOf(limits) },
      regions,
      provider: 'cpu',
      timings: { capture: 1.5, queue: 0.5, run: 60.25, post: 2 },
    };
    return { part, source, picture: () => testFrame(number), map };
  }

  return {
    ...services,
    files,
    writer,
    recorder,
    log,
    session,
    /** Logs a frame. @param at milliseconds after `start` */
    record: (of: Session, number: number, score: number, at: number) =>
      recorder.record(inspected(of, number, score, at)),
    inspected,
  };
}
