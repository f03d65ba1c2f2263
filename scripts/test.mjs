import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runStages } from './gate/run-stages.mjs';
import { stageNames, stages, testStageNames } from './gate/stages.mjs';
import { oneCheck, summaryLine } from './gate/summary.mjs';
import { ensureCameras } from './setup/cameras.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { command } from './setup/command.mjs';
import { ensureDebianRoot } from './setup/debian-root.mjs';
import { ensureDesktop } from './setup/desktop.mjs';
import { ensureFakeTime } from './setup/faketime.mjs';
import { ensureMosquitto } from './setup/mosquitto.mjs';
import { ensureNats } from './setup/nats.mjs';
import { ensureNginx } from './setup/nginx.mjs';
import { root } from './setup/paths.mjs';
import { ensurePostgresql } from './setup/postgresql.mjs';
import { ensurePythonPeers } from './setup/python-peers.mjs';
import { placeGpuFromCache } from './setup/tensorflow.mjs';

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
  // In the whole gate the build is a stage of its own; a single stage may need the built station.
  const build =
    only.length > 0 &&
    only.some((name) => ['contract', 'security', 'desktop', 'package', 'e2e'].includes(name));
  const failed = () => process.stdout.write(`${summaryLine(oneCheck(false))}\n`);
  await command({ script: import.meta.url, build, extra: programs(), failed }, gate);
}

/**
 * Finds the programs that tests need besides the station. A test whose program is missing is skipped with a message,
 * except for the browser.
 */
function programs() {
  const stage = (/** @type {string} */ name) => only.length === 0 || only.includes(name);
  if (!['e2e', 'unit', 'contract', 'security', 'package'].some(stage)) return undefined;
  return {
    title: 'Programs of tests',
    work: async (/** @type {(text: string) => void} */ say) => {
      const found = [];
      if (stage('e2e')) {
        browser = await ensureChromium(say);
        desktop = await ensureDesktop(say, { mayFetch: false });
        found.push('Chromium', ...('program' in desktop ? ['Electron'] : []));
      }
      if (stage('unit')) {
        const broker = await ensureMosquitto(say);
        found.push('program' in broker ? 'mosquitto' : `no broker: ${broker.reason}`);
        const nats = await ensureNats(say);
        found.push('program' in nats ? 'NATS' : `no NATS server: ${nats.reason}`);
        const log = await ensurePostgresql(say);
        found.push('programs' in log ? 'PostgreSQL' : `no PostgreSQL: ${log.reason}`);
        const peers = await ensurePythonPeers(say);
        found.push('program' in peers ? 'Python peers' : `no Python peers: ${peers.reason}`);
        const missing = placeGpuFromCache();
        found.push(missing === undefined ? 'TensorFlow for GPUs' : `not for GPUs: ${missing}`);
      }
      if (stage('contract')) {
        const time = await ensureFakeTime(say);
        found.push('program' in time ? 'libfaketime' : `no libfaketime: ${time.reason}`);
      }
      if (stage('security')) {
        const proxy = await ensureNginx(say);
        found.push('program' in proxy ? 'nginx' : `no nginx: ${proxy.reason}`);
      }
      if (stage('package')) {
        const reason = await ensureDebianRoot(say);
        found.push(reason === undefined ? 'a bare Debian' : `no bare Debian: ${reason}`);
      }
      if (stage('unit') || stage('contract')) {
        const reason = await ensureCameras(say);
        found.push(reason === undefined ? 'cameras' : `no cameras: ${reason}`);
      }
      return found.join(', ');
    },
  };
}

function gate() {
  return runStages(stages({ only, rest: positionals, env: testEnvironment() }));
}

/** Returns the environment with facts about this machine for the specs. */
function testEnvironment() {
  const electron =
    'program' in desktop ? { LOUPE_ELECTRON: desktop.program } : { LOUPE_ELECTRON_MISSING: desktop.reason };
  // Tests start hundreds of stations and commands from the same sources; with cached compilation, these start in half the time.
  const compiled = { NODE_COMPILE_CACHE: join(root, '.cache', 'compiled') };
  return { ...process.env, ...compiled, LOUPE_CHROMIUM: browser, ...electron };
}
