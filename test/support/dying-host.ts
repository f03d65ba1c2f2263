import { headlessHost } from '../../src/main/host/headless-host.ts';
import type { Host } from '../../src/main/host/host.ts';

/** Makes a host whose inspection process dies during the runs with these numbers, counted from 1. */
export function dyingHost(dies: ReadonlySet<number>): Host {
  const host = headlessHost();
  let runs = 0;
  return {
    ...host,
    forkWorker(entry, environment) {
      const worker = host.forkWorker(entry, environment);
      if (entry !== 'inference') return worker;
      return {
        ...worker,
        send(message) {
          const isRun =
            typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'run';
          worker.send(message);
          if (isRun && dies.has(++runs)) worker.kill();
        },
      };
    },
  };
}
