import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRouterClient } from '@orpc/server';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import { program, resourcesFolder } from '../../src/main/host/program-folder.ts';
import { reportToStandardError } from '../../src/main/host/report-to-standard-error.ts';
import { openStation } from '../../src/main/station.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { writeLinkedSet } from './support/linked-set.ts';
import { markdownTable } from './support/markdown-table.ts';
import { children, peakMemory } from './support/peak-memory.ts';

/**
 * Measures the memory of an evaluation: a whole station evaluates many rendered images, stores the result and writes
 * its page. Prints the peaks of the station's process and of the inspection process as a table on stderr and as JSON on
 * stdout; fails above 1 GiB.
 * Options: `--images N` (10,000), `--side PIXELS` (256).
 */
const { values: options } = parseArgs({
  options: { images: { type: 'string', default: '10000' }, side: { type: 'string', default: '256' } },
});
const [images, side] = [Number(options.images), Number(options.side)];
const limit = 2 ** 30;
const mebibyte = 2 ** 20;

interface Peak {
  readonly images: number;
  /** Bytes. */
  readonly station: number;
  /** Bytes; null if the system does not report it. */
  readonly worker: number | null;
}

function peak(done: number): Peak {
  const worker = children().find(({ command }) => command.includes('inference'));
  return {
    images: done,
    station: process.resourceUsage().maxRSS * 1024,
    worker: worker ? peakMemory(worker.pid) : null,
  };
}

async function measure(folder: string): Promise<{ peaks: Peak[]; pageBytes: number; seconds: number }> {
  const data = join(folder, 'parts');
  await writeLinkedSet(data, images, side);
  const home = join(folder, 'home');
  const { modelId } = await makeSmallProduct(home, 'Flange', side);
  const resources = resourcesFolder(program());
  const host = headlessHost();
  const station = await openStation({
    home,
    host,
    resources,
    version: '0.0.0',
    report: reportToStandardError,
  });
  try {
    const client = createRouterClient(station.router, { context: { user: singleUser } });
    const started = performance.now();
    const peaks: Peak[] = [];
    for await (const event of await client.models.evaluate({
      modelId,
      source: { kind: 'folder', folder: data },
    })) {
      if (event.kind === 'progress') {
        if (event.done < (peaks.length + 1) * (images / 10)) continue;
        peaks.push(peak(event.done));
        process.stderr.write(`${event.done} of ${event.total} images\n`);
        continue;
      }
      const { id } = event.evaluation;
      const seconds = (performance.now() - started) / 1000;
      const page = await station.readMedia({ kind: 'evaluation-report', id }, singleUser);
      peaks.push(peak(event.evaluation.result.images));
      return { peaks, pageBytes: page.body.size, seconds };
    }
    throw new Error('The evaluation ended early');
  } finally {
    await station.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'loupe-bench-'));
const { peaks, pageBytes, seconds } = await measure(folder).finally(() =>
  rm(folder, { recursive: true, force: true }),
);
const last = peaks.at(-1);
const total = (last?.station ?? 0) + (last?.worker ?? 0);
const inMebibytes = (bytes: number | null): string => (bytes === null ? '–' : (bytes / mebibyte).toFixed(0));
const rows = peaks.map((row) => [String(row.images), inMebibytes(row.station), inMebibytes(row.worker)]);
process.stderr.write(`\n${markdownTable(['Images', 'Station, peak MiB', 'Inspection, peak MiB'], rows)}`);
process.stderr.write(
  `${inMebibytes(total)} MiB together after the page (last row); ${seconds.toFixed(0)} s\n`,
);
process.stdout.write(
  `${JSON.stringify({ benchmark: 'evaluation-memory', images, side, limit, total, peaks, pageBytes, seconds })}\n`,
);
if (total > limit) process.exitCode = 1;
