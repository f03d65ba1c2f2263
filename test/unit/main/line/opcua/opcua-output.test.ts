import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi, type TestContext } from 'vitest';
import { singleUser } from '../../../../../src/main/users/single-user.ts';
import { opcuaTargetSchema } from '../../../../../src/shared/domain/opcua-target.ts';
import { freePort } from '../../../../support/free-port.ts';
import { pythonPeers, runPeer } from '../../../../support/peers/run-peer.ts';
import { playLine } from '../../../../support/played-line.ts';

/** A line with an OPC UA server that listens. */
async function opened(context: TestContext, options: Record<string, unknown>) {
  if ('reason' in pythonPeers) context.skip(pythonPeers.reason);
  const line = await playLine();
  const port = await freePort();
  const target = opcuaTargetSchema.parse({ kind: 'opcua', host: '127.0.0.1', port, ...options });
  const { id } = await line.outputs.add({ name: 'MES', enabled: true, target }, singleUser, {
    password: 'open sesame',
  });
  line.outputs.start(line.commands);
  onTestFinished(async () => {
    await line.outputs.close();
    expect(line.faults).toEqual([]);
  });
  const state = () => line.outputs.get(id).state;
  await vi.waitFor(
    () => expect(readdirSync(join(line.log.paths.home, 'secrets', id))).toContain('clients'),
    60_000,
  );
  await vi.waitFor(async () => {
    const { Socket } = await import('node:net');
    const socket = new Socket();
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve).once('error', reject).connect(port, '127.0.0.1');
    }).finally(() => socket.destroy());
  }, 60_000);
  const run = (what: string, user = '', password = '') =>
    runPeer('opcua_client.py', what, `opc.tcp://127.0.0.1:${port}/loupe`, user, password);
  return { ...line, id, port, run, state };
}

test('asyncua browses, selects a recipe, starts a job, gets its result and acknowledges it', async (context) => {
  const { run, judged, serials, commands, log, id } = await opened(context, { trustNewClients: true });
  expect(await run('job', 'plc', 'open sesame')).toEqual({
    systems: ['VisionSystem1'],
    before: ['Preoperational', null],
    early: -3,
    mode: 0,
    ready: ['Operational', 'Ready'],
    recipes: [
      ['1', 'Disc'],
      ['7', 'Ring'],
    ],
    recipe: ['7', true, 0],
    noRecipe: -2,
    job: ['1', 0],
    event: {
      ...{ result: '1-1', job: '1', part: 'S-1', measurement: 'M1', recipe: '7', state: 1 },
      content: judged[0],
    },
    result: ['1-1', '1', 0],
    acknowledged: 0,
    again: -2,
    stopped: 0,
    after: ['Operational', 'Ready'],
  });
  expect(serials).toEqual(['S-1']);
  expect(commands.recipe()?.number).toBe(7);
  expect(log.log.counts({})).toMatchObject({ parts: { review: 1 } });
  const folder = join(log.paths.home, 'secrets', id);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const key = join(folder, 'clients', 'own', 'private', 'private_key.pem');
  expect(statSync(key).mode & 0o777).toBe(0o600);
}, 120_000);

test('a client without rights may look and gets BadUserAccessDenied when it asks', async (context) => {
  const { run, judged } = await opened(context, { anonymous: 'read', unsecured: true });
  expect(await run('denied')).toMatchObject({
    refused: 'BadUserAccessDenied',
    before: ['Preoperational', null],
  });
  expect(judged).toEqual([]);
}, 120_000);

test('a wrong password, nobody, an unknown certificate and no encryption are refused', async (context) => {
  const { run } = await opened(context, {});
  expect(await run('plain', 'plc', 'open sesame')).toEqual({ error: 'BadSecurityModeRejected' });
  expect(await run('job', 'plc', 'open sesame')).toEqual({ error: expect.any(String) });
  const { run: trusted } = await opened(context, { trustNewClients: true });
  expect(await trusted('job', 'plc', 'wrong')).toEqual({ error: 'BadUserAccessDenied' });
  expect(await trusted('job')).toEqual({ error: 'BadIdentityTokenInvalid' });
}, 180_000);
