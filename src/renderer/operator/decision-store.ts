import { defineStore } from 'pinia';
import { computed, reactive, ref } from 'vue';
import type { Decision } from '../../shared/contract/log.ts';
import { useText } from '../i18n/use-text.ts';
import { useLive } from '../stores/live.ts';
import { useToasts } from '../stores/toasts.ts';
import { useClient } from '../transport/client.ts';
import { toFailure } from '../transport/failure.ts';

interface Said {
  readonly decision: Decision | null;
  readonly cause: string | null;
}

/** Nothing was said, or it was taken back. */
const nothing: Said = { decision: null, cause: null };

/** A person's word on the part at hand: the one held fast, else the last one in the log. */
export const useDecisions = defineStore('decisions', () => {
  const client = useClient();
  const live = useLive();
  const toasts = useToasts();
  const { t } = useText();
  const said = reactive(new Map<number, Said>());
  const busy = ref(false);

  const part = computed(() => {
    if (live.frozen) return live.frozen.result.entryId === null ? null : live.frozen;
    return live.parts.find(({ result }) => result.entryId !== null) ?? null;
  });
  const entryId = computed(() => part.value?.result.entryId ?? null);
  const word = computed(() => (entryId.value === null ? nothing : (said.get(entryId.value) ?? nothing)));
  const decision = computed(() => word.value.decision);
  const cause = computed(() => word.value.cause);

  async function send(id: number, next: Said): Promise<boolean> {
    busy.value = true;
    try {
      const detail = await client.log.decide({ id, ...next });
      said.set(id, { decision: detail.decision, cause: detail.cause });
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
    const before = said.get(id) ?? nothing;
    if (await send(id, { decision: next, cause: null })) {
      toasts.done(t(`operator.decision.done.${next}`), () => send(id, before));
    }
  }

  /** Says why: of a part that nobody decided on, that it is a defect for this cause. Null takes the cause back. */
  async function state(next: string | null): Promise<void> {
    const id = entryId.value;
    const before = word.value;
    if (id === null || busy.value || (before.decision === null && next === null)) return;
    if (!(await send(id, { decision: before.decision ?? 'defect', cause: next }))) return;
    const text = t('operator.decision.cause', { cause: next ?? t('causes.unstated') });
    toasts.done(text, () => send(id, before));
  }

  return { part, entryId, decision, cause, busy, decide, state };
});
