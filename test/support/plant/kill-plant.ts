import { copyFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodePng } from '../../../src/main/images/encode-image.ts';
import { seededRandom } from '../../../src/main/networks/random.ts';
import { openEmbedded } from '../../../src/main/plant-host/log/open-embedded.ts';
import { openPostgresql } from '../../../src/main/plant-host/log/open-postgresql.ts';
import type { PlantDatabase } from '../../../src/main/plant-host/log/plant-database.ts';
import { plantPaths } from '../../../src/main/station/plant-paths.ts';
import { arrivedIn } from '../../../src/shared/domain/outcome.ts';
import type { RunningStation } from '../../e2e/support/running-station.ts';
import { makeSmallProduct } from '../small-product.ts';
import { testFrame } from '../test-frame.ts';
import { openProcessPlant, type ProcessPlant } from './process-plant.ts';
import { orderAtPlant, partsOfPlant, partsOfStation, type KnownPart } from './known-parts.ts';
import { openPostgresqlServer } from './postgresql-server.ts';

export interface KillPlantOptions {
  readonly kills: number;
  readonly seed: number;
  /** Where the plant keeps its log. With `postgresql`, the kills also hit that server. */
  readonly database: 'embedded' | 'postgresql';
  /** Folder for homes and pictures. */
  readonly folder: string;
  readonly onKill?: (what: string, kills: number) => void;
}

export interface KillPlantResult {
  readonly kills: Record<string, number>;
  /** Number of all stations' parts, and of parts in the plant's log. */
  readonly parts: number;
  readonly atPlant: number;
  readonly seconds: number;
  readonly faults: string[];
}

const stations = 3;
const pictures = 5;
/** Time between two parts of a station, and longest pause after a kill, milliseconds. */
const partEveryMs = 150;
const mostPauseMs = 1500;
/** Time after the last kill within which all parts reach the plant, milliseconds. */
const patienceMs = 180_000;

interface Line {
  readonly name: string;
  readonly productId: string;
  /** The folder that the station watches. */
  readonly parts: string;
  station: RunningStation;
}

/**
 * Runs three inspecting stations and a plant as processes, and kills server, host and stations at random moments. Then compares
 * the logs: the plant must have every part of the stations once, with its number and time, in the order of the numbers.
 */
export async function killPlant({
  kills,
  seed,
  folder,
  database,
  onKill,
}: KillPlantOptions): Promise<KillPlantResult> {
  const began = performance.now();
  const random = seededRandom(seed);
  const images = await writePictures(join(folder, 'pictures'));
  const made: Omit<Line, 'station'>[] = [];
  for (let number = 1; number <= stations; number++) made.push(await makeLine(folder, number));
  const postgresql =
    database === 'postgresql' ? await openPostgresqlServer(join(folder, 'postgresql'), ['fsync=off']) : null;
  const plant = await openProcessPlant(folder, postgresql === null ? [] : ['--database', postgresql.address]);
  const lines: Line[] = [];
  const ending = new AbortController();
  let feeding: Promise<unknown> = Promise.resolve();
  try {
    for (const line of made) {
      const opened = { ...line, station: await plant.join(line.name) };
      await inspect(opened);
      lines.push(opened);
    }
    feeding = Promise.all(lines.map((line) => feed(line, images, ending.signal)));

    const targets: Record<string, () => Promise<void>> = {
      'NATS server': plant.killServer,
      host: () => plant.restartHost(),
      ...(postgresql === null ? {} : { PostgreSQL: () => postgresql.kill().then(postgresql.start) }),
      ...Object.fromEntries(lines.map((line) => [line.name, () => restart(plant, line)])),
    };
    const killed = Object.fromEntries(Object.keys(targets).map((name) => [name, 0]));
    for (let kill = 1; kill <= kills; kill++) {
      await sleep(random.next() * mostPauseMs);
      const name = Object.keys(targets)[random.integer(Object.keys(targets).length)] ?? 'host';
      await targets[name]?.();
      killed[name] = (killed[name] ?? 0) + 1;
      onKill?.(name, kill);
    }
    ending.abort();
    await feeding;
    const faults = await untilThere(plant, lines);
    await plant.end();
    const log = await (postgresql === null
      ? openEmbedded(plantPaths(plant.home).log)
      : openPostgresql(postgresql.address));
    const compared = await compare(log, lines).finally(() => log.close());
    return {
      kills: killed,
      parts: compared.parts,
      atPlant: compared.atPlant,
      seconds: Math.round((performance.now() - began) / 1000),
      faults: [...faults, ...compared.faults],
    };
  } finally {
    ending.abort();
    await feeding;
    await plant.end();
    await postgresql?.end();
  }
}

async function writePictures(folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  return Promise.all(
    Array.from({ length: pictures }, async (_, index) => {
      const file = join(folder, `${index}.png`);
      writeFileSync(file, await encodePng(testFrame(index, 96, 80)));
      return file;
    }),
  );
}

async function makeLine(folder: string, number: number): Promise<Omit<Line, 'station'>> {
  const name = `Line ${number}`;
  const parts = join(folder, `parts-${number}`);
  mkdirSync(parts);
  const { productId } = await makeSmallProduct(join(folder, name));
  return { name, productId, parts };
}

async function inspect({ station, productId, parts }: Line): Promise<void> {
  const source = { kind: 'watched-folder', folder: parts } as const;
  await station.client.inspection.start({ productId, source });
}

async function restart(plant: ProcessPlant, line: Line): Promise<void> {
  line.station = await plant.restart(line.station);
  await inspect(line);
}

/** Puts one part after the other into the watched folder, each as a complete file. */
async function feed({ parts, name }: Line, images: readonly string[], signal: AbortSignal): Promise<void> {
  for (let number = 1; !signal.aborted; number++) {
    const part = `${name.replace(' ', '-')}-${String(number).padStart(6, '0')}.png`;
    const from = images[number % images.length];
    if (from === undefined) return;
    copyFileSync(from, join(parts, `.${part}`));
    renameSync(join(parts, `.${part}`), join(parts, part));
    await sleep(partEveryMs);
  }
}

/** Waits until no message of the stations waits and the plant has counted them all. @returns what still waits at the end */
async function untilThere(plant: ProcessPlant, lines: readonly Line[]): Promise<string[]> {
  for (const until = Date.now() + patienceMs; ; await sleep(500)) {
    const open: string[] = [];
    const { stations: onBoard } = await plant.host().client.plantHost.board();
    for (const [index, { name, station }] of lines.entries()) {
      const { parts } = await station.client.log.counts({});
      const state = await station.client.membership.status();
      const own = arrivedIn(parts);
      const counts = onBoard.find((one) => one.station === index + 1)?.counts;
      const there = counts === undefined ? 0 : arrivedIn(counts);
      if (state?.waiting !== 0 || own !== there) {
        open.push(
          `${name}: ${own} parts, ${there} on the board, ${state?.waiting} wait: ${state?.failure?.message}`,
        );
      }
    }
    if (open.length === 0) return [];
    if (Date.now() > until) return open;
  }
}

/** Compares the logs of stations and plant part by part. */
async function compare(
  database: PlantDatabase,
  lines: readonly Line[],
): Promise<{ parts: number; atPlant: number; faults: string[] }> {
  const faults: string[] = [];
  const sums = { parts: 0, atPlant: 0 };
  for (const [index, { name, station }] of lines.entries()) {
    const own = partsOfStation(station.home);
    const arrived = await partsOfPlant(database, index + 1);
    const there = new Map(arrived.map((part) => [part.number, part]));
    sums.parts += own.length;
    sums.atPlant += there.size;
    const isSame = (one: KnownPart, other: KnownPart | undefined): boolean =>
      JSON.stringify(one) === JSON.stringify(other);
    const other = own.filter((part) => !isSame(part, there.get(part.number)));
    if (other.length > 0) faults.push(`${name}: ${other.length} parts are not, or otherwise, at the plant`);
    if (there.size > own.length) {
      faults.push(`${name}: ${there.size} parts at the plant, ${own.length} here`);
    }
    const order = await orderAtPlant(database, index + 1);
    const late = order.filter((number, at) => number < (order[at - 1] ?? 0));
    if (late.length > 0) faults.push(`${name}: ${late.length} parts came behind later ones, e.g. ${late[0]}`);
    if (own.length === 0) faults.push(`${name} inspected nothing`);
  }
  return { ...sums, faults };
}
