import { parentPort } from 'node:worker_threads';
import { inOwnBuffer } from '../host/own-buffer.ts';
import { toldFailure } from '../host/told-failure.ts';
import { decodeHere } from './decode-image.ts';
import { toDecodeThreadSchema, type FromDecodeThread } from './decode-protocol.ts';

/** Decodes one picture after the other, beside the thread that asks. */
parentPort?.on('message', (message: unknown) => {
  void decode(message);
});

async function decode(message: unknown): Promise<void> {
  const { bytes, name, bits } = toDecodeThreadSchema.parse(message);
  try {
    const { width, height, data } = await decodeHere(bytes, name, bits);
    const pixels = inOwnBuffer(data);
    send({ kind: 'decoded', width, height, data: pixels }, [pixels.buffer]);
  } catch (error) {
    send({ kind: 'failed', ...toldFailure(error, 'UNREADABLE_IMAGE') });
  }
}

function send(answer: FromDecodeThread, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(answer, transfer);
}
