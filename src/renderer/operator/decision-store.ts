import { defineStore } from 'pinia';
import { computed, reactive, ref } from 'vue';
import type { LiveOutcome } from '../../shared/contract/live.ts';
import type { Decision, StatedDecision } from '../../shared/contract/log.ts';
import type { Outcome } from '../../shared/domain/outcome.ts';
import { useFailureText } from '../i18n/use-failure-text.ts';
import { useText } from '../i18n/use-text.ts';
import { useLive, waitsForDecision } from '../stores/live.ts';
import { useToasts } from '../stores/toasts.ts';
import { useClient } from '../transport/client.ts';
import { toFailure } from '../transport/failure.ts';

type Stated = Pick<StatedDecision, 'decision' | 'cause'>;

/** A decision that this window took on a part of a session. */
interface DecidedPart extends Stated {
  readonly sessionId: string;
  /** The outcome before the decision: the model's verdict, or not inspected. */
  readonly verdict: Outcome;
}

/** No decision, or one that was taken back. */
const nothing: Stated = { decision: null, cause: null };

/** A person's decision on the current part: the frozen one, else the latest logged part that is not good. */
export const useDecisions = defineStore('decisions', () => {
  const client = useClient();
  const live = useLive();
  const toasts = useToasts();
  const { t } = useText();
  const brief = useFailureText();
  /** Decisions taken in this window, by entry. */
  const stated = reactive(new Map<number, DecidedPart>());
  const busy = ref(false);

  const part = computed(() => {
    if (live.frozen) return live.frozen.result.entryId === null ? null : live.frozen;
    return live.parts.find(({ result }) => waitsForDecision(result)) ?? null;
  });
  const entryId = computed(() => part.value?.result.entryId ?? null);
  const atHand = computed(() => (entryId.value === null ? nothing : (stated.get(entryId.value) ?? nothing)));
  const decision = computed(() => atHand.value.decision);
  const cause = computed(() => atHand.value.cause);

  /** The session's counts with the decisions of this window applied: a person's verdict replaces the model's. */
  const after = computed(() => {
    const session = live.session;
    if (session === null) return null;
    const counts = { ...session.counts };
    let changed = false;
    for (const { sessionId, verdict, decision: said } of stated.values()) {
      if (sessionId !== session.id || said === null || said === verdict) continue;
      counts[verdict] -= 1;
      counts[said] += 1;
      changed = true;
    }
    return changed ? counts : null;
  });

  async function send(id: number, next: Stated): Promise<boolean> {
    busy.value = true;
    try {
      const { decision: said, cause: why, sessionId, verdict } = await client.log.decide({ id, ...next });
      stated.set(id, { decision: said, cause: why, sessionId, verdict });
      return true;
    } catch (error) {
      toasts.failed(brief(toFailure(error)));
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

  /** States the cause, which makes an undecided part a defect; null takes the cause back. */
  async function state(next: string | null): Promise<void> {
    const id = entryId.value;
    const before = atHand.value;
    if (id === null || busy.value || (before.decision === null && next === null)) return;
    if (!(await send(id, { decision: before.decision ?? 'defect', cause: next }))) return;
    const text = t('operator.decision.cause', { cause: next ?? t('causes.unstated') });
    toasts.done(text, () => send(id, before));
  }

  /** Returns this window's decision on a part; null without one. */
  const decisionOn = ({ entryId: id }: LiveOutcome): Decision | null =>
    id === null ? null : (stated.get(id)?.decision ?? null);

  return { part, entryId, decision, cause, busy, after, decide, state, decisionOn };
});
