import { useTimeoutFn } from '@vueuse/core';
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

/** The limits of the product at hand: they move at once under the hand, and are sent to the station meanwhile. */
export const useLimits = defineStore('limits', () => {
  const products = useProducts();
  const toasts = useToasts();
  const { t, locale } = useText();
  /** What was moved and is not yet confirmed. */
  const moved = shallowRef<Thresholds | null>(null);
  /** The limits before the movement under way. */
  let before: Thresholds | null = null;
  /** The last movement that can be undone. */
  let last: { readonly toast: number; readonly from: Thresholds; readonly to: Thresholds } | null = null;
  const later = useTimeoutFn(send, pace, { immediate: false });
  let sent: Thresholds | null = null;
  let sending: Promise<unknown> = Promise.resolve();

  const stored = computed<Thresholds | null>(() => products.selected?.thresholds ?? null);
  const thresholds = computed(() => moved.value ?? stored.value);

  function forget(): void {
    later.stop();
    moved.value = null;
    before = null;
    sent = null;
    last = null;
  }
  watch(() => products.selected?.id, forget);

  function send(): Promise<unknown> {
    later.stop();
    const id = products.selected?.id;
    const limits = moved.value;
    if (id === undefined || limits === null || same(limits, sent ?? stored.value)) return sending;
    sent = limits;
    // Sends only T1 and T2: the limits of the map stay as they are on the station, whatever this window knows of them.
    const { review, defect } = limits;
    sending = products.setThresholds(id, { review, defect }, 'line').catch((error: unknown) => {
      const failure = toFailure(error);
      toasts.failed(failure, t(`errors.${failure.code}.title`));
      forget();
    });
    return sending;
  }

  function move(next: Thresholds): void {
    before ??= stored.value;
    moved.value = next;
    if (!later.isPending.value) later.start();
  }

  /** Sends at once and waits; true when the station has taken these very limits. */
  async function place(next: Thresholds): Promise<boolean> {
    moved.value = next;
    await send();
    if (!same(moved.value, next)) return false;
    moved.value = null;
    sent = null;
    return true;
  }

  async function commit(next: Thresholds): Promise<void> {
    const from = before ?? stored.value;
    before = null;
    if ((await place(next)) && from !== null && !same(from, next)) offerUndo(from, next);
  }

  /** Offers an undo; movements in a row count as one and are undone together. */
  function offerUndo(from: Thresholds, to: Thresholds): void {
    const previous = last;
    const continued = previous !== null && toasts.isShown(previous.toast) && same(previous.to, from);
    if (continued) toasts.dismiss(previous.toast);
    const origin = continued ? previous.from : from;
    const words = {
      review: formatScore(to.review, locale.value),
      defect: formatScore(to.defect, locale.value),
    };
    const toast = toasts.done(t('operator.limits.set', words), () => place(origin));
    last = { toast, from: origin, to };
  }

  return { thresholds, move, commit };
});

function same(one: Thresholds | null, other: Thresholds | null): boolean {
  return one?.review === other?.review && one?.defect === other?.defect;
}
