import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { triggerKinds } from '../../shared/domain/triggers.ts';
import { useText } from '../i18n/use-text.ts';
import { useLive } from '../stores/live.ts';
import { useToasts } from '../stores/toasts.ts';
import { useClient } from '../transport/client.ts';

/** Requests parts from the lane by button, key or scanner, and names them. */
export const useTrigger = defineStore('trigger', () => {
  const client = useClient();
  const live = useLive();
  const toasts = useToasts();
  const { t } = useText();
  const busy = ref(false);
  const traits = computed(() => (live.running && live.session ? triggerKinds[live.session.trigger] : null));

  /** Requests a part; its outcome arrives like any other. @param serial the part's serial number; null: the one scanned last */
  async function take(serial: string | null = null): Promise<void> {
    const session = live.session;
    if (traits.value?.asked !== true || session === null || busy.value) return;
    busy.value = true;
    await toasts.attempt(t('line.trigger.refused'), () =>
      client.inspection.trigger({ lane: session.lane, serial }),
    );
    busy.value = false;
  }

  /** Takes a scanned code as the serial number of a part. @returns false if scans do not name parts in this inspection */
  async function scanned(code: string): Promise<boolean> {
    const session = live.session;
    if (traits.value?.givesParts !== true || session === null) return false;
    if (traits.value.asked) {
      await take(code);
      return true;
    }
    await toasts.attempt(t('line.trigger.refused'), async () => {
      await client.inspection.nameNext({ lane: session.lane, serial: code });
      toasts.done(t('line.trigger.named', { serial: code }));
    });
    return true;
  }

  return {
    /** Whether the running inspection takes parts on request. */
    asked: computed(() => traits.value?.asked ?? false),
    busy,
    take,
    scanned,
  };
});
