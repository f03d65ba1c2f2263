import { parentPort } from 'node:worker_threads';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { inOwnBuffer } from '../host/own-buffer.ts';
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
    const code = error instanceof StationError ? error.code : 'UNREADABLE_IMAGE';
    const detail = error instanceof StationError ? error.detail : undefined;
    send({ kind: 'failed', code, message: messageOf(error), detail });
  }
}

function send(answer: FromDecodeThread, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(answer, transfer);
}
