import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { loggedPartSchema, problemSchema } from '../../src/shared/contract/api.ts';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { partResultSchema } from '../../src/shared/contract/part-result.ts';
import { usualLane } from '../../src/shared/domain/lanes.ts';
import type { LinkRole } from '../../src/shared/domain/role.ts';
import { openServedLine } from '../support/served-line.ts';
import { testFrame } from '../support/test-frame.ts';

test('a program triggers parts and reads their verdicts, the log, the state and the figures', async () => {
  const { ask, bearer, client, products } = await openServedLine();
  const [{ productId }] = products;
  const key = await bearer('operator');
  const [lane] = await client.lanes.list();
  if (!lane) throw new Error('There is no lane');
  const { number, version, setAt: _at, setBy: _by, ...settings } = lane;
  const source = { kind: 'simulated-camera' } as const;
  const trigger = { kind: 'software', delayMs: 0, debounceMs: 0 } as const;
  await client.lanes.change({ number, expected: version, lane: { ...settings, trigger, source } });
  expect(await ask('/v1/lanes/1/trigger', { key, method: 'POST' })).toMatchObject({
    status: 409,
    json: { code: 'CONFLICT', detail: expect.stringContaining('Start its inspection first') },
  });
  await client.inspection.start({ productId, source });

  const results = z.object({ partNumber: z.number(), result: partResultSchema });
  const numbers: number[] = [];
  for (const serial of ['A-1', 'A-2', 'A-3']) {
    const answer = await ask('/v1/lanes/1/trigger', { key, body: { serial } });
    expect(answer.status).toBe(200);
    const { partNumber, result } = results.parse(answer.json);
    expect(result).toMatchObject({ name: serial, partNumber, lane: 1 });
    numbers.push(partNumber);
  }
  const listed = await ask(`/v1/parts?after=${numbers[0]}&limit=1`, { key });
  const { parts, more } = z
    .object({ parts: z.array(loggedPartSchema), more: z.boolean() })
    .parse(listed.json);
  expect(parts).toMatchObject([
    { partNumber: numbers[1], groupName: null, name: 'A-2', views: [{ lane: 1, product: 'Disc' }] },
  ]);
  expect(parts[0]?.verdict).toBe(parts[0]?.views[0]?.verdict);
  expect(more).toBe(true);
  expect(await ask(`/v1/parts/${numbers[2]}`, { key })).toMatchObject({
    status: 200,
    json: { partNumber: numbers[2], name: 'A-3', views: [{ lane: 1 }] },
  });
  expect(await ask('/v1/parts/999999', { key })).toMatchObject({ status: 404, json: { code: 'NOT_FOUND' } });
  expect(await ask('/v1/lanes', { key })).toMatchObject({
    json: { lanes: [{ number: 1, state: 'ready', trigger: 'software', product: { id: productId } }] },
  });
  expect(await ask('/v1/state', { key })).toMatchObject({ json: { recipe: null, outputs: [] } });
  expect(await ask('/v1/health', { key })).toMatchObject({ json: { version: '0.0.0', station: '' } });
  const { text } = await ask('/metrics', { key });
  expect(text).toMatch(/^loupe_sessions 1$/m);
  expect(text).toMatch(/^loupe_lane_waiting\{lane="1"\} \d+$/m);
  expect(text).toMatch(/^loupe_lane_waiting_seconds\{lane="1"\} [\d.]+$/m);
  expect(text).toMatch(/^loupe_inference_waiting \d+$/m);
  expect(text).toMatch(/^loupe_inference_waiting_seconds [\d.]+$/m);
  expect(text).toMatch(/^loupe_inspection_seconds_count\{lane="1"\} 3$/m);
  const counted = [...text.matchAll(/^loupe_parts_total\{lane="1",outcome="[a-z-]+"\} (\d+)$/gm)];
  expect(counted).toHaveLength(4);
  expect(counted.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(3);
});

test('a program sends pictures and is answered with their verdicts; what is no picture is refused and counts as none', async () => {
  const { ask, bearer, client, products, bugs } = await openServedLine();
  const [{ productId }] = products;
  const key = await bearer('operator');
  const send = async (picture: Uint8Array, serial: string) =>
    ask(`/v1/lanes/1/parts?serial=${serial}`, { key, picture });
  const picture = async (seed: number) => encodePng(testFrame(seed, 96, 80));
  expect(await send(await picture(1), 'A-1')).toMatchObject({ status: 409 });
  const session = await client.inspection.start({ productId, source: { kind: 'push' } });
  const answers = z.object({ partNumber: z.number(), result: partResultSchema });
  const seeds = [1, 2, 3, 4, 5, 6];
  const together = await Promise.all(
    seeds.map(async (seed) => answers.parse((await send(await picture(seed), `A-${seed}`)).json)),
  );
  expect(together.map(({ result }) => result.name)).toEqual(seeds.map((seed) => `A-${seed}`));
  for (const { partNumber, result } of together) {
    expect(result).toMatchObject({ partNumber, sessionId: session.id, score: expect.any(Number) });
  }
  expect(new Set(together.map(({ partNumber }) => partNumber)).size).toBe(seeds.length);
  const file = new File([new Uint8Array(await picture(1))], 'a.png');
  const again = await client.inspection.push({ lane: 1, serial: 'A-1', picture: file });
  const [first] = together;
  expect(again).toMatchObject({
    ...first?.result,
    partNumber: again.partNumber,
    frameNumber: again.frameNumber,
    capturedAt: again.capturedAt,
    timings: expect.any(Object),
  });
  expect(await send(Buffer.from('no picture'), 'A-7')).toMatchObject({
    status: 422,
    json: { code: 'UNREADABLE_IMAGE' },
  });
  expect(await ask('/v1/lanes/1/parts', { key, body: { picture: 'none' } })).toMatchObject({ status: 400 });
  await client.inspection.pause({ sessionId: session.id, paused: true, reason: null });
  expect(await send(await picture(1), 'A-8')).toMatchObject({
    status: 409,
    json: { detail: expect.stringContaining('pauses') },
  });
  const { counts } = await client.inspection.stop({ sessionId: session.id });
  expect(counts.good + counts.review + counts.defect + counts['not-inspected']).toBe(seeds.length + 1);
  expect(bugs).toEqual([]);
});

test('lanes of a group show one part with its worst verdict and all views', async () => {
  const { ask, bearer, client, products, judgeAll } = await openServedLine(['Disc', 'Lid']);
  const key = await bearer('operator');
  const [disc, lid = disc] = products;
  for (const number of [2, 3]) {
    await client.lanes.add({ ...usualLane(number), source: { kind: 'push' }, group: 'Box' });
  }
  await client.inspection.start({ productId: disc.productId, lane: 2 });
  const side = await client.inspection.start({ productId: lid.productId, lane: 3 });
  await judgeAll(disc.productId, 'good');
  await judgeAll(lid.productId, 'defect');
  const picture = await encodePng(testFrame(1, 96, 80));
  const [top] = await Promise.all(
    [2, 3].map((lane) => ask(`/v1/lanes/${lane}/parts?serial=Box-1`, { key, picture })),
  );
  const { partNumber } = z.object({ partNumber: z.number() }).parse(top?.json);
  const part = {
    partNumber,
    groupName: 'Box',
    name: 'Box-1',
    verdict: 'defect',
    views: [
      { lane: 2, product: 'Disc', verdict: 'good', reason: null, entryId: null },
      { lane: 3, product: 'Lid', verdict: 'defect', reason: null, entryId: expect.any(Number) },
    ],
  };
  expect((await ask('/v1/parts', { key })).json).toMatchObject({ parts: [part], more: false });
  expect((await ask(`/v1/parts/${partNumber}`, { key })).json).toMatchObject(part);

  await client.inspection.stop({ sessionId: side.id });
  expect(await ask('/v1/lanes/2/parts?serial=Box-2', { key, picture })).toMatchObject({ status: 200 });
  expect((await ask(`/v1/parts?after=${partNumber}`, { key })).json).toMatchObject({
    parts: [
      {
        groupName: 'Box',
        name: 'Box-2',
        verdict: 'not-inspected',
        views: [
          { lane: 2, product: 'Disc', verdict: 'good', score: expect.any(Number) },
          { lane: 3, product: null, verdict: 'not-inspected', score: null, reason: 'missing' },
        ],
      },
    ],
  });
});

test('a program starts and stops all lanes or one; what a lane refuses is named, and the others are tried', async () => {
  const { ask, bearer, client, products } = await openServedLine();
  const [{ productId }] = products;
  const [key, reviewer] = [await bearer('operator'), await bearer('reviewer')];
  for (const number of [2, 3]) await client.lanes.add({ ...usualLane(number), source: { kind: 'push' } });
  for (const lane of [1, 2]) {
    const source = lane === 1 ? { source: { kind: 'simulated-camera' } as const } : {};
    await client.inspection.start({ productId, lane, ...source });
  }
  const states = (one: string, two: string) => [
    { number: 1, state: one },
    { number: 2, state: two },
    { number: 3, state: 'stopped' },
  ];
  expect(await ask('/v1/lanes/stop', { key: reviewer, method: 'POST' })).toMatchObject({ status: 403 });
  expect((await ask('/v1/lanes/stop', { key, body: { lane: 2 } })).json).toMatchObject({
    lanes: states('ready', 'stopped'),
    refused: [],
  });
  expect((await ask('/v1/lanes/stop', { key, method: 'POST' })).json).toMatchObject({
    lanes: states('stopped', 'stopped'),
  });
  // Lane 3 has never inspected, so the station does not know with what to start it.
  expect((await ask('/v1/lanes/start', { key, method: 'POST' })).json).toMatchObject({
    lanes: states('ready', 'ready'),
    refused: [
      { lane: 3, name: 'Lane 3', code: 'CONFLICT', detail: expect.stringContaining('inspected nothing yet') },
    ],
  });
  expect(await ask('/v1/lanes/start', { key, body: { lane: 3 } })).toMatchObject({ status: 409 });
  expect(await ask('/v1/lanes/start', { key, body: { lane: 9 } })).toMatchObject({ status: 404 });
});

test('each role may do what it may in the window, and what fails says why in the form of RFC 9457', async () => {
  const { ask, bearer, token } = await openServedLine();
  const statusAs = async (role: LinkRole, path: string, body?: unknown): Promise<number> =>
    (await ask(path, { key: await bearer(role), ...(body === undefined ? {} : { body }) })).status;
  expect(await statusAs('viewer', '/v1/parts')).toBe(200);
  expect(await statusAs('viewer', '/v1/lanes')).toBe(403);
  expect(await statusAs('reviewer', '/v1/lanes')).toBe(200);
  expect(await statusAs('reviewer', '/v1/recipes/select', { number: 1 })).toBe(403);
  expect(await statusAs('operator', '/v1/recipes/select', { number: 1 })).toBe(404);
  expect(await statusAs('viewer', '/metrics')).toBe(200);
  for (const [path, given, status] of [
    ['/v1/lanes/0/trigger', { method: 'POST' }, 400],
    ['/v1/lanes/x/trigger', { method: 'POST' }, 400],
    ['/v1/lanes/77/trigger', { method: 'POST' }, 404],
    ['/v1/recipes/select', { body: { number: 1, name: 'x' } }, 400],
    ['/v1/recipes/select', { text: '{"number":', method: 'POST' }, 400],
    ['/v1/recipes/select', { text: `{"name":"${'x'.repeat(20_000)}"}`, method: 'POST' }, 413],
    ['/v1/parts?limit=100000', {}, 400],
    ['/v1/nothing', {}, 404],
    ['/metrics', { method: 'POST' }, 405],
  ] as const) {
    const answer = await ask(path, { key: token, ...given });
    expect([path, answer.status]).toEqual([path, status]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(problemSchema.parse(answer.json).status).toBe(status);
  }
});

test('without a token nothing is told, nothing is done, and trying is slowed down', async () => {
  const { ask, client } = await openServedLine();
  expect(await ask('/v1/lanes')).toMatchObject({ status: 401, json: { code: 'UNAUTHORIZED' } });
  expect(await ask('/metrics', { key: 'x'.repeat(43) })).toMatchObject({ status: 401 });
  const revoked = await client.access.create({ name: 'MES', role: 'operator', days: null });
  expect(await ask('/v1/lanes', { key: revoked.token })).toMatchObject({ status: 200 });
  await client.access.revoke({ id: revoked.link.id });
  expect(await ask('/v1/lanes', { key: revoked.token })).toMatchObject({ status: 401 });
  const statuses: number[] = [];
  for (let tries = 0; tries < 40; tries++) statuses.push((await ask('/v1/lanes', { key: 'nobody' })).status);
  expect(statuses[0]).toBe(401);
  expect(statuses).toContain(429);
});

test('who may not send pictures is refused before one is read, and pictures that are under way have a bound together', async () => {
  const { ask, bearer, host } = await openServedLine();
  const viewer = await bearer('viewer');
  const [picture, path] = [new Uint8Array(20_000), '/v1/lanes/1/parts'];
  expect((await ask(path, { key: viewer, picture })).status).toBe(413);

  const operator = await bearer('operator');
  /** Announces a picture of 60 MiB and sends its first byte. */
  const announce = async (): Promise<number> => {
    const outgoing = request(`http://${host}${path}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${operator}`,
        'Content-Type': 'image/png',
        'Content-Length': 60 * 2 ** 20,
      },
    });
    onTestFinished(() => void outgoing.destroy());
    outgoing.on('error', () => undefined).write('x');
    return new Promise((resolve) => outgoing.once('response', ({ statusCode }) => resolve(statusCode ?? 0)));
  };
  expect(await Promise.race(Array.from({ length: 5 }, announce))).toBe(429);
});

test('a page of another address cannot trigger by the cookie of a browser that was let in', async () => {
  const { ask, cookie, host } = await openServedLine();
  expect((await ask('/v1/lanes', { cookie })).status).toBe(200);
  expect((await ask('/v1/recipes/select', { cookie, body: { number: 1 } })).status).toBe(401);
  expect((await ask('/v1/lanes', { cookie, origin: 'http://elsewhere.example' })).status).toBe(403);
  expect((await ask('/v1/lanes', { cookie, origin: `http://${host}` })).status).toBe(200);
});

test('the description lists every operation, and its page needs nothing from elsewhere', async () => {
  const { ask, token } = await openServedLine();
  const described = z
    .object({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))) })
    .parse((await ask('/api/openapi.json', { key: token })).json);
  expect(described.openapi).toMatch(/^3\.1/);
  const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const answers = z.record(z.string(), z.object({ content: z.record(z.string(), z.unknown()).optional() }));
  for (const operation of Object.values(described.paths).flatMap((methods) => Object.values(methods))) {
    for (const [status, { content = {} }] of Object.entries(answers.parse(operation['responses']))) {
      const sent = Number(status) < 400 ? 'application/json' : 'application/problem+json';
      expect([status, ...Object.keys(content)]).toEqual([status, sent]);
    }
  }
  expect(operations.sort()).toEqual([
    'GET /v1/health',
    'GET /v1/lanes',
    'GET /v1/parts',
    'GET /v1/parts/{partNumber}',
    'GET /v1/recipes',
    'GET /v1/state',
    'POST /v1/lanes/start',
    'POST /v1/lanes/stop',
    'POST /v1/lanes/{lane}/parts',
    'POST /v1/lanes/{lane}/trigger',
    'POST /v1/recipes/select',
  ]);
  const page = await ask('/api', { key: token });
  for (const operation of operations) expect(page.text).toContain(operation);
  expect(page.text).not.toMatch(/<script|src=|https?:/);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
});
