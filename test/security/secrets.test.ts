import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createOpenings } from '../../src/main/headless/openings.ts';
import { makePrivateFolder } from '../../src/main/files/make-folder.ts';
import { readTokenFile } from '../../src/main/headless/token-file.ts';
import { projectFolder, startProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeGoodImages } from '../support/image-folder.ts';
import { clientOn } from '../support/socket-client.ts';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { accessCookie } from '../../src/main/headless/access.ts';
import { collect } from '../support/collect.ts';
import { spawn } from 'node:child_process';

const server = 'src/main/server.ts';
const ready = /Loupe is ready: (https?:\/\/([^/]+)\/\?token=(\S+))/;

/** Returns the ids of a process and all its descendants. */
function family(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map(Number),
  );
  return [pid, ...children.flatMap(family)];
}

/** Returns what other programs see of a process. */
const seenOf = (pid: number): string =>
  ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${pid}/${name}`, 'utf8')).join('\0');

describe.skipIf(process.platform !== 'linux')('what other programs of the machine see', () => {
  test('no token stands in arguments or environment of the station and its workers, nor is one handed on', async () => {
    const folder = temporaryFolder();
    const [good, file] = [join(folder, 'good'), join(folder, 'token')];
    await writeGoodImages(good, 6);
    const [lasting, ofEnvironment] = ['line-3-kiosk-0b1c2d3e', 'line-4-kiosk-9f8e7d6c'];
    writeFileSync(file, `${lasting}\n`, { mode: 0o600 });
    const words = ['--port', '0', '--home', join(folder, 'home'), '--token-file', file];
    const program = startProgram(server, words, { LOUPE_TOKEN: ofEnvironment });
    const [, , host = '', token = ''] = ready.exec(await program.says(ready)) ?? [];
    expect(token).toBe(lasting);
    const cookie = accessCookie(Number(host.split(':')[1]), token);
    const headers = { cookie, origin: `http://${host}` };
    const client = clientOn(new WebSocket(`ws://${host}/rpc`, { headers }));
    const { id: productId } = await client.products.create({ name: 'Keks' });
    await collect(await client.datasets.importFolder({ productId, folder: good }));
    const { id } = await client.training.start({ productId, preset: 'compact', epochs: 5000 });
    for await (const event of await client.training.watch({ jobId: id })) {
      if (event.kind === 'job' && event.job.progress > 0) break;
    }
    const [station = '', ...workers] = family(program.child.pid ?? 0).map(seenOf);
    expect(workers.length).toBeGreaterThan(0);
    expect(station).not.toContain(lasting);
    // The system shows a program's environment as at its start; the station only chooses what it hands on.
    for (const text of workers) {
      for (const secret of [lasting, ofEnvironment]) expect(text).not.toContain(secret);
    }
  });

  test('a token file that everybody can read is refused', () => {
    const file = join(temporaryFolder(), 'token');
    writeFileSync(file, 'line-3-kiosk-0b1c2d3e\n');
    chmodSync(file, 0o644);
    expect(() => readTokenFile(file)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining('chmod 600') }),
    );
    chmodSync(file, 0o640);
    expect(readTokenFile(file)).toBe('line-3-kiosk-0b1c2d3e');
    expect(() => readTokenFile(`${file}.not`)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });

  test('the home is closed to other users, also one that was open', async () => {
    const home = join(temporaryFolder(), 'home');
    mkdirSync(home);
    chmodSync(home, 0o755);
    const open = startProgram(server, ['--port', '0', '--home', home]);
    expect(await open.says(ready)).toContain(`“${home}” was open to other users`);
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(makePrivateFolder(home)).toBe(false);
    const fresh = join(temporaryFolder(), 'new', 'home');
    expect(makePrivateFolder(fresh)).toBe(false);
    expect(statSync(fresh).mode & 0o777).toBe(0o700);
  });
});

describe('the address for a browser’s arguments', () => {
  test('lets in once, and is not the token that lasts', async () => {
    const home = join(temporaryFolder(), 'home');
    const child = spawn(process.execPath, [join(projectFolder, server), '--port', '0', '--home', home], {
      stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    });
    try {
      let said = '';
      child.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text));
      const message = await new Promise<unknown>((resolve) => child.once('message', resolve));
      const { opening } = z.object({ opening: z.url() }).parse(message);
      const { searchParams } = new URL(opening);
      const first = await fetch(opening, { redirect: 'manual' });
      expect(first.status).toBe(302);
      const [, , , token = ''] = ready.exec(said) ?? [];
      expect(token).not.toBe('');
      expect(searchParams.get('token')).not.toBe(token);
      expect(first.headers.get('set-cookie')).toContain(token);
      expect((await fetch(opening, { redirect: 'manual' })).status).toBe(401);
    } finally {
      child.kill('SIGKILL');
    }
  });

  test('is good for a minute', () => {
    let now = 1_000_000;
    const openings = createOpenings(() => now);
    const [early, late] = [openings.make(), openings.make()];
    now += 59_999;
    expect(openings.use(early)).toBe(true);
    expect(openings.use(early)).toBe(false);
    now += 1;
    expect(openings.use(late)).toBe(false);
    expect(openings.use('')).toBe(false);
  });
});
