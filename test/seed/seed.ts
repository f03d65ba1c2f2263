import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, StationError } from '../../src/shared/domain/station-error.ts';
import { lockStation } from '../../src/main/database/station-lock.ts';
import { stationPaths } from '../../src/main/station/paths.ts';
import { openDataServices } from '../support/data-services.ts';
import { createLogFiles } from '../../src/main/log/files.ts';
import { claimHome } from './claim-home.ts';
import { fillLog } from './fill-log.ts';
import { inspectParts } from './inspected-parts.ts';
import { trainedSample } from './trained-sample.ts';
import { writeLog } from './write-log.ts';
import { writeProducts } from './write-products.ts';

const usage = `Usage: npm run seed -- log COUNT [--home DIR] [--add]
       npm run seed -- parts COUNT [--home DIR] [--add]
       npm run seed -- products COUNT [--home DIR] [--add]
  log        the sample product, trained, with three weeks of a line: COUNT entries, shifts, pauses, decisions
  parts      a year of a line with COUNT inspections, each tenth an entry of the log; for logs of millions
  products   products with pictures
  --home     the folder to fill (.dev-home, where npm run dev looks)
  --add      also where something is already
`;

const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** Opens a home in which no station works. */
async function inHome(
  home: string,
  write: (services: ReturnType<typeof openDataServices>) => Promise<string>,
): Promise<string> {
  const lock = lockStation(stationPaths(home).lock);
  const services = openDataServices(home);
  try {
    return await write(services);
  } finally {
    services.close();
    lock.release();
  }
}

async function seedLog(home: string, entries: number): Promise<string> {
  const { productId, modelId } = await trainedSample(home, tell);
  return inHome(home, async (services) => {
    const different = Math.min(Math.max(Math.round(entries / 20), 24), 240);
    tell(`Inspecting ${different} different parts`);
    const parts = await inspectParts(services.models.graphOf(modelId), different, 1000);
    tell('Writing the log');
    const written = await writeLog(home, services, { productId, modelId, parts, entries, until: Date.now() });
    return `${written.inspections} inspections in ${written.shifts} shifts, ${written.entries} entries`;
  });
}

async function seedParts(home: string, parts: number): Promise<string> {
  const { productId, modelId } = await trainedSample(home, tell);
  return inHome(home, async ({ database, models }) => {
    const [part] = await inspectParts(models.graphOf(modelId), 1, 1001);
    if (part === undefined) throw new Error('No part was inspected');
    const until = Date.now();
    const { files } = await createLogFiles(home).write(part.frame, part.map, until);
    fillLog(database, { productId, modelId, parts, until, files }, (written) => {
      if (written % 100_000 < parts / 365) tell(`${written} of ${parts}`);
    });
    return `${parts} inspections, ${Math.ceil(parts / 10)} entries`;
  });
}

async function seedProducts(home: string, count: number): Promise<string> {
  return inHome(home, async (services) => (await writeProducts(services, count)).join(', '));
}

const seeds: Readonly<Record<string, (home: string, count: number) => Promise<string>>> = {
  log: seedLog,
  parts: seedParts,
  products: seedProducts,
};

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { home: { type: 'string' }, add: { type: 'boolean' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [what = '', count = ''] = positionals;
  const seed = seeds[what];
  if (values.help || seed === undefined || !/^[1-9]\d{0,7}$/.test(count) || positionals.length > 2) {
    process.stderr.write(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const home = claimHome(
    values.home ?? join(import.meta.dirname, '..', '..', '.dev-home'),
    values.add ?? false,
  );
  process.stdout.write(`${await seed(home, Number(count))}\n`);
  tell(`Open it with: npm run dev -- --home ${home}`);
}

try {
  await run();
} catch (error) {
  if (!(error instanceof StationError)) throw error;
  tell(messageOf(error));
  process.exitCode = 1;
}
