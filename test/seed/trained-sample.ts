import { createRouterClient } from '@orpc/server';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import { program, programVersion, resourcesFolder } from '../../src/main/host/program-folder.ts';
import { reportToStandardError } from '../../src/main/host/report-to-standard-error.ts';
import { openStation } from '../../src/main/station.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { collect } from '../support/collect.ts';

export interface TrainedSample {
  readonly productId: string;
  readonly modelId: string;
}

/**
 * Makes the sample product with an active model, in a station that works in this home meanwhile. Uses what is already there and makes
 * the rest by the same procedures that the window calls. The model is of the quickest family, a memory.
 */
export async function trainedSample(home: string, tell: (text: string) => void): Promise<TrainedSample> {
  const here = program();
  const station = await openStation({
    home,
    host: headlessHost(),
    resources: resourcesFolder(here),
    version: programVersion(here),
    report: reportToStandardError,
  });
  try {
    const client = createRouterClient(station.router, { context: { user: singleUser } });
    tell('Rendering the sample product');
    const made = (await collect(await client.products.createSample())).at(-1);
    if (made?.kind !== 'finished') throw new Error('The sample product was not made');
    const { id: productId, activeModelId } = made.product;
    if (activeModelId !== null) return { productId, modelId: activeModelId };
    tell('Training a memory on it');
    const { id: jobId } = await client.training.start({ productId, preset: 'instant' });
    await collect(await client.training.watch({ jobId }));
    const job = (await client.training.list({ productId })).find(({ id }) => id === jobId);
    if (!job?.modelId) throw new Error(`The training ended as ${job?.state}: ${job?.reason?.message}`);
    const modelId = job.modelId;
    await client.models.activate({ modelId });
    tell('Evaluating it');
    const source = { kind: 'test-images' } as const;
    await collect(await client.models.evaluate({ modelId, source }));
    return { productId, modelId };
  } finally {
    await station.close();
  }
}
