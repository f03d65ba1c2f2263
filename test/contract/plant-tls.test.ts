import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findNats } from '../../scripts/setup/nats.mjs';
import { plantPaths } from '../../src/main/station/plant-paths.ts';
import { makeAuthority } from '../support/certificates.ts';
import { freePort } from '../support/free-port.ts';
import { natsMissing } from '../support/plant/plant-host.ts';
import { openProcessPlant, type ProcessPlant } from '../support/plant/process-plant.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const patience = { timeout: 60_000, interval: 100 };

/** Waits until host and station reach the server by its numeric address. */
async function expectReached(plant: ProcessPlant, port: number): Promise<void> {
  const servers = [`tls://127.0.0.1:${port}`];
  const { client } = await plant.join('Line 1');
  await vi.waitFor(
    async () =>
      expect(await client.membership.status()).toMatchObject({ servers, connected: true, failure: null }),
    patience,
  );
  await vi.waitFor(async () => {
    const { server, stations } = await plant.host().client.plantHost.board();
    expect(server).toMatchObject({ condition: 'ok', place: servers[0] });
    expect(stations).toMatchObject([{ here: true }]);
  }, patience);
}

test.skipIf(natsMissing !== '')(
  'a plant with TLS whose server is its own is reached by a number, with the certificate that the token has',
  async () => {
    const port = await freePort();
    const plant = await openProcessPlant(temporaryFolder(), ['--tls', '--nats-port', String(port)]);
    onTestFinished(plant.end);
    await expectReached(plant, port);
  },
  120_000,
);

test.skipIf(natsMissing !== '')(
  'a NATS server that runs takes the stations of the plant from its file, and more of them once it reads it anew',
  async () => {
    const folder = temporaryFolder();
    const port = await freePort();
    const authority = makeAuthority();
    const { certificateFile, keyFile } = authority.sign();
    const address = `tls://127.0.0.1:${port}`;
    const plant = await openProcessPlant(folder, ['--nats', address, '--nats-ca', authority.file]);
    onTestFinished(plant.end);
    await vi.waitFor(
      async () =>
        expect((await plant.host().client.plantHost.board()).server).toMatchObject({ condition: 'failed' }),
      patience,
    );

    const [file, processFile] = [join(folder, 'nats.conf'), join(folder, 'nats.pid')];
    const lines = [
      `port: ${port}`,
      `tls { cert_file: "${certificateFile}", key_file: "${keyFile}" }`,
      `jetstream { store_dir: "${join(folder, 'streams')}" }`,
      `pid_file: "${processFile}"`,
      // The server resolves paths from the folder of its configuration.
      `include ${relative(folder, plantPaths(plant.home).users)}`,
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    const server = spawn(findNats() ?? '', ['-c', file], { stdio: 'ignore' });
    onTestFinished(async () => {
      if (server.exitCode !== null) return;
      const over = once(server, 'exit');
      server.kill('SIGTERM');
      await over;
    });
    await vi.waitFor(() => expect(existsSync(processFile)).toBe(true), patience);
    const reloading = setInterval(() => {
      spawn(findNats() ?? '', ['--signal', `reload=${processFile}`], { stdio: 'ignore' });
    }, 1000);
    onTestFinished(() => clearInterval(reloading));
    await expectReached(plant, port);
  },
  120_000,
);
