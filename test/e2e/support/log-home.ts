import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createLogFiles } from '../../../src/main/log/files.ts';
import { createInspectionRecorder } from '../../../src/main/log/recorder.ts';
import { createLogRepository } from '../../../src/main/log/repository.ts';
import { createSessionRepository } from '../../../src/main/inspection/session-repository.ts';
import { seededRandom } from '../../../src/main/networks/random.ts';
import { partResult } from '../../support/part-result.ts';
import { singleUser } from '../../../src/main/users/single-user.ts';
import { findRegions } from '../../../src/shared/domain/defect-regions.ts';
import type { Frame } from '../../../src/shared/domain/frame.ts';
import { judge, limitsOf } from '../../../src/shared/domain/verdict.ts';
import { openDataServices } from '../../support/data-services.ts';
import { writeModelFolder } from '../../support/model-folder.ts';
import { openLogWriter } from '../../support/log-writer.ts';
import { inFirstLane } from '../../support/first-lane.ts';

const hour = 3_600_000;
const side = 160;
const cells = 40;

export interface LogHome {
  readonly product: string;
  /** Numbers of inspections, of log entries, and of good parts kept beside them. */
  readonly inspections: number;
  readonly entries: number;
  readonly kept: number;
}

/**
 * Writes a station's home with a log of three days until now: parts of one product, whose scores drift upwards on the last day.
 * A third of the entries has a decision.
 */
export async function writeLogHome(home: string, product: string, now: number): Promise<LogHome> {
  const services = openDataServices(home);
  const { database, products, models, thresholds, changes } = services;
  const rows = createLogRepository(database);
  const recorder = createInspectionRecorder({
    writer: openLogWriter(rows, home),
    files: createLogFiles(home),
    changes,
    keepsGood: ({ frameNumber }) => frameNumber % 60 === 0,
  });
  const { id: productId } = products.create(product);
  const job = join(home, 'jobs', randomUUID());
  const card = writeModelFolder(job, { productId, productName: product });
  await models.register(job);
  await models.activate(card.id, '', singleUser);
  const limits = thresholds.latest(card.id);
  if (limits === null) throw new Error('The model has limits once it is active');

  const session = {
    ...inFirstLane,
    trigger: 'free',
    id: randomUUID(),
    productId,
    source: { kind: 'watched-folder', folder: '/parts' },
  } as const;
  const inspections = 360;
  const began = now - 72 * hour;
  createSessionRepository(database).insert({
    ...session,
    modelId: card.id,
    startedAt: began,
    provider: 'cpu',
    refusedProviders: [],
    startedBy: 'local',
  });
  const random = seededRandom(3);
  const causes = ['划痕', 'Scratch on the edge', '划痕', 'Dent', null];
  let entries = 0;
  let kept = 0;
  for (let index = 0; index < inspections; index++) {
    const drift = Math.max(index - 300, 0) / 40;
    const defective = random.next() < 0.12;
    const score = (defective ? 3 + random.next() * 3 : 1.2 + random.normal() * 0.2) + drift;
    const map = mapOf(score);
    const regions = findRegions(map.map, cells, cells, limits);
    const verdict = judge({ score, largestRegion: regions.largest }, limits);
    const id = await recorder.record({
      part: partResult({
        sessionId: session.id,
        productId,
        modelId: card.id,
        frameNumber: index,
        name: `part-${index}.png`,
        capturedAt: Math.round(began + (index / inspections) * 71.9 * hour),
        score,
        verdict,
        regions,
        thresholds: { id: limits.id, ...limitsOf(limits) },
      }),
      source: session.source,
      picture: () => pictureOf(index),
      map,
    });
    if (id === null) continue;
    if (verdict === 'good') {
      kept += 1;
      continue;
    }
    entries += 1;
    if (entries % 3 === 0) continue;
    rows.addDecision({
      entryId: id,
      decision: random.next() < 0.25 ? 'good' : 'defect',
      cause: causes[entries % causes.length] ?? null,
      note: entries % 4 === 0 ? '=checked, twice' : '',
      decidedBy: 'local',
      decidedAt: now,
    });
  }
  services.close();
  return { product, inspections, entries, kept };
}

/** Draws a round part on a grey ground, with a dark spot where the map is hot. */
function pictureOf(seed: number): Frame {
  const random = seededRandom(seed);
  const data = new Uint8Array(side * side * 3);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const inPart = (row - 80) ** 2 + (column - 80) ** 2 < 60 ** 2;
      const inSpot = (row - 60) ** 2 + (column - 100) ** 2 < 10 ** 2;
      const value = (inSpot ? 60 : inPart ? 190 : 110) + random.next() * 12;
      data.fill(value, (row * side + column) * 3, (row * side + column + 1) * 3);
    }
  }
  return { width: side, height: side, data };
}

function mapOf(score: number): { map: Float32Array<ArrayBuffer>; width: number; height: number } {
  const map = Float32Array.from({ length: cells * cells }, (_, index) => {
    const distance = Math.hypot(Math.floor(index / cells) - 15, (index % cells) - 25);
    return Math.max(score - distance * 0.5, 0.2);
  });
  return { map, width: cells, height: cells };
}
