import { defineStore } from 'pinia';
import { computed, reactive, ref } from 'vue';
import type { Decision } from '../../shared/contract/defects.ts';
import { useText } from '../i18n/use-text.ts';
import { useLive } from '../stores/live.ts';
import { useToasts } from '../stores/toasts.ts';
import { useClient } from '../transport/client.ts';
import { toFailure } from '../transport/failure.ts';

/** A person's word on the part at hand: the one held fast, else the last one in the log. */
export const useDecisions = defineStore('decisions', () => {
  const client = useClient();
  const live = useLive();
  const toasts = useToasts();
  const { t } = useText();
  const decisions = reactive(new Map<number, Decision | null>());
  const busy = ref(false);

  const part = computed(() => {
    if (live.frozen) return live.frozen.result.defectId === null ? null : live.frozen;
    return live.parts.find(({ result }) => result.defectId !== null) ?? null;
  });
  const defectId = computed(() => part.value?.result.defectId ?? null);
  const decision = computed(() => (defectId.value === null ? null : (decisions.get(defectId.value) ?? null)));

  async function send(id: number, next: Decision | null): Promise<boolean> {
    busy.value = true;
    try {
      const detail = await client.defects.decide({ id, decision: next });
      decisions.set(id, detail.decision);
      return true;
    } catch (error) {
      const failure = toFailure(error);
      toasts.failed(failure, t(`errors.${failure.code}.title`));
      return false;
    } finally {
      busy.value = false;
    }
  }

  async function decide(next: Decision): Promise<void> {
    const id = defectId.value;
    if (id === null || busy.value) return;
    const before = decisions.get(id) ?? null;
    if (await send(id, next)) toasts.done(t(`operator.decision.done.${next}`), () => send(id, before));
  }

  return { part, defectId, decision, busy, decide };
});
