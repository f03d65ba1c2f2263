import { spawn } from 'node:child_process';
import { workerFile } from '../host/worker-file.ts';
import { bundledProviders, type ProviderName } from './providers.ts';

const probeTimeoutMs = 60_000;
let verdict: Promise<ReadonlyMap<ProviderName, string | null>> | null = null;

/**
 * Which providers may be tried in this process: null, or the reason why not. A CUDA library that does not fit the
 * driver ends the process that loads it, so that a child process tries it first; asked once.
 */
export function allowedProviders(): Promise<ReadonlyMap<ProviderName, string | null>> {
  verdict ??= checkProviders();
  return verdict;
}

async function checkProviders(): Promise<ReadonlyMap<ProviderName, string | null>> {
  const bundled = bundledProviders();
  const cuda = bundled.has('cuda') ? await probe('cuda') : 'not part of this build of ONNX Runtime';
  return new Map<ProviderName, string | null>([
    ['cuda', cuda],
    ['cpu', null],
  ]);
}

/** Runs a tiny model on the provider in a child process; null when it worked, else the reason. */
function probe(provider: ProviderName): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [workerFile('provider-probe'), provider], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: probeTimeoutMs,
    });
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString('utf8')).slice(-500);
    });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(null);
      else resolve(words.trim() || `the trial run ended with ${signal ?? `exit code ${String(code)}`}`);
    });
  });
}
