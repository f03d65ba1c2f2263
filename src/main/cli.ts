import './host/more-threads.ts';
import { exitCodes } from './cli/command-failure.ts';
import { runCommandLine } from './cli/run-command-line.ts';

/** The station's command line. The first interruption ends the work in order, the second one at once. */
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
    interruption.abort();
  });
}
process.exitCode = await runCommandLine(process.argv.slice(2), interruption.signal);
