import { pbkdf2Sync } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { mqttOutput } from '../../../../../src/main/line/mqtt/mqtt-output.ts';
import { brokerAnswerSchema } from '../../../../../src/shared/contract/line-requests.ts';
import type { TargetOf } from '../../../../../src/shared/domain/output-kinds.ts';
import type { OutputSecrets } from '../../../../../src/shared/domain/output-secrets.ts';
import { makeAuthority } from '../../../../support/certificates.ts';
import { openWay } from '../../../../support/cuttable-way.ts';
import { brokerMissing, listenAt, startBroker } from '../../../../support/mosquitto.ts';
import { oneOutput } from '../../../../support/one-output.ts';
import { recordedLine } from '../../../../support/recorded-line.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const numberedSchema = z.object({ number: z.number() });
const soon = { timeout: 20_000, interval: 10 };

function targetAt(url: string, of: Partial<TargetOf<'mqtt'>> = {}): TargetOf<'mqtt'> {
  return {
    kind: 'mqtt',
    url,
    topic: 'line/3',
    user: null,
    authority: null,
    certificate: null,
    commands: false,
    sparkplug: null,
    ...of,
  };
}

function opened(target: TargetOf<'mqtt'>, parts: number, of: Parameters<typeof oneOutput>[1] = {}) {
  const one = oneOutput(parts, of);
  const output = mqttOutput.open(target, one.surroundings);
  onTestFinished(() => output.close());
  output.accept();
  return { ...one, output };
}

/** Opens a way to a broker that the test can cut, and close for a while. */
async function cuttable(port: number) {
  const way = await openWay(port);
  onTestFinished(() => way.end());
  return { ...way, url: `mqtt://127.0.0.1:${way.port}` };
}

describe.skipIf(brokerMissing)(`a broker${brokerMissing && `: ${brokerMissing}`}`, () => {
  test('that is killed three times during 1,000 parts gets each at least once, in order', async () => {
    const broker = await startBroker();
    const receiver = { clientId: 'receiver', clean: false };
    const first = await listenAt(broker.url, 'line/3/parts', receiver);
    // An orderly end makes the broker store its subscribers; from then on it keeps the messages that they miss.
    await broker.end('SIGTERM');
    await broker.start();
    await vi.waitFor(() => expect(first.client.connected).toBe(true), soon);

    const numbers = (): unknown[] =>
      first.json('line/3/parts').map((part) => numberedSchema.parse(part).number);
    const way = await cuttable(broker.port);
    const { output, waiting, failures } = opened(targetAt(way.url), 1000);
    for (const left of [750, 500, 250]) {
      await vi.waitFor(() => {
        output.tryNow();
        expect(waiting()).toBeLessThan(left);
      }, soon);
      // Cut the station's way to the broker in the middle of its messages. The broker must pass on what it has confirmed: if it were
      // killed instead, it would lose messages that it holds only in memory, whatever the station does.
      way.setClosed(true);
      await vi.waitFor(() => expect(numbers()).toContain(1000 - waiting()), soon);
      await broker.end('SIGKILL');
      await broker.start();
      way.setClosed(false);
    }
    await vi.waitFor(() => {
      output.tryNow();
      expect(waiting()).toBe(0);
    }, soon);
    await vi.waitFor(() => expect(numbers()).toContain(1000), soon);
    expect([...new Set(numbers())]).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
    expect(failures.length).toBeGreaterThan(0);
  });

  test('keeps how the station is, and says itself when it has gone without a word', async () => {
    const broker = await startBroker();
    const way = await cuttable(broker.port);
    const { commands } = recordedLine();
    const { output, failures, waiting } = opened(targetAt(way.url), 1, { commands });
    await vi.waitFor(() => expect(waiting()).toBe(0), soon);
    const { json, heard } = await listenAt(broker.url, 'line/3/#');
    const states = (): unknown[] => json('line/3/state');
    await vi.waitFor(() => expect(states()).toMatchObject([{ state: 'online' }]), soon);
    await vi.waitFor(() => expect(heard).toHaveLength(3), soon);
    expect(heard.every(({ retain }) => retain)).toBe(true);
    expect(json('line/3/lanes')).toMatchObject([{ lanes: [{ number: 1, name: 'Top', state: 'ready' }] }]);
    expect(json('line/3/recipe')).toMatchObject([{ recipe: { number: 1, name: 'Disc' } }]);
    way.cut();
    await vi.waitFor(() => expect(states()).toMatchObject([{}, { state: 'offline' }]), soon);
    expect(failures).toHaveLength(1);
    output.tryNow();
    await vi.waitFor(() => expect(states()).toMatchObject([{}, {}, { state: 'online' }]), soon);
    await output.close();
    await vi.waitFor(() => expect(states()).toMatchObject([{}, {}, {}, { state: 'offline' }]), soon);
  });

  test('passes on what is asked of the line, and what it answers; nothing is done twice or from a wrong request', async () => {
    const broker = await startBroker();
    const { commands, asked } = recordedLine();
    const { output, failures } = opened(targetAt(broker.url, { commands: true }), 0, { commands });
    const { client, json } = await listenAt(broker.url, ['line/3/answers', 'line/3/recipe']);
    const ask = (command: string, what: string, retain = false) =>
      client.publishAsync(`line/3/commands/${command}`, what, { qos: 1, retain });
    const answers = () => json('line/3/answers').map((answer) => brokerAnswerSchema.parse(answer));
    await vi.waitFor(() => expect(json('line/3/recipe')).toHaveLength(1), soon);

    await ask('trigger', '{"id":"a","lane":1,"serial":"A-17"}');
    await ask('trigger', '{"id":"a","lane":1,"serial":"A-17"}');
    await ask('trigger', '{"id":"b","lane":7}');
    await ask('trigger', 'go!');
    await ask('trigger', `{"lane":1,"serial":"${'x'.repeat(5000)}"}`);
    await ask('trigger', '{"lane":1,"lanes":[1,2]}');
    await ask('trigger', '{"lane":1}', true);
    await ask('reboot', '{"id":"e"}');
    await ask('recipe', '{"id":"c","recipe":{"number":2}}');
    await ask('recipe', '{"id":"d","recipe":{"number":3}}');
    await vi.waitFor(() => expect(answers()).toHaveLength(10), soon);
    expect(asked).toEqual([
      { lane: 1, serial: 'A-17' },
      { lane: 1, serial: null },
    ]);
    expect(answers().filter(({ ok }) => ok)).toEqual([
      { ok: true, id: 'a', command: 'trigger', partNumber: 1 },
      { ok: true, id: 'a', command: 'trigger', partNumber: 1 },
      { ok: true, id: null, command: 'trigger', partNumber: 2 },
      { ok: true, id: 'c', command: 'recipe', recipe: { number: 2, name: 'Ring' } },
    ]);
    expect(answers().filter(({ ok }) => !ok)).toMatchObject([
      { id: 'b', code: 'NOT_FOUND' },
      { code: 'BAD_INPUT', message: 'The request is no JSON.' },
      { code: 'BAD_INPUT', message: expect.stringContaining('4096') },
      { code: 'BAD_INPUT', message: expect.stringContaining('lanes') },
      { id: 'e', command: 'reboot', code: 'NOT_FOUND' },
      { id: 'd', code: 'NOT_FOUND' },
    ]);
    await vi.waitFor(
      () => expect(json('line/3/recipe').at(-1)).toMatchObject({ recipe: { number: 2 } }),
      soon,
    );

    // The broker sends a kept request on each new connection, where the station refuses it.
    await output.close();
    const again = opened(targetAt(broker.url, { commands: true }), 0, { commands });
    await vi.waitFor(() => expect(answers()).toHaveLength(11), soon);
    expect(answers().at(-1)).toMatchObject({ ok: false, message: 'A retained message is no request.' });
    expect(asked).toHaveLength(2);
    expect([...again.failures, ...failures]).toEqual([]);
  });

  test('is not listened to where commands are switched off', async () => {
    const broker = await startBroker();
    const { commands, asked } = recordedLine();
    opened(targetAt(broker.url), 0, { commands });
    const { client, json } = await listenAt(broker.url, 'line/3/#');
    await vi.waitFor(() => expect(json('line/3/state')).toHaveLength(1), soon);
    await client.publishAsync('line/3/commands/trigger', '{"lane":1}', { qos: 1 });
    await vi.waitFor(() => expect(json('line/3/commands/trigger')).toHaveLength(1), soon);
    expect(asked).toEqual([]);
  });

  test('gets nothing when its certificate is not vouched for, or lets nobody in; the reason is told', async () => {
    const [authority, stranger] = [makeAuthority(), makeAuthority()];
    const [server, own, foreign] = [authority.sign(), authority.sign(), stranger.sign()];
    const broker = await startBroker([
      ...['require_certificate true', 'allow_anonymous true', `cafile ${authority.file}`],
      ...[`certfile ${server.certificateFile}`, `keyfile ${server.keyFile}`],
    ]);
    const url = broker.url.replace('mqtt:', 'mqtts:');
    const listener = { ca: authority.text, cert: own.certificate, key: own.key };
    const { json } = await listenAt(url, 'line/3/parts', listener);
    const failure = async (of: Partial<TargetOf<'mqtt'>>, secrets: OutputSecrets): Promise<unknown> => {
      const { output, failures, waiting } = opened(targetAt(url, of), 1, { secrets });
      await vi.waitFor(() => expect(failures.length).toBeGreaterThan(0), soon);
      await output.close();
      expect(waiting()).toBe(1);
      return failures[0];
    };
    const known = { authority: authority.text, certificate: own.certificate };
    expect(await failure({ ...known, authority: stranger.text }, { clientKey: own.key })).toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringContaining('certificate'),
    });
    expect(await failure({ ...known, authority: null }, { clientKey: own.key })).toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringContaining('an authority that the station does not know'),
    });
    expect(
      await failure({ ...known, certificate: foreign.certificate }, { clientKey: foreign.key }),
    ).toMatchObject({ code: 'UNREACHABLE' });
    expect(await failure(known, { clientKey: 'sesame' })).toMatchObject({ code: 'BAD_INPUT' });
    expect(json('line/3/parts')).toEqual([]);

    const { waiting } = opened(targetAt(url, known), 1, { secrets: { clientKey: own.key } });
    await vi.waitFor(() => expect(waiting()).toBe(0), soon);
    await vi.waitFor(() => expect(json('line/3/parts')).toHaveLength(1), soon);
  });

  test('that asks for a user refuses a wrong password by name', async () => {
    const passwords = join(temporaryFolder(), 'passwords');
    // The password `open sesame`, as mosquitto_passwd writes it.
    const salt = Buffer.from('saltsaltsalt');
    const digest = pbkdf2Sync('open sesame', salt, 101, 64, 'sha512').toString('base64');
    writeFileSync(passwords, `line:$7$101$${salt.toString('base64')}$${digest}\n`, { mode: 0o644 });
    chmodSync(dirname(passwords), 0o755);
    const broker = await startBroker(['allow_anonymous false', `password_file ${passwords}`]);
    const target = targetAt(broker.url, { user: 'line' });
    const wrong = opened(target, 1, { secrets: { password: 'close sesame' } });
    await vi.waitFor(() => expect(wrong.failures.length).toBeGreaterThan(0), soon);
    await wrong.output.close();
    expect(wrong.failures[0]).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('refuses'),
    });
    expect(JSON.stringify(wrong.failures)).not.toContain('sesame');
    const right = opened(target, 1, { secrets: { password: 'open sesame' } });
    await vi.waitFor(() => expect(right.waiting()).toBe(0), soon);
  });
});

test('a broker that lets the station in and answers nothing else is named, and tried again', async () => {
  const letIn = Buffer.from([0x20, 2, 0, 0]);
  let connections = 0;
  const broker = createServer((socket) => {
    connections += 1;
    socket.once('data', () => socket.write(letIn)).on('error', () => undefined);
  });
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void broker.close());
  const address = broker.address();
  if (address === null || typeof address === 'string') throw new Error('The broker listens on no port');
  const { failures } = opened(targetAt(`mqtt://127.0.0.1:${address.port}`), 0);
  await vi.waitFor(() => expect(connections).toBe(2), soon);
  expect(failures).toMatchObject([{ code: 'UNREACHABLE', trouble: { kind: 'late' } }]);
});
