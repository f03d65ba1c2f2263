import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';

/** Interval of the checks, milliseconds. A graph fills a gigabyte within a few intervals. */
const intervalMs = 20;

/** The thread that watches a trial's time and memory, because the thread that runs the graph is blocked. */
const { bytes, processorMs } = z
  .object({ bytes: z.number().positive(), processorMs: z.number().positive() })
  .parse(workerData);
const atStart = process.cpuUsage();
setInterval(() => {
  const { user, system } = process.cpuUsage(atStart);
  if (process.memoryUsage.rss() > bytes) end(`${Math.round(bytes / 2 ** 20)} MB of memory`);
  else if ((user + system) / 1000 > processorMs) end(`${processorMs / 1000} s of the processor`);
}, intervalMs);

function end(what: string): void {
  writeSync(2, `It took more than ${what}.\n`);
  process.kill(process.pid, 'SIGKILL');
}
