import { Agent, request as requestPlainly, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as requestSecurely } from 'node:https';
import { z } from 'zod';
import type { KeptMessage } from '../../../shared/contract/line-message.ts';
import type { TargetOf } from '../../../shared/domain/output-kinds.ts';
import { requireCertificate } from '../certificate.ts';
import { deliverInOrder, type Receiver } from '../deliver-in-order.ts';
import { networkFailure } from '../network-failure.ts';
import type { OutputOpener, OutputSurroundings } from '../output.ts';
import { OutputTroubleError } from '../output-trouble.ts';
import { signatureOf } from './signature.ts';

/** Milliseconds for a receiver's answer. */
const patience = 10_000;
/** Bytes of an answer that are read; they are only needed to report a failure. */
const longestAnswer = 16_384;
/** Characters of an answer that are shown. */
const shownOfAnswer = 200;

/** Sends results to a server: a POST for each part. */
export const webhookOutput: OutputOpener<'webhook'> = {
  // The server may be away during set-up; undelivered messages wait, and the lamp says why.
  check({ authority }) {
    return Promise.resolve().then(() => requireCertificate(authority, 'The certificate of the authority'));
  },
  open: (target, surroundings) => deliverInOrder(surroundings.outbox, requests(target, surroundings)),
};

function requests({ url, authority }: TargetOf<'webhook'>, { id, secrets }: OutputSurroundings): Receiver {
  const ending = new AbortController();
  const isEncrypted = new URL(url).protocol === 'https:';
  const agent = isEncrypted
    ? new SecureAgent({ keepAlive: true, ...(authority === null ? {} : { ca: authority }) })
    : new Agent({ keepAlive: true });

  async function post({ number, body }: KeptMessage): Promise<void> {
    const text = JSON.stringify({ number, ...body });
    const key = secrets.read('signingKey');
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
      'User-Agent': 'Loupe',
      'Idempotency-Key': `${id}-${number}`,
      ...(key === null ? {} : { 'Loupe-Signature': signatureOf(text, key, Math.floor(Date.now() / 1000)) }),
    };
    const late = AbortSignal.timeout(patience);
    const signal = AbortSignal.any([late, ending.signal]);
    try {
      // Does not follow redirections: they could lead results and signature to a place that nobody chose.
      const request = (isEncrypted ? requestSecurely : requestPlainly)(url, {
        method: 'POST',
        headers,
        agent,
        signal,
      });
      const answer = answerTo(request);
      request.end(text);
      const received = await answer;
      const { statusCode = 0 } = received;
      const said = beginningOf(received);
      // The status says that it has arrived: what the receiver adds may come slowly, or never end.
      if (statusCode >= 200 && statusCode < 300) return void said.catch(() => undefined);
      throw refusal(received, await said);
    } catch (error) {
      if (late.aborted) {
        throw new OutputTroubleError('UNREACHABLE', 'late', { address: url, seconds: patience / 1000 });
      }
      throw networkFailure(error, url);
    }
  }

  function refusal(
    { statusCode = 0, statusMessage = '', headers }: IncomingMessage,
    said: string,
  ): OutputTroubleError {
    const status = `${statusCode} ${statusMessage}`.trim();
    if (statusCode >= 300 && statusCode < 400) {
      const place = headers.location ?? 'another address';
      return new OutputTroubleError('BAD_INPUT', 'redirected', { address: url, place, status });
    }
    return new OutputTroubleError('UNREACHABLE', 'resultRefused', { address: url, status, said });
  }

  return {
    atOnce: 1,
    async send(messages) {
      for (const message of messages) await post(message);
    },
    close() {
      ending.abort();
      agent.destroy();
      return Promise.resolve();
    },
  };
}

/** @returns resolves with the head of the answer. @throws why none came */
function answerTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    // Also catches a connection lost while the answer is read; the reader notices that itself.
    request.on('error', reject);
  });
}

/** Reads the beginning of an answer as one line; the rest is not read. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of answer) {
    const piece = z.instanceof(Uint8Array).parse(chunk);
    bytes += piece.byteLength;
    if (text.length < shownOfAnswer) text += decoder.decode(piece, { stream: true });
    if (bytes > longestAnswer) break;
  }
  return text
    .slice(0, shownOfAnswer)
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim();
}
