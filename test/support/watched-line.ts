import { createRouterClient } from '@orpc/server';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { toWindowSchema, unpackLive } from '../../src/shared/contract/live.ts';
import type { LiveResult, ToWindow } from '../../src/shared/contract/live.ts';
import type { Host } from '../../src/main/host/host.ts';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { openStationUnderTest } from '../contract/station-under-test.ts';
import { openDataServices } from './data-services.ts';
import { writeSmallModel } from './small-model.ts';
import { makeSmallProduct } from './small-product.ts';
import type { SmallProduct } from './small-product.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { testFrame } from './test-frame.ts';

/** Opens a station with products that have real, small models, a folder that it may watch, and a window that hears everything. */
export async function openWatchedLine(names: readonly [string, ...string[]] = ['Disc'], host?: Host) {
  const folder = temporaryFolder();
  const [first, ...others] = names;
  const home = join(folder, 'home');
  const products: [SmallProduct, ...SmallProduct[]] = [await makeSmallProduct(home, first)];
  for (const name of others) products.push(await makeSmallProduct(home, name));
  const spareModelId = await addSpareModel(home, products[0].productId, first);
  const { station, bugs } = await openStationUnderTest(folder, host);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const parts = join(folder, 'parts');
  mkdirSync(parts);

  const heard: ToWindow[] = [];
  const waiting = new Map<string, (result: LiveResult) => void>();
  const connection = station.live.connect((block) => {
    const message = toWindowSchema.parse(unpackLive(block).header);
    heard.push(message);
    if (message.kind === 'result' && message.name !== null) waiting.get(message.name)?.(message);
    return true;
  });
  onTestFinished(() => connection.close());

  /** Puts a part into the watched folder, as a complete file. */
  async function drop(name: string, seed: number): Promise<void> {
    writeFileSync(join(folder, name), await encodePng(testFrame(seed, 96, 80)));
    renameSync(join(folder, name), join(parts, name));
  }

  return {
    folder,
    station,
    client,
    bugs,
    parts,
    heard,
    products,
    spareModelId,
    drop,
    source: { kind: 'watched-folder', folder: parts } as const,
    /** Drops a part and waits for its verdict. */
    async inspect(seed: number): Promise<LiveResult> {
      const name = `part-${seed}.png`;
      const { promise, resolve } = Promise.withResolvers<LiveResult>();
      waiting.set(name, resolve);
      await drop(name, seed);
      return promise;
    },
    /** Sets limits under which every part of a product gets this verdict. */
    async judgeAll(productId: string, verdict: 'good' | 'defect'): Promise<void> {
      const thresholds = verdict === 'good' ? { review: 1e8, defect: 1e9 } : { review: -2e9, defect: -1e9 };
      await client.products.setThresholds({ id: productId, thresholds });
    },
  };
}

/** Adds a second model to a product, not active. */
async function addSpareModel(home: string, productId: string, productName: string): Promise<string> {
  const services = openDataServices(home);
  try {
    const finished = join(services.paths.jobs, 'spare');
    const { id } = writeSmallModel(finished, { productId, productName });
    await services.models.register(finished);
    return id;
  } finally {
    services.close();
  }
}

export type WatchedLine = Awaited<ReturnType<typeof openWatchedLine>>;
