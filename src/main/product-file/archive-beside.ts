import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { failureTold } from '../host/told-failure.ts';
import { workerFile } from '../host/worker-file.ts';
import { fromArchiveThreadSchema, type FromArchiveThread, type ToArchiveThread } from './archive-protocol.ts';
import type { ProductContents } from './format.ts';

/** Most memory for what is read of an archive, MB; several times that of the largest contents. */
const mostMemory = 4096;

/** A checked archive that a thread reads, so that the line does not wait for large contents. */
export interface ArchiveBeside {
  readonly contents: Omit<ProductContents, 'format' | 'stationVersion' | 'exportedAt' | 'files'>;
  /** Unpacks all files into a folder and checks length and SHA-256. @throws StationError CORRUPT_FILE, DISK_FULL */
  unpack(folder: string): Promise<void>;
  close(): Promise<void>;
}

/** @throws StationError as `openArchive`; WORKER_FAILED if the thread ends, because its memory is used up for instance */
export async function openArchiveBeside(path: string): Promise<ArchiveBeside> {
  // Drops the process's own flags (a debugger's port, a test runner's loader).
  const worker = new Worker(workerFile('product-archive'), {
    workerData: path,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  let failure = 'it ended';
  worker.on('error', (error: unknown) => (failure = messageOf(error)));
  const ended = new Promise<never>((_, reject) => {
    worker.once('exit', () =>
      reject(new StationError('WORKER_FAILED', `“${path}” could not be read: ${failure}`)),
    );
  });
  ended.catch(() => undefined);

  async function ask(question: ToArchiveThread): Promise<Exclude<FromArchiveThread, { kind: 'failed' }>> {
    const given = new Promise<unknown>((resolve) => void worker.once('message', resolve));
    worker.postMessage(question);
    const answer = fromArchiveThreadSchema.parse(await Promise.race([given, ended]));
    if (answer.kind === 'failed') throw failureTold(answer);
    return answer;
  }

  async function read(): Promise<ArchiveBeside['contents']> {
    const lists: Pick<ProductContents, 'images' | 'models' | 'limits' | 'activations'> = {
      images: [],
      models: [],
      limits: [],
      activations: [],
    };
    for (;;) {
      const answer = await ask({ kind: 'next' });
      if (answer.kind === 'product') return { product: answer.product, ...lists };
      if (answer.kind !== 'piece') throw new Error('An archive was unpacked before it was read');
      if (answer.of === 'images') lists.images.push(...answer.rows);
      if (answer.of === 'models') lists.models.push(...answer.rows);
      if (answer.of === 'limits') lists.limits.push(...answer.rows);
      if (answer.of === 'activations') lists.activations.push(...answer.rows);
      await turn();
    }
  }

  async function close(): Promise<void> {
    await worker.terminate();
  }

  try {
    return {
      contents: await read(),
      async unpack(folder) {
        await ask({ kind: 'unpack', folder });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
