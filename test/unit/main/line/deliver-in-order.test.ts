import Sqlite from 'better-sqlite3';
import { createServer, type RequestListener } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { deliverInOrder, type Receiver } from '../../../../src/main/line/deliver-in-order.ts';
import { testMessage } from '../../../../src/main/line/message.ts';
import { createOutboxRepository } from '../../../../src/main/line/outbox-repository.ts';
import { openServices } from '../../../support/services.ts';

const id = '11111111-1111-4111-8111-111111111111';

/** Makes a receiver that posts each message to a server of the test's own. */
async function postTo(listener: RequestListener): Promise<Receiver> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port');
  return {
    atOnce: 1,
    async send(messages) {
      for (const { number } of messages) {
        const answer = await fetch(`http://127.0.0.1:${address.port}/${number}`, { method: 'POST' });
        if (!answer.ok) throw new Error(`Status ${answer.status}`);
      }
    },
    close: () => Promise.resolve(),
  };
}

/** Makes an outbox with `count` messages, and keeps what it tells. */
function outboxOf(count: number) {
  const { database, paths } = openServices();
  database.pragma('busy_timeout = 20');
  const rows = createOutboxRepository(database, 20);
  for (let index = 0; index < count; index++) {
    rows.add(testMessage(index, { station: '', timeZone: 'UTC' }), [id], index);
  }
  const failures: unknown[] = [];
  return {
    rows,
    failures,
    file: paths.database,
    outbox: {
      waiting: (limit: number) => rows.waiting(id, limit),
      delivered: (messages: readonly { readonly number: number }[]) =>
        rows.markDelivered(
          id,
          messages.map(({ number }) => number),
          1,
        ),
      failed: (error: unknown) => void failures.push(error),
    },
  };
}

test('a receiver that fails every third time gets each message, in order, what failed again', async () => {
  const heard: number[] = [];
  const receiver = await postTo(({ url = '' }, response) => {
    heard.push(Number(url.slice(1)));
    response.writeHead(heard.length % 3 === 0 ? 503 : 200).end();
  });
  const { rows, outbox, failures } = outboxOf(10);
  const output = deliverInOrder(outbox, receiver);
  output.accept();
  await vi.waitFor(() => {
    // Retry at once, as a person may ask, because this test is not about the pauses between tries.
    output.tryNow();
    expect(rows.countWaiting(id)).toBe(0);
  }, 20_000);
  await output.close();
  expect([...new Set(heard)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(heard).toEqual([...heard].sort((a, b) => a - b));
  expect(failures).toHaveLength(heard.length - 10);
  expect(failures[0]).toMatchObject({ message: 'Status 503' });
});

test('a receiver that never answers holds up neither the end nor its messages', async () => {
  const asked = Promise.withResolvers<undefined>();
  const receiver = await postTo(() => asked.resolve(undefined));
  const { rows, outbox } = outboxOf(2);
  const output = deliverInOrder(outbox, receiver);
  output.accept();
  await asked.promise;
  await output.close();
  output.accept();
  expect(rows.countWaiting(id)).toBe(2);
});

test('what a receiver has is not sent again because another program held the database', async () => {
  const { rows, outbox, failures, file } = outboxOf(2);
  const other = new Sqlite(file);
  onTestFinished(() => void other.close());
  const heard: number[] = [];
  const receiver = await postTo(({ url = '' }, response) => {
    if (heard.length === 0) other.exec('BEGIN IMMEDIATE');
    heard.push(Number(url.slice(1)));
    response.writeHead(200).end();
  });
  const output = deliverInOrder(outbox, receiver);
  output.accept();
  await vi.waitFor(() => expect(failures).toHaveLength(1), 5_000);
  output.tryNow();
  await vi.waitFor(() => expect(failures).toHaveLength(2), 5_000);
  other.exec('COMMIT');
  output.tryNow();
  await vi.waitFor(() => expect(rows.countWaiting(id)).toBe(0), 5_000);
  await output.close();
  expect(heard).toEqual([1, 2]);
});
