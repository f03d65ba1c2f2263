import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { webhookOutput } from '../../../../../src/main/line/webhook/webhook-output.ts';
import type { TargetOf } from '../../../../../src/shared/domain/output-kinds.ts';
import { makeAuthority } from '../../../../support/certificates.ts';
import { oneOutput } from '../../../../support/one-output.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port');
  return address.port;
}

/** Opens a server that keeps its requests. @param answer answers the request of that number, from 1 */
async function receiver(answer: (response: Parameters<RequestListener>[1], count: number) => void) {
  const heard: Heard[] = [];
  const server = createServer();
  server.on('request', (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      heard.push({ headers: request.headers, text: Buffer.concat(pieces).toString() });
      answer(response, heard.length);
    });
  });
  return { heard, url: `http://127.0.0.1:${await listening(server)}/results` };
}

function targetAt(url: string, authority: string | null = null): TargetOf<'webhook'> {
  return { kind: 'webhook', url, authority };
}

function numberOf({ text }: Heard): number {
  return Number(/"number":(\d+)/.exec(text)?.[1]);
}

test('a receiver that fails every third time gets all parts, in order, repetitions under the key of the first', async () => {
  const { heard, url } = await receiver((response, count) => {
    response.writeHead(count % 3 === 0 ? 500 : 204).end();
  });
  const { surroundings, failures, waiting } = oneOutput(300);
  const output = webhookOutput.open(targetAt(url), surroundings);
  output.accept();
  await vi.waitFor(
    () => {
      // Retry at once, as a person may ask, because this test is not about the pauses between tries.
      output.tryNow();
      expect(waiting()).toBe(0);
    },
    { timeout: 60_000, interval: 2 },
  );
  await output.close();
  const numbers = heard.map(numberOf);
  expect([...new Set(numbers)]).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(failures).toHaveLength(heard.length - 300);
  expect(failures[0]).toMatchObject({ code: 'UNREACHABLE', message: expect.stringContaining('500') });
  for (const one of heard) {
    expect(one.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': `${surroundings.id}-${numberOf(one)}`,
    });
  }
  expect(JSON.parse(heard[0]?.text ?? '')).toMatchObject({ number: 1, kind: 'part', station: 'Line 3' });
});

test('a receiver that knows the key can tell that a body is the station’s, as it was sent, and how old', async () => {
  const { heard, url } = await receiver((response) => response.end());
  const { surroundings, waiting } = oneOutput(2, { secrets: { signingKey: 'open sesame' } });
  const output = webhookOutput.open(targetAt(url), surroundings);
  output.accept();
  await vi.waitFor(() => expect(waiting()).toBe(0), 20_000);
  await output.close();
  expect(heard).toHaveLength(2);
  for (const { headers, text } of heard) {
    const [, seconds = '', digest] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['loupe-signature'])) ?? [];
    expect(digest).toBe(createHmac('sha256', 'open sesame').update(`${seconds}.${text}`).digest('hex'));
    expect(Math.abs(Date.now() / 1000 - Number(seconds))).toBeLessThan(300);
    expect(JSON.stringify([headers, text])).not.toContain('sesame');
  }
});

/** Returns the failure of a single result. */
async function failureAt(url: string, authority: string | null = null): Promise<unknown> {
  const { surroundings, failures, waiting } = oneOutput(1);
  const output = webhookOutput.open(targetAt(url, authority), surroundings);
  output.accept();
  await vi.waitFor(() => expect(failures).toHaveLength(1), 20_000);
  await output.close();
  expect(waiting()).toBe(1);
  return failures[0];
}

test('a redirection is not followed', async () => {
  const elsewhere = await receiver((response) => response.end());
  const { url } = await receiver((response) => {
    response.writeHead(307, { Location: elsewhere.url }).end();
  });
  expect(await failureAt(url)).toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining(elsewhere.url),
  });
  expect(elsewhere.heard).toEqual([]);
});

test('an answer without an end is not read to its end', async () => {
  const { url, heard } = await receiver((response) => {
    const flood = (): void => {
      while (!response.destroyed && response.write('all is well '.repeat(1000)));
    };
    response.on('drain', flood).writeHead(200);
    flood();
  });
  const { surroundings, waiting } = oneOutput(2);
  const output = webhookOutput.open(targetAt(url), surroundings);
  output.accept();
  await vi.waitFor(() => expect(waiting()).toBe(0), 20_000);
  await output.close();
  expect(heard.map(numberOf)).toEqual([1, 2]);
});

test('an answer that stops half-way has arrived by its status', async () => {
  const { url, heard } = await receiver((response) => {
    response.writeHead(200, { 'Content-Length': 1000 }).write('tak');
  });
  const { surroundings, waiting, failures } = oneOutput(3);
  const output = webhookOutput.open(targetAt(url), surroundings);
  output.accept();
  await vi.waitFor(() => expect(waiting()).toBe(0), 20_000);
  await output.close();
  expect(heard.map(numberOf)).toEqual([1, 2, 3]);
  expect(failures).toEqual([]);
});

test('what a receiver says of its refusal is shown, as one short line', async () => {
  const { url } = await receiver((response) => {
    response.writeHead(422).end(`no\r\nsuch\u0007 product ${'x'.repeat(100_000)}`);
  });
  const { message } = Object(await failureAt(url));
  expect(message).toMatch(/422 Unprocessable Entity\. no such product x{1,200}$/);
});

test('a receiver that is not there is named', async () => {
  const gone = createServer();
  const port = await listening(gone);
  gone.close();
  expect(await failureAt(`http://127.0.0.1:${port}/`)).toMatchObject({
    code: 'UNREACHABLE',
    message: expect.stringContaining('takes no connections'),
  });
});

test('an authority of the company vouches for its server: without its certificate nothing is sent there', async () => {
  const authority = makeAuthority();
  const { certificate: cert, key } = authority.sign();
  let requests = 0;
  const server = createSecureServer({ key, cert }, (request, response) => {
    requests += 1;
    request.resume().on('end', () => response.end());
  });
  const url = `https://127.0.0.1:${await listening(server)}/`;
  expect(await failureAt(url)).toMatchObject({
    code: 'UNREACHABLE',
    message: expect.stringContaining('of an authority that the station does not know'),
  });
  expect(await failureAt(url, makeAuthority().text)).toMatchObject({ code: 'UNREACHABLE' });
  expect(requests).toBe(0);
  const { surroundings, waiting } = oneOutput(2);
  const output = webhookOutput.open(targetAt(url, authority.text), surroundings);
  output.accept();
  await vi.waitFor(() => expect(waiting()).toBe(0), 20_000);
  await output.close();
  expect(requests).toBe(2);
  await expect(webhookOutput.check(targetAt(url, 'no certificate'), '')).rejects.toMatchObject({
    code: 'BAD_INPUT',
  });
});

test('nothing is sent to a server whose certificate nobody vouches for', async () => {
  const folder = temporaryFolder();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-days', '2', '-subj', '/CN=localhost', '-keyout', key, '-out', cert],
  ]);
  let requests = 0;
  const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => {
    requests += 1;
    response.end();
  });
  const port = await listening(server);
  expect(await failureAt(`https://127.0.0.1:${port}/`)).toMatchObject({
    code: 'UNREACHABLE',
    message: expect.stringContaining('certificate that nobody vouches for'),
  });
  expect(requests).toBe(0);
});
