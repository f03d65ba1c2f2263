import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi, type TestContext } from 'vitest';
import { singleUser } from '../../../../../src/main/users/single-user.ts';
import { opcuaTargetSchema } from '../../../../../src/shared/domain/opcua-target.ts';
import { freePort } from '../../../../support/free-port.ts';
import { pythonPeers, runPeer } from '../../../../support/peers/run-peer.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { playLine } from '../../../../support/played-line.ts';

type Line = Awaited<ReturnType<typeof playLine>>;

/** Opens a line with a listening OPC UA server. @param whileLoading runs once the server knows the line's state, before it listens */
async function opened(
  context: TestContext,
  options: Record<string, unknown>,
  whileLoading: (line: Line) => Promise<unknown> = () => Promise.resolve(),
) {
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
  await whileLoading(line);
  await vi.waitFor(async () => {
    const { Socket } = await import('node:net');
    const socket = new Socket();
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve).once('error', reject).connect(port, '127.0.0.1');
    }).finally(() => socket.destroy());
  }, 60_000);
  const run = (what: string, user = '', password = '', ...folder: string[]) =>
    runPeer('opcua_client.py', what, `opc.tcp://127.0.0.1:${port}/loupe`, user, password, ...folder);
  return { ...line, id, port, run, state, messages: () => line.outputs.messages(id) };
}

/** Counts the servers that this process has started. */
function serverProcesses(): number[] {
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], {
    encoding: 'utf8',
  });
  const lines = children.split('\n').filter((line) => line.includes('opcua/worker.ts'));
  return lines.map((line) => Number.parseInt(line, 10));
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
      result: '1-1',
      job: '1',
      part: 'S-1',
      measurement: 'M1',
      recipe: '7',
      state: 1,
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

test('fifty clients monitor a thousand values, and each hears of a result', async (context) => {
  const { port } = await opened(context, { anonymous: 'commands', unsecured: true });
  const heard = await runPeer('opcua_crowd.py', `opc.tcp://127.0.0.1:${port}/loupe`, 50, 20);
  expect(heard).toEqual({ error: 0, values: 1000, events: 50 });
}, 180_000);

test('a server that is killed is started again, the lamp says so, and no result is lost', async (context) => {
  const { run, arrive, state, outputs, id } = await opened(context, { anonymous: 'read', unsecured: true });
  const [first] = serverProcesses();
  expect(first).toBeDefined();
  if (first !== undefined) process.kill(first, 'SIGKILL');
  await arrive();
  await vi.waitFor(() => expect(state()).toMatchObject({ lamp: 'waiting', waiting: 1 }), 20_000);
  await vi.waitFor(
    () => expect(state().failure?.message).toMatch(/was ended from outside. It is started again/),
    {
      timeout: 20_000,
      interval: 10,
    },
  );
  await vi.waitFor(() => expect(state().failure?.message).toMatch(/^No OPC UA client is connected/), 60_000);
  expect(serverProcesses()).not.toContain(first);
  // A client that reads a result takes it; browsing alone takes nothing.
  expect(await run('denied')).toMatchObject({ before: ['Preoperational', null] });
  expect(state().waiting).toBe(1);
  expect(await run('list')).toMatchObject({ results: [expect.stringMatching(/^1-/)] });
  await vi.waitFor(() => expect(state()).toMatchObject({ waiting: 0, dropped: 0 }), 20_000);
  expect(outputs.messages(id)).toMatchObject([{ deliveredAt: expect.any(Number), givenUpAt: null }]);
}, 180_000);

test('a part that has its outcome while the server is being made is there once it listens', async (context) => {
  const options = { anonymous: 'read', unsecured: true };
  const { run } = await opened(context, options, (line) => line.arrive());
  expect(await run('list')).toMatchObject({ results: [expect.stringMatching(/^1-/)] });
}, 180_000);

test('asyncua meets an error, a simulation, results by component and their acknowledgement', async (context) => {
  const { run, fail, judged, state, log, messages } = await opened(context, { trustNewClients: true });
  const watching = run('rest', 'plc', 'open sesame');
  await vi.waitFor(() => expect(judged).toHaveLength(1), 60_000);
  await vi.waitFor(() => expect(state().waiting).toBe(0), 20_000);
  fail('The camera gives no pictures.');
  expect(await watching).toEqual({
    inError: -3,
    select: -3,
    reset: 0,
    afterReset: ['Preoperational', null],
    again: 0,
    unprepared: [-2, '7', 0, 'Operational', 'Initialized'],
    withoutRecipe: -3,
    prepared: [0, 'Operational', 'Ready'],
    simulating: 0,
    simulated: ['simulated-1-1', 0, 'simulated-1-1', 'S-1', true, 1, judged[0]?.verdict, 'S-1', null],
    real: 0,
    components: [17, false, true, 1, 'M1', 'S-1', '7', 'simulated-1-1', 'S-1', 0],
    noComponents: -2,
    acknowledged: [[], 0],
    twice: [[-2, -2], -2],
  });
  // A simulated part is not logged and not in the outbox.
  expect(judged).toHaveLength(2);
  expect(log.log.counts({}).parts).toMatchObject({ review: 1, defect: 1 });
  await vi.waitFor(() => expect(state()).toMatchObject({ waiting: 0, dropped: 0 }), 20_000);
  expect(messages().every(({ deliveredAt }) => deliveredAt !== null)).toBe(true);
}, 180_000);

test('a client whose certificate is not trusted is named, let in once it is, and not once it is removed', async (context) => {
  const { run, state, outputs, id } = await opened(context, {});
  const folder = temporaryFolder();
  const look = () => run('look', 'plc', 'open sesame', folder);
  expect(await look()).toEqual({ error: expect.any(String) });
  await vi.waitFor(() => expect(state().failure?.message).toMatch(/certificate is not trusted/), 20_000);
  const [client, ...others] = outputs.clients(id);
  expect(others).toEqual([]);
  expect(client).toMatchObject({ subject: expect.stringContaining('O=Test'), trusted: false });
  const fingerprint = client?.fingerprint ?? '';
  outputs.trustClient(id, fingerprint);
  expect(outputs.clients(id)).toEqual([{ ...client, trusted: true }]);
  await vi.waitFor(async () => expect(await look()).toMatchObject({ systems: ['VisionSystem1'] }), 60_000);
  outputs.removeClient(id, fingerprint);
  expect(outputs.clients(id)).toEqual([]);
  await vi.waitFor(async () => expect(await look()).toEqual({ error: expect.any(String) }), 60_000);
  expect(outputs.clients(id)).toMatchObject([{ fingerprint, trusted: false }]);
  expect(() => outputs.trustClient(id, fingerprint.replaceAll(/[0-9]/g, 'A'))).toThrow(/not there any more/);
}, 180_000);

test('a wrong password, nobody, an unknown certificate and no encryption are refused', async (context) => {
  const { run } = await opened(context, {});
  expect(await run('plain', 'plc', 'open sesame')).toEqual({ error: 'BadSecurityModeRejected' });
  expect(await run('job', 'plc', 'open sesame')).toEqual({ error: expect.any(String) });
  const { run: trusted } = await opened(context, { trustNewClients: true });
  expect(await trusted('job', 'plc', 'wrong')).toEqual({ error: 'BadUserAccessDenied' });
  expect(await trusted('job')).toEqual({ error: 'BadIdentityTokenInvalid' });
}, 180_000);
