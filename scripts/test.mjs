import { parseArgs } from 'node:util';
import { runStages } from './gate/run-stages.mjs';
import { stageNames, stages, testStageNames } from './gate/stages.mjs';
import { oneCheck, summaryLine } from './gate/summary.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { command } from './setup/command.mjs';
import { ensureDesktop } from './setup/desktop.mjs';

const usage = `Usage: npm test -- [--only STAGE[,STAGE…]] [FILTER…]
Stages: ${stageNames.join(', ')}
A FILTER goes to the test runners: a part of a test file's path.
`;

const { values, positionals } = parseArgs({
  options: { only: { type: 'string' }, help: { type: 'boolean' } },
  allowPositionals: true,
});
const only = values.only?.split(',') ?? (positionals.length > 0 ? testStageNames : []);
const unknown = only.filter((name) => !stageNames.includes(name));
let browser = '';
/** @type {{ program: string } | { reason: string }} */
let desktop = { reason: 'not looked for' };

if (values.help || unknown.length > 0) {
  process.stdout.write(unknown.length > 0 ? `Unknown stage: ${unknown.join(', ')}\n${usage}` : usage);
  process.exitCode = unknown.length > 0 ? 2 : 0;
} else {
  // In the whole gate the build is a stage of its own; a part of it may need the built station.
  const build =
    only.length > 0 && only.some((name) => ['contract', 'security', 'desktop', 'e2e'].includes(name));
  const failed = () => process.stdout.write(`${summaryLine(oneCheck(false))}\n`);
  await command({ script: import.meta.url, build, extra: browsers(), failed }, gate);
}

function browsers() {
  if (only.length > 0 && !only.includes('e2e')) return undefined;
  return {
    title: 'Browsers',
    work: async (/** @type {(text: string) => void} */ say) => {
      browser = await ensureChromium(say);
      desktop = await ensureDesktop(say, { mayFetch: false });
      return 'program' in desktop ? 'Chromium, Electron' : 'Chromium';
    },
  };
}

function gate() {
  return runStages(stages({ only, rest: positionals, env: testEnvironment() }));
}

/** What the specs need to know about this machine. */
function testEnvironment() {
  const electron =
    'program' in desktop ? { LOUPE_ELECTRON: desktop.program } : { LOUPE_ELECTRON_MISSING: desktop.reason };
  return { ...process.env, LOUPE_CHROMIUM: browser, ...electron };
}
