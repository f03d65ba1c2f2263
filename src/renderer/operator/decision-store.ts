import { defineStore } from 'pinia';
import { computed, reactive, ref } from 'vue';
import type { Decision, StatedDecision } from '../../shared/contract/log.ts';
import { useText } from '../i18n/use-text.ts';
import { useLive } from '../stores/live.ts';
import { useToasts } from '../stores/toasts.ts';
import { useClient } from '../transport/client.ts';
import { toFailure } from '../transport/failure.ts';

type Stated = Pick<StatedDecision, 'decision' | 'cause'>;

/** No decision, or one that was taken back. */
const nothing: Stated = { decision: null, cause: null };

/** A person's decision on the part at hand: the one held fast, else the last one in the log. */
export const useDecisions = defineStore('decisions', () => {
  const client = useClient();
  const live = useLive();
  const toasts = useToasts();
  const { t } = useText();
  /** What was stated in this window, by entry. */
  const stated = reactive(new Map<number, Stated>());
  const busy = ref(false);

  const part = computed(() => {
    if (live.frozen) return live.frozen.result.entryId === null ? null : live.frozen;
    return live.parts.find(({ result }) => result.entryId !== null) ?? null;
  });
  const entryId = computed(() => part.value?.result.entryId ?? null);
  const atHand = computed(() => (entryId.value === null ? nothing : (stated.get(entryId.value) ?? nothing)));
  const decision = computed(() => atHand.value.decision);
  const cause = computed(() => atHand.value.cause);

  async function send(id: number, next: Stated): Promise<boolean> {
    busy.value = true;
    try {
      const detail = await client.log.decide({ id, ...next });
      stated.set(id, { decision: detail.decision, cause: detail.cause });
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
    const id = entryId.value;
    if (id === null || busy.value) return;
    const before = stated.get(id) ?? nothing;
    if (await send(id, { decision: next, cause: null })) {
      toasts.done(t(`operator.decision.done.${next}`), () => send(id, before));
    }
  }

  /** States the cause. A part that nobody decided on becomes a defect by it. Null takes the cause back. */
  async function state(next: string | null): Promise<void> {
    const id = entryId.value;
    const before = atHand.value;
    if (id === null || busy.value || (before.decision === null && next === null)) return;
    if (!(await send(id, { decision: before.decision ?? 'defect', cause: next }))) return;
    const text = t('operator.decision.cause', { cause: next ?? t('causes.unstated') });
    toasts.done(text, () => send(id, before));
  }

  return { part, entryId, decision, cause, busy, decide, state };
});
