import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { Thresholds } from '../../shared/domain/verdict.ts';
import { formatScore } from '../formats.ts';
import { useText } from '../i18n/use-text.ts';
import { useProducts } from '../stores/products.ts';
import { useToasts } from '../stores/toasts.ts';
import { toFailure } from '../transport/failure.ts';

/** At most this long until a moved limit is on its way to the station, milliseconds. */
const pace = 80;

/** The limits of the product at hand: what the hand shows at once, sent to the station as it moves. */
export const useLimits = defineStore('limits', () => {
  const products = useProducts();
  const toasts = useToasts();
  const { t, locale } = useText();
  /** What was moved and is not yet confirmed. */
  const moved = shallowRef<Thresholds | null>(null);
  let before: Thresholds | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<unknown> = Promise.resolve();

  const stored = computed<Thresholds | null>(() => products.selected?.thresholds ?? null);
  const thresholds = computed(() => moved.value ?? stored.value);

  watch(
    () => products.selected?.id,
    () => {
      clearTimeout(timer);
      timer = undefined;
      moved.value = null;
      before = null;
    },
  );

  function send(): Promise<unknown> {
    clearTimeout(timer);
    timer = undefined;
    const id = products.selected?.id;
    const limits = moved.value;
    if (id === undefined || limits === null) return sending;
    sending = products.setThresholds(id, limits).catch((error: unknown) => {
      const failure = toFailure(error);
      toasts.failed(failure, t(`errors.${failure.code}.title`));
      if (moved.value === limits) moved.value = null;
    });
    return sending;
  }

  function move(next: Thresholds): void {
    before ??= stored.value;
    moved.value = next;
    timer ??= setTimeout(() => void send(), pace);
  }

  async function commit(next: Thresholds): Promise<void> {
    const from = before ?? stored.value;
    before = null;
    moved.value = next;
    await send();
    if (moved.value !== next) return;
    moved.value = null;
    if (from === null || (from.review === next.review && from.defect === next.defect)) return;
    const values = {
      review: formatScore(next.review, locale.value),
      defect: formatScore(next.defect, locale.value),
    };
    toasts.done(t('operator.limits.set', values), () => restore(from));
  }

  async function restore(limits: Thresholds): Promise<void> {
    moved.value = limits;
    await send();
    if (moved.value === limits) moved.value = null;
  }

  return { thresholds, move, commit };
});
