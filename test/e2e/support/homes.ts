import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { scoredImageSchema } from '../../../src/shared/contract/models.ts';
import type { ScoredImage } from '../../../src/shared/contract/models.ts';
import { stationData } from '../../support/station-data.ts';
import { firstRun } from '../flows/first-run.ts';
import { openBrowserWindow } from './browser-window.ts';
import { forDocuments } from './document-images.ts';
import { oncePerRun } from './run-cache.ts';
import { built, runProgram, startStation } from './running-station.ts';

export const cookieFolder = join(stationData, 'cookie');

export interface TrainedHome {
  readonly home: string;
  readonly product: string;
  /** The model's scores of the product's test images, read from the files. */
  readonly scores: readonly ScoredImage[];
}

/** Makes a product of real images with an active model, trained by the command line with the quickest family, a memory. */
export async function cookieHome(): Promise<TrainedHome> {
  const product = 'Cookie';
  const folder = await oncePerRun('cookie', async (part) => {
    const home = join(part, 'home');
    const images = join(cookieFolder, 'train', 'good');
    const words = ['train', '--images', images, '--name', product, '--preset', 'instant'];
    const training = await runProgram(built.cli, words, { STATION_HOME: home });
    if (training.code !== 0) throw new Error(`The training ended with ${training.code}:\n${training.stderr}`);
    await writeFile(join(part, 'scores.json'), JSON.stringify(await evaluate(home, cookieFolder)));
  });
  const scores: unknown = JSON.parse(await readFile(join(folder, 'scores.json'), 'utf8'));
  return { home: join(folder, 'home'), product, scores: z.array(scoredImageSchema).parse(scores) };
}

async function evaluate(home: string, data: string): Promise<readonly ScoredImage[]> {
  const station = await startStation({ home });
  try {
    const [product] = await station.client.products.list();
    const modelId = product?.activeModelId;
    if (modelId === undefined || modelId === null) throw new Error('The training left no active model');
    for await (const event of await station.client.models.evaluate({
      modelId,
      source: { kind: 'folder', folder: data },
    })) {
      if (event.kind === 'finished') return event.evaluation.result.scores;
    }
    throw new Error('The evaluation ended early');
  } finally {
    await station.stop();
  }
}

/** Makes the home of a station that went through the first run: trained, evaluated, with a log. */
export async function sampleHome(): Promise<string> {
  const folder = await oncePerRun('sample', async (part) => {
    const home = join(part, 'home');
    // The documents' pictures show the path of the evaluated folder, so that path is readable there.
    const shown = forDocuments ? join(tmpdir(), 'loupe-screenshots') : home;
    await rm(shown, { recursive: true, force: true });
    const station = await startStation({ home: shown });
    const window = await openBrowserWindow({ camera: { kind: 'none' } });
    try {
      await window.page.goto(station.address);
      await firstRun(window.page, forDocuments ? { preset: 'compact', epochs: null } : undefined);
    } finally {
      await window.close();
      await station.stop();
    }
    if (shown !== home) await rename(shown, home);
  });
  return join(folder, 'home');
}

/** Lists a station's folder of work in progress. */
export async function workInProgress(home: string): Promise<string[]> {
  return readdir(join(home, 'jobs'));
}
