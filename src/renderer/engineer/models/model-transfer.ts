import { ref } from 'vue';
import type { ImportableModel } from '../../../shared/contract/model-import.ts';
import { useClient } from '../../transport/client.ts';
import { saveKept, sendFile, type Crossed } from '../product/product-transfer.ts';

/** Saves models as files of this window and takes models in from such files. */
export function useModelTransfer() {
  const client = useClient();
  const crossed = ref<Crossed | null>(null);
  let sent: string | null = null;
  const onCrossed = (now: Crossed): void => void (crossed.value = now);

  /** @returns the file's name. @throws what the calls throw, and the signal's reason */
  async function save(modelId: string, signal: AbortSignal): Promise<string> {
    const kept = await client.productTransfers.writeModel({ modelId }, { signal });
    try {
      await saveKept(client, kept, signal, onCrossed);
      return kept.fileName;
    } finally {
      crossed.value = null;
    }
  }

  /** Sends a file and returns its description; discards an earlier file. @throws as `save` */
  async function look(file: File, signal: AbortSignal): Promise<ImportableModel> {
    leave();
    try {
      const onBegun = (transferId: string): void => void (sent = transferId);
      const transferId = await sendFile(client, file, signal, { onBegun, onCrossed });
      crossed.value = null;
      return await client.productTransfers.lookAtModel({ transferId }, { signal });
    } catch (error) {
      leave();
      throw error;
    } finally {
      crossed.value = null;
    }
  }

  /** Takes in the model of the sent file. @throws what the call throws */
  async function takeIn(productId: string): Promise<void> {
    if (sent !== null) await client.productTransfers.takeInModel({ transferId: sent, productId });
  }

  /** Discards the file at the station. */
  function leave(): void {
    if (sent !== null) void client.productTransfers.discard({ transferId: sent }).catch(() => undefined);
    sent = null;
  }

  return { crossed, save, look, takeIn, leave };
}
