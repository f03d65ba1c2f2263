import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';

/** How often the memory is looked at, milliseconds. A graph fills a gigabyte in a few times as long. */
const intervalMs = 20;

/** A thread of its own: the one that runs the graph answers to nobody meanwhile. */
const { mostBytes } = z.object({ mostBytes: z.number().positive() }).parse(workerData);
setInterval(() => {
  if (process.memoryUsage.rss() <= mostBytes) return;
  writeSync(2, `It took more than ${Math.round(mostBytes / 2 ** 20)} MB of memory.\n`);
  process.kill(process.pid, 'SIGKILL');
}, intervalMs);
