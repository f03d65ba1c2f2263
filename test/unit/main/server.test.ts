import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { migrations } from '../../../src/main/database/migrations.ts';
import { openDatabase } from '../../../src/main/database/open-database.ts';
import { accessCookie } from '../../../src/main/headless/access.ts';
import { listen, stationAddress } from '../../../src/main/headless/listen.ts';
import { stationPaths } from '../../../src/main/station/paths.ts';
import { createJobRepository } from '../../../src/main/training/job-repository.ts';
import { collect } from '../../support/collect.ts';
import { writeGoodImages } from '../../support/image-folder.ts';
import { runProgram, startProgram } from '../../support/run-program.ts';
import { clientOn } from '../../support/socket-client.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const server = 'src/main/server.ts';
const ready = /Loupe is ready: (http:\/\/127\.0\.0\.1:(\d+)\/\?token=([A-Za-z0-9_-]+))\n/;

async function startServer(home: string, environment: Record<string, string> = {}) {
  const program = startProgram(server, ['--port', '0', '--home', home], environment);
  const [, address = '', port = '', token = ''] = ready.exec(await program.says(ready)) ?? [];
  return { ...program, address, port, token };
}

describe('the headless station', () => {
  test('prints the address that lets in, serves, and ends in order on a signal', async () => {
    const { child, end, address, port } = await startServer(temporaryFolder());
    const wayIn = await fetch(address, { redirect: 'manual' });
    expect(wayIn.status).toBe(302);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(401);
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 0, stderr: '' });
  });

  test('a training that runs when the station is ended is cancelled and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const home = join(folder, 'home');
    const good = join(folder, 'good');
    await writeGoodImages(good, 6);
    const { child, end, port, token } = await startServer(home);
    const origin = `http://127.0.0.1:${port}`;
    const headers = { cookie: accessCookie(Number(port), token), origin };
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { headers });
    onTestFinished(() => socket.terminate());
    const client = clientOn(socket);
    await once(socket, 'open');
    const { id: productId } = await client.products.create({ name: 'Keks' });
    await collect(await client.datasets.importFolder({ productId, folder: good }));
    const { id } = await client.training.start({ productId, preset: 'compact', epochs: 5000 });
    for await (const event of await client.training.watch({ jobId: id })) {
      if (event.kind === 'job' && event.job.progress > 0) break;
    }
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 0, stderr: '' });
    const database = openDatabase(stationPaths(home).database);
    onTestFinished(() => void database.close());
    expect(createJobRepository(database).find(id)).toMatchObject({ state: 'cancelled' });
    expect(readdirSync(stationPaths(home).jobs)).toEqual([]);
  });

  test('a lasting token is the one given', async () => {
    const { child, end, token } = await startServer(temporaryFolder(), {
      LOUPE_TOKEN: 'line-3-kiosk-0b1c2d3e',
    });
    expect(token).toBe('line-3-kiosk-0b1c2d3e');
    child.kill('SIGINT');
    expect((await end).code).toBe(0);
  });

  test('a port in use is named with what to do, and the first station goes on', async () => {
    const { address, port } = await startServer(temporaryFolder());
    const second = await runProgram(server, ['--port', port, '--home', temporaryFolder()]);
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toMatch(new RegExp(`^Loupe did not start \\(PORT_IN_USE\\): Port ${port} `));
    expect(second.stderr).toContain('--port');
    expect(second.stderr.trim().split('\n')).toHaveLength(1);
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(302);
  });

  test('a folder in which a station works already is named', async () => {
    const home = temporaryFolder();
    await startServer(home);
    const second = await runProgram(server, ['--port', '0', '--home', home]);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('(DATABASE_LOCKED)');
    expect(second.stderr).toContain(home);
  });

  test('a database of a newer version is named and left as it is', async () => {
    const home = temporaryFolder();
    const { database } = stationPaths(home);
    const newer = { version: migrations.length + 1, name: 'newer', up: () => undefined };
    openDatabase(database, { migrations: [...migrations, newer] }).close();
    const before = readFileSync(database);
    const { code, stderr } = await runProgram(server, ['--port', '0', '--home', home]);
    expect(code).toBe(1);
    expect(stderr).toContain('(DATABASE_TOO_NEW)');
    expect(stderr).toContain(database);
    expect(readFileSync(database)).toEqual(before);
  });

  test.each([
    [['--port', '65536']],
    [['--prot', '1']],
    [['stray']],
    [['--host', '203.0.113.7', '--port', '0']],
  ])('%j is refused with a named failure', async (words) => {
    const { code, stderr } = await runProgram(server, [...words, '--home', temporaryFolder()]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Loupe did not start \(BAD_INPUT\): /);
  });

  test('a weak lasting token is refused', async () => {
    const words = ['--port', '0', '--home', join(temporaryFolder(), 'home')];
    const { code, stderr } = await runProgram(server, words, { LOUPE_TOKEN: 'loupe' });
    expect(code).toBe(1);
    expect(stderr).toContain('LOUPE_TOKEN');
  });
});

describe('listening', () => {
  test('a port that only the system may use is a matter of permission or in use, never a crash', async () => {
    const http = createServer();
    onTestFinished(() => void http.close());
    try {
      expect(await listen(http, 1, '127.0.0.1')).toBe(1);
    } catch (error) {
      expect(error).toMatchObject({ code: 'NO_PERMISSION', message: expect.stringContaining('Port 1 ') });
    }
  });

  test('the address names the machine as others reach it', () => {
    expect(stationAddress('127.0.0.1', 4700, 'T')).toBe('http://127.0.0.1:4700/?token=T');
    expect(stationAddress('::1', 80, 'T')).toBe('http://[::1]:80/?token=T');
    expect(stationAddress('0.0.0.0', 4700, 'T')).toMatch(/^http:\/\/\d+\.\d+\.\d+\.\d+:4700\//);
  });
});
