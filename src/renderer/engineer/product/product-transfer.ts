import { ref } from 'vue';
import { largestPiece, largestTransfer } from '../../../shared/contract/product-transfers.ts';
import type { Product } from '../../../shared/contract/products.ts';
import { saveFile } from '../../components/browser/save-file.ts';
import { useClient } from '../../transport/client.ts';
import { toFailure } from '../../transport/failure.ts';

export { largestTransfer };

/** Progress of a product file's transfer, bytes; null before its size is known and while the station processes it. */
export interface Crossed {
  readonly done: number;
  readonly total: number;
}

type Station = ReturnType<typeof useClient>;

/** A file that the station keeps for reading. */
interface KeptFile {
  readonly transferId: string;
  readonly fileName: string;
  readonly bytes: number;
}

/**
 * Saves a file that the station keeps, and discards it there.
 *
 * @throws what the calls throw, and the signal's reason
 */
export async function saveKept(
  client: Station,
  { transferId, fileName, bytes }: KeptFile,
  signal: AbortSignal,
  onCrossed: (crossed: Crossed) => void,
): Promise<void> {
  try {
    const pieces: Blob[] = [];
    for (let done = 0; done < bytes;) {
      signal.throwIfAborted();
      onCrossed({ done, total: bytes });
      const piece = await client.productTransfers.read({ transferId, offset: done }, { signal });
      if (piece.size === 0) throw new Error('The file ended early');
      pieces.push(piece);
      done += piece.size;
    }
    saveFile(new Blob(pieces), fileName);
  } finally {
    void client.productTransfers.discard({ transferId }).catch(() => undefined);
  }
}

/**
 * Sends a file to the station, which keeps it.
 *
 * @param onBegun receives the id of the transfer, for discarding it
 * @throws what the calls throw, and the signal's reason
 */
export async function sendFile(
  client: Station,
  file: File,
  signal: AbortSignal,
  { onBegun, onCrossed }: { onBegun: (transferId: string) => void; onCrossed: (crossed: Crossed) => void },
): Promise<string> {
  const { transferId } = await client.productTransfers.begin({ bytes: file.size }, { signal });
  onBegun(transferId);
  for (let done = 0; done < file.size;) {
    signal.throwIfAborted();
    onCrossed({ done, total: file.size });
    const piece = new File([file.slice(done, done + largestPiece)], 'piece');
    const answer = await client.productTransfers.send({ transferId, offset: done, piece }, { signal });
    done = answer.bytes;
  }
  return transferId;
}

/** Saves a product as a file of this window. */
export function useProductDownload() {
  const client = useClient();
  const crossed = ref<Crossed | null>(null);

  /** @returns the file's name. @throws what the calls throw, and the signal's reason */
  async function save(productId: string, signal: AbortSignal): Promise<string> {
    crossed.value = null;
    const kept = await client.productTransfers.write({ productId }, { signal });
    try {
      await saveKept(client, kept, signal, (now) => (crossed.value = now));
      return kept.fileName;
    } finally {
      crossed.value = null;
    }
  }

  return { crossed, save };
}

/** Takes in a product from a file of this window. Several attempts send the file only once. */
export function useProductUpload() {
  const client = useClient();
  const crossed = ref<Crossed | null>(null);
  let sent: string | null = null;

  const send = (file: File, signal: AbortSignal): Promise<string> =>
    sendFile(client, file, signal, {
      onBegun: (transferId) => (sent = transferId),
      onCrossed: (now) => (crossed.value = now),
    });

  /**
   * @param as the name of a copy; null: the product itself
   * @throws what the calls throw, and the signal's reason
   */
  async function takeIn(file: File, as: string | null, signal: AbortSignal): Promise<Product> {
    try {
      const transferId = sent ?? (await send(file, signal));
      crossed.value = null;
      const { product } = await client.productTransfers.takeIn({ transferId, as }, { signal });
      sent = null;
      return product;
    } catch (error) {
      // The station keeps the file for another attempt only after this error.
      if (toFailure(error).code !== 'ALREADY_EXISTS') leave();
      throw error;
    } finally {
      crossed.value = null;
    }
  }

  /** Discards a file that is being sent or waits for another attempt. */
  function leave(): void {
    if (sent !== null) void client.productTransfers.discard({ transferId: sent }).catch(() => undefined);
    sent = null;
  }

  return { crossed, takeIn, leave };
}
