import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { superviseStation } from './dev/supervised-station.mjs';
import { serveWindow } from './dev/window-server.mjs';
import { command } from './setup/command.mjs';
import { passSignals } from './setup/node-runtime.mjs';
import { root } from './setup/paths.mjs';
import { SetupError } from './setup/setup-error.mjs';
import { duration } from './setup/steps.mjs';

const usage = `Usage: npm run dev -- [--port NUMBER] [--home DIR]
The station and its window from their sources: the window changes in place, the station starts again.
  --port   where to open the window (4701; 0 takes any free one)
  --home   where the station keeps everything (STATION_HOME, else .dev-home in this folder)
`;

const text = /** @type {const} */ ({ type: 'string' });
const { values } = parseArgs({ options: { port: text, home: text, help: { type: 'boolean' } } });
const started = performance.timeOrigin;

if (values.help) process.stdout.write(usage);
else await command({ script: import.meta.url, out: process.stderr, quiet: true, build: false }, dev);

async function dev() {
  const say = (/** @type {string} */ words) => process.stdout.write(`${words}\n`);
  const wanted = Number(values.port ?? 4701);
  const station = await freePort();
  const token = process.env.LOUPE_TOKEN || randomBytes(32).toString('base64url');
  const home = resolve(values.home ?? process.env.STATION_HOME ?? join(root, '.dev-home'));
  const { port, close } = await serveWindow({ port: wanted, station }).catch(
    (/** @type {unknown} */ error) => {
      throw portFailure(error, wanted);
    },
  );
  let isFirst = true;
  const supervised = await superviseStation({
    args: ['--port', String(station), '--home', home],
    env: { ...process.env, LOUPE_TOKEN: token },
    say,
    onReady: () => {
      if (!isFirst) return say('The station is ready again.');
      isFirst = false;
      const after = duration(Date.now() - started);
      say(`Loupe is ready after ${after}: http://127.0.0.1:${port}/?token=${token}`);
      say(`It works in ${home}. Ctrl-C ends it.`);
    },
  });
  passSignals(supervised);
  await supervised.ended;
  await close();
  return 0;
}

/** @returns {Promise<number>} a free port */
function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/**
 * @param {unknown} error
 * @param {number} port
 */
function portFailure(error, port) {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  return isTaken
    ? new SetupError(`Port ${port} is in use`, 'Close the other program, or choose a port with --port.')
    : error;
}
