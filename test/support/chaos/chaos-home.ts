import { copyFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stationPaths, type StationPaths } from '../../../src/main/station/paths.ts';
import { encodePng } from '../../../src/main/images/encode-image.ts';
import { modbusTargetSchema } from '../../../src/shared/domain/modbus-target.ts';
import { usualLane } from '../../../src/shared/domain/lanes.ts';
import { startStation, type RunningStation } from '../../e2e/support/running-station.ts';
import { collect } from '../collect.ts';
import { openDataServices } from '../data-services.ts';
import { freePort } from '../free-port.ts';
import { writeSmallModel } from '../small-model.ts';
import { makeSmallProduct } from '../small-product.ts';
import { partFrame } from '../training/parts.ts';
import { testFrame } from '../test-frame.ts';
import { hear } from './line-client.ts';

/** Lanes of the home: a controller triggers lane 1, lane 2 runs freely, programs push pictures to lane 3. */
export const lanes = { plc: 1, free: 2, push: 3 } as const;
/** Number of different pictures for parts. */
const pictures = 24;
/** Size of a picture, pixels. */
const size = { width: 96, height: 80 } as const;
export const serverProgram = join(import.meta.dirname, '..', '..', '..', 'src', 'main', 'server.ts');

export type ChaosHome = Awaited<ReturnType<typeof makeChaosHome>>;

/**
 * Makes a home for stations that are killed: a product with images and two small models with random weights, limits under which
 * parts are good, for review and defects, three lanes, and an output for a controller.
 *
 * @param folder for the home and the files that it needs
 */
export async function makeChaosHome(folder: string) {
  const home = join(folder, 'home');
  const { productId, modelId } = await makeSmallProduct(home);
  const spareModelId = await addModel(home, productId);
  const parts = join(folder, 'parts');
  const images = join(folder, 'images');
  const exported = join(folder, 'exported');
  for (const one of [parts, images, exported]) mkdirSync(one);
  const frames = Array.from({ length: pictures }, (_, seed) => testFrame(seed, size.width, size.height));
  for (const [index, frame] of frames.entries()) {
    writeFileSync(join(parts, `${String(index).padStart(2, '0')}.png`), await encodePng(frame));
  }
  for (let seed = 0; seed < 12; seed++) {
    writeFileSync(join(images, `image-${seed}.png`), await encodePng(partFrame(seed)));
  }

  const plcPort = await freePort();
  const station = await startStation({ home, program: serverProgram });
  let access: Awaited<ReturnType<typeof setUp>>;
  try {
    access = await setUp(station, {
      productId,
      modelId: spareModelId,
      plcPort,
      folders: { images, exported, parts },
    });
  } catch (error) {
    await station.kill();
    throw error;
  }
  const code = await station.stop();
  if (code !== 0) throw new Error(`The first station ended with ${code}: ${station.output()}`);

  // Each kind of fault of the place works in its own copy of this home.
  const base = join(folder, 'base');
  cpSync(home, base, { recursive: true });

  /** Copies parts into a folder under names that nothing else there uses. */
  function fillFolder(to: string, prefix: string, count: number): string[] {
    mkdirSync(to, { recursive: true });
    const names = readdirSync(parts);
    return Array.from({ length: count }, (_, index) => {
      const name = `${prefix}-${String(index).padStart(4, '0')}.png`;
      copyFileSync(join(parts, names[index % names.length] ?? ''), join(to, name));
      return name;
    });
  }
  const paths: StationPaths = stationPaths(home);
  return {
    paths,
    base,
    productId,
    modelIds: [modelId, spareModelId] as const,
    frames,
    images,
    parts,
    plcPort,
    /** Folder of an exported model. */
    model: access.model,
    /** Token of a program that may push pictures. */
    programToken: access.token,
    fillFolder,
  };
}

interface ToSetUp {
  readonly productId: string;
  /** Id of the model that is exported. */
  readonly modelId: string;
  readonly plcPort: number;
  readonly folders: { readonly images: string; readonly exported: string; readonly parts: string };
}

/** Sets up lanes, output, link, images and limits. @returns a program's token and the folder of an exported model */
async function setUp(station: RunningStation, { productId, modelId, plcPort, folders }: ToSetUp) {
  const { client } = station;
  const camera = { kind: 'window-camera', label: 'Camera' } as const;
  const { number: first, ...plcLane } = usualLane(lanes.plc);
  const trigger = { kind: 'software', delayMs: 0, debounceMs: 0 } as const;
  await client.lanes.change({ number: first, expected: 0, lane: { ...plcLane, source: camera, trigger } });
  await client.lanes.add(usualLane(lanes.free));
  await client.lanes.add({ ...usualLane(lanes.push), source: { kind: 'push' } });
  const target = modbusTargetSchema.parse({ kind: 'modbus', port: plcPort });
  await client.outputs.add({ name: 'PLC', enabled: true, target });
  const { token } = await client.access.create({ name: 'Program', role: 'operator', days: null });
  await collect(await client.datasets.importFolder({ productId, folder: folders.images }));
  const { folder: model } = await client.models.exportTo({ modelId, folder: folders.exported });
  await setLimits(station, productId, folders.parts);
  return { token, model };
}

/** Sets limits between the scores of the parts, so that every verdict occurs. */
async function setLimits(station: RunningStation, productId: string, folder: string): Promise<void> {
  const { client } = station;
  const scores: number[] = [];
  const heard = await hear(station, (part) => {
    if (part.verdict !== 'not-inspected') scores.push(part.score);
  });
  const source = { kind: 'watched-folder', folder } as const;
  const { id: sessionId } = await client.inspection.start({ productId, source, lane: lanes.free });
  await client.inspection.caughtUp({ sessionId });
  await client.inspection.stop({ sessionId });
  while (scores.length < pictures) await heard.more();
  heard.close();
  const sorted = scores.toSorted((a, b) => a - b);
  const between = (share: number): number => {
    const at = Math.floor(sorted.length * share);
    return ((sorted[at - 1] ?? 0) + (sorted[at] ?? 0)) / 2;
  };
  const thresholds = { review: between(0.5), defect: between(0.75) };
  await client.products.setThresholds({ id: productId, thresholds });
}

/** Adds a second model to the product, not active. @returns its id */
async function addModel(home: string, productId: string): Promise<string> {
  const services = openDataServices(home);
  try {
    const finished = join(services.paths.jobs, 'spare');
    const { id } = writeSmallModel(finished, { productId });
    await services.models.register(finished);
    return id;
  } finally {
    services.close();
  }
}
