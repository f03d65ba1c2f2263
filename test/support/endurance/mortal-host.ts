import { z } from 'zod';
import { headlessHost } from '../../../src/main/host/headless-host.ts';
import type { Host, WorkerProcess } from '../../../src/main/host/host.ts';

/** Makes a host whose inspection process tests can kill. */
export function mortalHost() {
  const host = headlessHost();
  let inference: WorkerProcess | null = null;
  let diesInRun = false;
  const mortal: Host = {
    ...host,
    forkWorker(entry, environment) {
      const worker = host.forkWorker(entry, environment);
      if (entry !== 'inference') return worker;
      inference = worker;
      return {
        ...worker,
        send(message) {
          worker.send(message);
          const isRun = z.looseObject({ kind: z.literal('run') }).safeParse(message).success;
          if (!isRun || !diesInRun) return;
          diesInRun = false;
          worker.kill();
        },
      };
    },
  };
  return {
    host: mortal,
    killInRun: () => void (diesInRun = true),
    killNow: () => inference?.kill(),
  };
}
