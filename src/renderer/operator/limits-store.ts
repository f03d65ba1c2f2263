import { useTimeoutFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { Thresholds } from '../../shared/domain/verdict.ts';
import { formatScore } from '../formats.ts';
import { useFailureText } from '../i18n/use-failure-text.ts';
import { useText } from '../i18n/use-text.ts';
import { useProducts } from '../stores/products.ts';
import { useToasts } from '../stores/toasts.ts';
import { toFailure } from '../transport/failure.ts';

/** Longest delay before a moved limit is sent to the station, milliseconds. */
const pace = 80;

/** The current product's limits: they follow the user's hand at once, and the store sends them to the station meanwhile. */
export const useLimits = defineStore('limits', () => {
  const products = useProducts();
  const toasts = useToasts();
  const { t, locale } = useText();
  const brief = useFailureText();
  /** The moved limits that the station has not confirmed yet. */
  const moved = shallowRef<Thresholds | null>(null);
  /** The limits before the current movement. */
  let before: Thresholds | null = null;
  /** The last movement with an undo. */
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
    // Only T1 and T2 are sent, since this window's limits of the map may be outdated.
    const { review, defect } = limits;
    sending = products.setThresholds(id, { review, defect }, 'line').catch((error: unknown) => {
      toasts.failed(brief(toFailure(error)));
      forget();
    });
    return sending;
  }

  function move(next: Thresholds): void {
    before ??= stored.value;
    moved.value = next;
    if (!later.isPending.value) later.start();
  }

  /** Sends limits and waits; true if the station has taken exactly these limits. */
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

  /** Offers an undo; consecutive movements share one undo. */
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
