import type { KeptMessage } from '../../../shared/contract/line-message.ts';
import type { TargetOf } from '../../../shared/domain/output-kinds.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { deliverInOrder, type Receiver } from '../deliver-in-order.ts';
import { networkFailure } from '../network-failure.ts';
import type { OutputOpener, OutputSurroundings } from '../output.ts';
import { signatureOf } from './signature.ts';

/** A receiver has so long for its answer, milliseconds. */
const patience = 10_000;
/** So much of an answer is read, bytes. Nothing of it is needed but what a failure shows. */
const longestAnswer = 16_384;
/** So much of it is shown, characters. */
const shownOfAnswer = 200;

/** Results as requests to a server: a POST for each part. */
export const webhookOutput: OutputOpener<'webhook'> = {
  // The server may be away while the output is set up; what does not arrive waits, and the lamp says why.
  check: () => Promise.resolve(),
  open: (target, surroundings) => deliverInOrder(surroundings.outbox, requests(target, surroundings)),
};

function requests({ url }: TargetOf<'webhook'>, { id, secrets }: OutputSurroundings): Receiver {
  const ending = new AbortController();

  async function post({ number, body }: KeptMessage): Promise<void> {
    const text = JSON.stringify({ number, ...body });
    const key = secrets.read('signingKey');
    const headers = {
      'Content-Type': 'application/json',
      'User-Agent': 'Loupe',
      'Idempotency-Key': `${id}-${number}`,
      ...(key === null ? {} : { 'Loupe-Signature': signatureOf(text, key, Math.floor(Date.now() / 1000)) }),
    };
    const signal = AbortSignal.any([AbortSignal.timeout(patience), ending.signal]);
    try {
      // A redirection would take results, and the proof of who sent them, to a place that nobody chose.
      const answer = await fetch(url, { method: 'POST', headers, body: text, redirect: 'manual', signal });
      const said = await beginningOf(answer);
      if (!answer.ok) throw refusal(answer, said);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'TimeoutError') {
        throw new StationError('UNREACHABLE', `“${url}” did not answer within ${patience / 1000} s.`);
      }
      throw networkFailure(error, url);
    }
  }

  function refusal(answer: Response, said: string): StationError {
    const status = `${answer.status} ${answer.statusText}`.trim();
    if (answer.status >= 300 && answer.status < 400) {
      const place = answer.headers.get('location') ?? 'another address';
      return new StationError(
        'BAD_INPUT',
        `“${url}” leads on to “${place}” (${status}). Enter the address that takes the results itself.`,
      );
    }
    return new StationError('UNREACHABLE', `“${url}” refused a result: ${status}. ${said}`.trim());
  }

  return {
    atOnce: 1,
    async send(messages) {
      for (const message of messages) await post(message);
    },
    close() {
      ending.abort();
      return Promise.resolve();
    },
  };
}

/** The beginning of an answer, as one line; the rest is not read. */
async function beginningOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (text.length < shownOfAnswer) text += decoder.decode(chunk, { stream: true });
    if (bytes > longestAnswer) break;
  }
  return text
    .slice(0, shownOfAnswer)
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim();
}
