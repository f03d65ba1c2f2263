import { parentPort, workerData } from 'node:worker_threads';
import { toldFailure } from '../host/told-failure.ts';
import { toArchiveThreadSchema, type FromArchiveThread, type Piece } from './archive-protocol.ts';
import type { ProductContents } from './format.ts';
import { openArchive } from './read-archive.ts';

/** Rows of a piece. */
const rowsAtOnce = 200;

/** The thread that reads, checks and unpacks a product's archive, whose contents may be large. */
const path: unknown = workerData;
if (typeof path !== 'string') throw new TypeError('The thread is started with the path of an archive');
const archive = openArchive(path);
// Each question is answered with the failure of opening; nobody may have asked yet.
archive.catch(() => undefined);
const pieces = archive.then(({ contents }) => piecesOf(contents));
pieces.catch(() => undefined);

async function answer(given: unknown): Promise<FromArchiveThread> {
  const asked = toArchiveThreadSchema.parse(given);
  if (asked.kind === 'unpack') {
    await (await archive).unpack(asked.folder);
    return { kind: 'unpacked' };
  }
  const { value, done } = (await pieces).next();
  return done === true ? { kind: 'product', product: (await archive).contents.product } : value;
}

function failureOf(error: unknown): FromArchiveThread {
  return { kind: 'failed', ...toldFailure(error) };
}

function* piecesOf({ images, models, limits, activations }: ProductContents): Generator<Piece, undefined> {
  for (const rows of cut(images)) yield { kind: 'piece', of: 'images', rows };
  for (const rows of cut(models)) yield { kind: 'piece', of: 'models', rows };
  for (const rows of cut(limits)) yield { kind: 'piece', of: 'limits', rows };
  for (const rows of cut(activations)) yield { kind: 'piece', of: 'activations', rows };
  return undefined;
}

function* cut<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) yield rows.slice(from, from + rowsAtOnce);
}

parentPort?.on('message', (given: unknown) => {
  void answer(given)
    .catch(failureOf)
    .then((message) => parentPort?.postMessage(message));
});
