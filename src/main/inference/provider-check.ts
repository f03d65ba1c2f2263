import { messageOf } from '../../shared/domain/station-error.ts';
import type { Host } from '../host/host.ts';
import { howItEnded } from '../host/how-it-ended.ts';
import {
  fromProviderProbeSchema,
  type ProviderName,
  type RefusedProvider,
  type ToProviderProbe,
} from './provider-protocol.ts';

/** A trial that takes longer counts as a hang, milliseconds. */
const probeTimeoutMs = 60_000;

/** Finds out which execution providers work on this machine. */
export interface ProviderCheck {
  /** Returns the providers that must not be used, with the reasons; never the CPU. The trials run once, then the result is remembered. */
  refused(): Promise<readonly RefusedProvider[]>;
  /** Ends a running trial. */
  close(): void;
}

/** Tries each provider in a separate process, because a CUDA library that does not fit the driver ends the process that loads it. */
export function createProviderCheck(host: Host): ProviderCheck {
  const ending = new AbortController();
  let found: Promise<readonly RefusedProvider[]> | null = null;

  async function check(): Promise<readonly RefusedProvider[]> {
    const reason = await probe(host, 'cuda', ending.signal).catch(messageOf);
    return reason === null ? [] : [{ provider: 'cuda', reason }];
  }
  return {
    refused: () => (found ??= check()),
    close: () => ending.abort(),
  };
}

/** Tries a provider in a process. @returns null if it works, else the reason */
function probe(host: Host, provider: ProviderName, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const worker = host.forkWorker('provider-probe');
    const conclude = (reason: string | null): void => {
      clearTimeout(guard);
      worker.kill();
      resolve(reason);
    };
    const guard = setTimeout(
      conclude,
      probeTimeoutMs,
      `the trial run took longer than ${probeTimeoutMs / 1000} s`,
    );
    signal.addEventListener('abort', () => conclude('the station ended during the trial run'));
    worker.onMessage((message) => {
      const answer = fromProviderProbeSchema.safeParse(message);
      conclude(answer.success ? answer.data.refusal : 'the trial run gave no readable answer');
    });
    worker.onExit((code, lastWords) => {
      conclude(`the trial run ${howItEnded(code)}${lastWords === '' ? '' : `: ${lastWords.slice(-500)}`}`);
    });
    worker.send({ provider } satisfies ToProviderProbe);
  });
}
