import { once } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import type { RawData, WebSocket } from 'ws';
import { largestCall, largestMessage } from '../../src/main/headless/message-limits.ts';
import { createRefusedMessages } from '../../src/main/headless/refused-messages.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { packLive, toWindowSchema, unpackLive, type ToWindow } from '../../src/shared/contract/live.ts';
import type { User } from '../../src/shared/domain/role.ts';
import { headlessStation, type HeadlessStation } from '../support/headless-station.ts';
import { clientOn, outcome } from '../support/socket-client.ts';

const viewer: User = { name: 'Vera', roles: ['viewer'] };

/** Returns the messages of the live channel one after the other. */
function messagesOf(socket: WebSocket): () => Promise<ToWindow> {
  const arrived: RawData[] = [];
  let wake: () => void = () => undefined;
  socket.on('message', (data) => {
    arrived.push(data);
    wake();
  });
  return async () => {
    for (;;) {
      while (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const data = arrived.shift();
      if (!Buffer.isBuffer(data)) throw new TypeError('Live messages come as one buffer');
      const message = toWindowSchema.parse(unpackLive(data).header);
      if (message.kind !== 'beat') return message;
    }
  };
}

describe('who may connect', () => {
  test.each(['/rpc', '/live'])('%s opens for the station’s own page', async (path) => {
    const { socket } = await headlessStation();
    expect(await outcome(socket(path))).toBe('open');
  });

  test('without cookie, from elsewhere, by another name or to another path: refused', async () => {
    const { socket, own, port } = await headlessStation();
    for (const path of ['/rpc', '/live']) {
      expect(await outcome(socket(path, { origin: own.origin }))).toBe(401);
      expect(await outcome(socket(path, { ...own, cookie: `loupe_${port}=guess` }))).toBe(401);
      expect(await outcome(socket(path, { ...own, origin: 'http://evil.example' }))).toBe(403);
      expect(await outcome(socket(path, { ...own, origin: `http://127.0.0.1:${port + 1}` }))).toBe(403);
      expect(await outcome(socket(path, { cookie: own.cookie }))).toBe(403);
      const host = `evil.example:${port}`;
      expect(await outcome(socket(path, { ...own, host, origin: `http://${host}` }))).toBe(403);
      expect(await outcome(socket(`${path}?token=x`, own))).toBe(404);
    }
    expect(await outcome(socket('/', own))).toBe(404);
  });

  test('the token in a socket’s address does not let in', async () => {
    const { socket, own, token } = await headlessStation();
    expect(await outcome(socket(`/live?token=${token}`, { origin: own.origin }))).toBe(401);
  });
});

describe('what a connection may send', () => {
  async function stillServes({ socket }: HeadlessStation): Promise<void> {
    const status = await clientOn(socket('/rpc')).station.status();
    expect(status.host).toBe('headless');
  }

  test.each(['/rpc', '/live'])('%s: an oversized message ends its own connection only', async (path) => {
    const here = await headlessStation();
    const big = here.socket(path);
    await once(big, 'open');
    big.on('error', () => undefined);
    big.send(new Uint8Array(largestMessage + 1));
    const [code]: unknown[] = await once(big, 'close');
    expect([1006, 1009]).toContain(code);
    await stillServes(here);
  });

  test('garbage on the live channel is answered by a problem each time, and the connection is kept', async () => {
    const here = await headlessStation();
    const live = here.socket('/live');
    const next = messagesOf(live);
    expect(await next()).toEqual({ kind: 'session', lane: 1, session: null });
    const header = {
      kind: 'frame',
      sessionId: '00000000-0000-4000-8000-000000000000',
      number: 0,
      captureMs: 0,
      droppedBefore: 0,
      width: 2,
      height: 2,
      channels: 3,
    } as const;
    const text = (json: string): Buffer => {
      const block = Buffer.alloc(4 + json.length);
      block.writeUInt32LE(json.length);
      block.write(json, 4);
      return block;
    };
    const garbage: (string | Uint8Array)[] = [
      new Uint8Array(),
      new Uint8Array([1, 2]),
      new Uint8Array([255, 255, 255, 255, 0]),
      'text',
      text('{'),
      text('null'),
      text('[]'),
      text('{"kind":"result"}'),
      text('{"__proto__":{"kind":"frame"}}'),
      packLive(header, new Uint8Array(11)),
      packLive(header, new Uint8Array(13)),
      packLive({ ...header, width: 16384, height: 16384 }, new Uint8Array(12)),
      Buffer.alloc(1000, 0xa5),
    ];
    for (const block of garbage) {
      live.send(block);
      expect(await next()).toMatchObject({ kind: 'problem', code: 'BAD_INPUT' });
    }
    expect(live.readyState).toBe(live.OPEN);
    await stillServes(here);
  });

  test('a frame for no session is left out without harm', async () => {
    const here = await headlessStation();
    const live = here.socket('/live');
    const next = messagesOf(live);
    await next();
    const header = {
      kind: 'frame',
      sessionId: '00000000-0000-4000-8000-000000000000',
      number: 0,
      captureMs: 0,
      droppedBefore: 0,
      width: 1,
      height: 1,
      channels: 3,
    } as const;
    live.send(packLive(header, new Uint8Array(3)));
    live.send('no frame');
    // The station tells the window that it passed the frame over, and goes on.
    expect(await next()).toMatchObject({ kind: 'passed-over', sessionId: header.sessionId });
    expect(await next()).toMatchObject({ kind: 'problem' });
  });

  test.each([
    ['', 1007],
    ['text', 1007],
    ['{', 1007],
    ['null', 1008],
    ['[]', 1008],
    ['{"i":1}', 1008],
    ['{"i":"1","t":99,"p":{}}', 1008],
    ['{"i":"1","p":{"u":"http://[","b":{}}}', 1008],
    ['{"i":"1","t":3,"p":null}', 1008],
    [new Uint8Array([0, 255, 0, 255]), 1007],
    [new Uint8Array(), 1007],
    [multipart('broken'), 1008],
  ])(
    'garbage among the procedures (%s) ends its own connection at the first message',
    async (words, status) => {
      const here = await headlessStation();
      const socket = here.socket('/rpc');
      await once(socket, 'open');
      socket.send(words);
      const [code]: unknown[] = await once(socket, 'close');
      expect(code).toBe(status);
      await stillServes(here);
    },
  );

  test('calls that name no procedure, or reach for a prototype, are answered, and the connection goes on', async () => {
    const here = await headlessStation();
    const socket = here.socket('/rpc');
    const client = clientOn(socket);
    await client.station.status();
    socket.send('{"i":"x1","p":{"u":"/__proto__/constructor","b":{}}}');
    socket.send('{"i":"x2","p":{"u":"/products/create","b":{"json":{"__proto__":{"name":"x"}}}}}');
    expect(await client.products.list()).toEqual([]);
    expect(socket.readyState).toBe(socket.OPEN);
  });

  test('what is refused is said once a minute, however often it comes', () => {
    const lines: string[] = [];
    const refused = createRefusedMessages((line) => lines.push(line));
    for (let message = 0; message < 1000; message++) refused.note(viewer, 'A call is JSON\n');
    expect(lines).toEqual(['A connection of "Vera" was closed: "A call is JSON\\n".']);
  });

  test('a call’s text is short, whoever sends it: brackets and ids by the megabyte end their connection', async () => {
    for (const user of [viewer, singleUser]) {
      const here = await headlessStation(user);
      const deep = '['.repeat(3 * 2 ** 20);
      const ids = `{"i":"1","p":{"u":"/log/entries","b":{"json":{"ids":[${'1,'.repeat(2 * 2 ** 20)}1]}}}}`;
      for (const words of [deep, ids, Buffer.from(ids)]) {
        const socket = here.socket('/rpc');
        await once(socket, 'open');
        socket.send(words);
        const [code]: unknown[] = await once(socket, 'close');
        expect(code).toBe(1009);
      }
      await stillServes(here);
    }
  });

  test('what is wrong with a call is told in a few words, however much it is', async () => {
    const here = await headlessStation(viewer);
    const socket = here.socket('/rpc');
    await once(socket, 'open');
    const ids = Array<string>(500).fill('"x"').join(',');
    socket.send(`{"i":"1","p":{"u":"/log/entries","b":{"json":{"ids":[${ids}]}}}}`);
    const [answer]: unknown[] = await once(socket, 'message');
    if (!Buffer.isBuffer(answer)) throw new TypeError('An answer is one buffer');
    expect(answer.length).toBeLessThan(2000);
    expect(answer.toString()).toContain('There are 495 more');
  });

  test('a viewer sends no picture, and nothing at all to the live channel', async () => {
    const here = await headlessStation(viewer);
    const upload = here.socket('/rpc');
    await once(upload, 'open');
    upload.send(multipart('x'.repeat(largestCall)));
    expect((await once(upload, 'close'))[0]).toBe(1009);
    for (const [words, status] of [
      ['x', 1008],
      ['two', 1009],
    ] as const) {
      const live = here.socket('/live');
      await once(live, 'open');
      live.send(words);
      expect((await once(live, 'close'))[0]).toBe(status);
    }
    await stillServes(here);
  });
});

test('a viewer hears that the station lives, and nothing of the line', async () => {
  const { socket } = await headlessStation(viewer);
  const live = socket('/live');
  const kinds = new Set<string>();
  live.on('message', (data) => {
    if (Buffer.isBuffer(data)) kinds.add(toWindowSchema.parse(unpackLive(data).header).kind);
  });
  await once(live, 'open');
  await vi.waitUntil(() => kinds.has('beat'));
  expect([...kinds]).toEqual(['beat']);
  expect(await clientOn(socket('/rpc')).station.status()).toMatchObject({ home: null });
});

/** Makes the body of a call with a form, as for an upload. */
function multipart(form: string): Uint8Array {
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  const call = JSON.stringify({ i: '1', p: { u: '/datasets/upload', h: headers } });
  return Buffer.concat([Buffer.from(call), Buffer.from([255]), Buffer.from(form)]);
}
