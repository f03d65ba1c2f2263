import { parseArgs } from 'node:util';
import { failuresText } from './gate/failures.mjs';
import { stageNames, stages } from './gate/stages.mjs';
import { oneCheck, sum, summaryLine } from './gate/summary.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { command } from './setup/command.mjs';
import { findElectron, whyNoDesktop } from './setup/electron-binary.mjs';
import { duration } from './setup/steps.mjs';

const usage = `Usage: npm test -- [--only STAGE[,STAGE…]] [FILTER…]
Stages: ${stageNames.join(', ')}
A FILTER goes to the test runners: a part of a test file's path.
`;

const { values, positionals } = parseArgs({
  options: { only: { type: 'string' }, help: { type: 'boolean' } },
  allowPositionals: true,
});
const only = values.only?.split(',') ?? (positionals.length > 0 ? stageNames.slice(8) : []);
const unknown = only.filter((name) => !stageNames.includes(name));
let browser = '';

if (values.help || unknown.length > 0) {
  process.stdout.write(unknown.length > 0 ? `Unknown stage: ${unknown.join(', ')}\n${usage}` : usage);
  process.exitCode = unknown.length > 0 ? 2 : 0;
} else {
  // In the whole gate the build is a stage of its own; a part of it may need the built station.
  const build =
    only.length > 0 && only.some((name) => ['contract', 'security', 'desktop', 'e2e'].includes(name));
  const failed = () => process.stdout.write(`${summaryLine(oneCheck(false))}\n`);
  await command({ script: import.meta.url, build, extra: chromium(), failed }, gate);
}

function chromium() {
  if (only.length > 0 && !only.includes('e2e')) return undefined;
  return {
    title: 'Chromium',
    work: async (/** @type {(text: string) => void} */ say) => (browser = await ensureChromium(say)),
  };
}

/** Runs every stage, whatever became of those before it. */
async function gate() {
  const results = [];
  for (const stage of stages({ only, rest: positionals, env: testEnvironment() })) {
    const started = Date.now();
    process.stdout.write(`\n— ${stage.title}\n`);
    /** @type {import('./gate/stages.mjs').StageResult} */
    const result = await stage.run().catch((/** @type {unknown} */ error) => {
      process.stdout.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      return oneCheck(false);
    });
    results.push({ stage, result, time: duration(Date.now() - started) });
    process.stdout.write(`— ${stage.title}: ${summaryLine(result)} in ${results.at(-1)?.time}\n`);
  }
  const total = sum(results.map(({ result }) => result));
  process.stdout.write('\n');
  for (const { stage, result, time } of results) {
    process.stdout.write(
      `${result.failed > 0 ? 'FAILED' : 'ok    '} ${stage.title}: ${summaryLine(result)}, ${time}\n`,
    );
  }
  process.stdout.write(failuresText(results.flatMap(({ result }) => result.failures ?? [])));
  for (const reason of total.reasons) process.stdout.write(`skipped ${reason}\n`);
  process.stdout.write(`${summaryLine(total)}\n`);
  return total.failed > 0 ? 1 : 0;
}

/** What the specs need to know about this machine. */
function testEnvironment() {
  const electron = findElectron();
  const hindrance =
    whyNoDesktop() ?? (electron === undefined ? "Electron's binary is not on this machine" : undefined);
  const desktop =
    hindrance === undefined ? { LOUPE_ELECTRON: electron } : { LOUPE_ELECTRON_MISSING: hindrance };
  return { ...process.env, LOUPE_CHROMIUM: browser, ...desktop };
}
