import { ORPCError } from '@orpc/client';
import { expect, test, vi } from 'vitest';
import { createStationClient } from '../../../../src/renderer/transport/client.ts';
import { backoff, keepConnected } from '../../../../src/renderer/transport/connection.ts';
import { ConnectionLostError, toFailure } from '../../../../src/renderer/transport/failure.ts';
import { follow } from '../../../../src/renderer/transport/follow.ts';
import { closing, NotAuthorisedError } from '../../../../src/renderer/transport/wires.ts';
import type { Wires } from '../../../../src/renderer/transport/wires.ts';

type Call = Wires['link']['call'];

function wiresWith(call: Call): Wires {
  const ends = closing(() => undefined);
  return {
    link: { call },
    live: { send: () => undefined, listen: () => undefined },
    get closed() {
      return ends.isClosed();
    },
    onClose: ends.onClose,
    close: ends.close,
  };
}

/** Makes a connection whose calls end only when it ends, as over a socket. */
function hanging(): Wires {
  const wires: Wires = wiresWith(
    () =>
      new Promise((_, reject) => {
        wires.onClose(() => reject(new Error('closed')));
      }),
  );
  return wires;
}

test('a lost connection rejects what is pending and comes back by itself', async () => {
  const opened: Wires[] = [];
  const connection = keepConnected(() => {
    const wires = opened.length === 0 ? hanging() : wiresWith(() => Promise.resolve([]));
    opened.push(wires);
    return Promise.resolve(wires);
  });
  const client = createStationClient(connection);
  const pending = client.products.list();
  await vi.waitUntil(() => connection.state.value === 'open');
  opened[0]?.close();
  await expect(pending).rejects.toBeInstanceOf(ConnectionLostError);
  await expect(client.products.list()).rejects.toBeInstanceOf(ConnectionLostError);
  await vi.waitUntil(() => connection.state.value === 'open', { timeout: 5_000 });
  await expect(client.products.list()).resolves.toEqual([]);
});

test('a stream tells of a lost connection as calls do, and of its own failures as they are', async () => {
  const causes: Error[] = [];
  const wires: Wires = wiresWith(() => Promise.resolve(events()));
  async function* events(): AsyncGenerator<{ kind: 'progress'; done: number; total: number }> {
    yield await Promise.resolve({ kind: 'progress', done: 1, total: 2 });
    throw causes.pop() ?? new Error('closed');
  }
  const client = createStationClient(keepConnected(() => Promise.resolve(wires)));
  const take = async (): Promise<number> => {
    let heard = 0;
    for await (const _ of await client.backup.take()) heard += 1;
    return heard;
  };
  causes.push(new ORPCError('DISK_FULL'));
  await expect(take()).rejects.toThrow('DISK_FULL');
  const heard = await client.backup.take();
  await heard.next();
  wires.close();
  await expect(heard.next()).rejects.toBeInstanceOf(ConnectionLostError);
});

test('calls made before the first connection wait for it', async () => {
  let attempts = 0;
  const connection = keepConnected(() => {
    attempts += 1;
    if (attempts === 1) return Promise.reject(new Error('not yet'));
    return Promise.resolve(wiresWith(() => Promise.resolve([])));
  });
  await expect(createStationClient(connection).products.list()).resolves.toEqual([]);
});

test('a station that refuses the window says so and is asked again', async () => {
  let known = false;
  const connection = keepConnected(() =>
    known ? Promise.resolve(wiresWith(() => Promise.resolve([]))) : Promise.reject(new NotAuthorisedError()),
  );
  await vi.waitUntil(() => connection.state.value === 'refused');
  known = true;
  connection.retry();
  await vi.waitUntil(() => connection.state.value === 'open');
});

test('a stream is taken up again after the connection was lost, and ends with its last event', async () => {
  const opened: Wires[] = [];
  const connection = keepConnected(() => {
    const wires = wiresWith(() => Promise.resolve(null));
    opened.push(wires);
    return Promise.resolve(wires);
  });
  const heard: number[] = [];
  async function* events(first: boolean): AsyncGenerator<number> {
    yield 1;
    if (first) {
      opened[0]?.close();
      throw new Error('closed');
    }
    yield 2;
    await Promise.resolve();
  }
  let calls = 0;
  const open = (): Promise<AsyncIterable<number>> => Promise.resolve(events(calls++ === 0));
  await follow(connection, open, (event) => heard.push(event), new AbortController().signal);
  expect(heard).toEqual([1, 1, 2]);
});

test('following ends quietly when it is no longer wanted, also while there is no connection', async () => {
  const connection = keepConnected(() => Promise.reject(new Error('no station')));
  const stop = new AbortController();
  const following = follow(
    connection,
    () => Promise.reject(new Error('never')),
    () => undefined,
    stop.signal,
  );
  stop.abort();
  await expect(following).resolves.toBeUndefined();
});

test('waiting times grow to four seconds and never vanish', () => {
  expect(backoff(0, () => 0.5)).toBe(250);
  expect(backoff(20, () => 0.5)).toBe(4_000);
  expect(backoff(0, () => 0)).toBeGreaterThan(150);
});

test('failures keep the code and the message of the station; anything else is internal', () => {
  const known = new ORPCError('DISK_FULL', { message: 'No room on /data', data: { detail: 'ENOSPC' } });
  expect(toFailure(known)).toEqual({ code: 'DISK_FULL', message: 'No room on /data', detail: 'ENOSPC' });
  expect(toFailure(new ORPCError('BAD_REQUEST')).code).toBe('BAD_INPUT');
  expect(toFailure(new ORPCError('SOMETHING_ELSE')).code).toBe('INTERNAL');
  expect(toFailure(new ConnectionLostError()).code).toBe('CONNECTION_LOST');
  expect(toFailure('words')).toEqual({ code: 'INTERNAL', message: 'words', detail: null });
});
