import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { ShiftSummary } from '../../shared/contract/shifts.ts';
import { useProducts } from '../stores/products.ts';
import { useAction } from '../stores/use-action.ts';
import { useAnswer } from '../stores/use-answer.ts';
import { useClient } from '../transport/client.ts';

/** The current shift, the current product's release in it, and the actions of people on both. */
export const useShift = defineStore('shift', () => {
  const client = useClient();
  const products = useProducts();
  const current = useAnswer(ref('current'), () => client.shifts.current(), {
    when: ({ kind }) => kind === 'line',
    keeps: true,
  });
  const productId = computed(() => products.selected?.id ?? null);
  const clearance = useAnswer(productId, (id) => client.shifts.clearance({ productId: id }), {
    when: ({ kind }) => kind === 'line' || kind === 'models' || kind === 'dataset',
  });
  /** Summary of the shift that this window ended last. */
  const summary = shallowRef<ShiftSummary | null>(null);
  /** Progress of the running check. */
  const progress = shallowRef<{ readonly done: number; readonly total: number } | null>(null);

  const refresh = async (): Promise<void> => {
    await Promise.all([current.refresh(), clearance.refresh()]);
  };

  const start = useAction(async (operator: string | null) => {
    summary.value = null;
    await client.shifts.start({ operator });
    await refresh();
  });

  const end = useAction(async () => {
    const shift = current.answer.value;
    if (shift === null) return;
    summary.value = await client.shifts.end({ shiftId: shift.id });
    await refresh();
  });

  const check = useAction(async () => {
    const id = productId.value;
    if (id === null) return;
    try {
      for await (const event of await client.shifts.check({ productId: id })) {
        if (event.kind === 'progress') progress.value = { done: event.done, total: event.total };
      }
    } finally {
      progress.value = null;
    }
    await refresh();
  });

  const override = useAction(async (reason: string) => {
    const check = clearance.answer.value?.check;
    if (!check) return;
    await client.shifts.override({ checkId: check.id, reason });
    await refresh();
  });

  return {
    shift: current.answer,
    shiftFailure: current.failure,
    clearance: clearance.answer,
    clearanceFailure: clearance.failure,
    summary,
    progress,
    refresh,
    start,
    end,
    check,
    override,
  };
});
