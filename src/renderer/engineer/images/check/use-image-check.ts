import { useTimeoutFn } from '@vueuse/core';
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { ImageCheckReport, KeptFinding } from '../../../../shared/contract/image-check.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useToasts } from '../../../stores/toasts.ts';
import { useStationChanges } from '../../../stores/use-station-changes.ts';
import { useClient } from '../../../transport/client.ts';
import { isAbort, toFailure, type Failure } from '../../../transport/failure.ts';

/** Images must stay unchanged for this long before a check, milliseconds; an import changes many in a row. */
const pauseMs = 1_500;

/** Checks a product's images for oddities whenever they change. */
export function useImageCheck(productId: Ref<string>) {
  const client = useClient();
  const toasts = useToasts();
  const { t } = useText();
  const report = shallowRef<ImageCheckReport | null>(null);
  /** Progress with images not checked before; null while no check runs. */
  const progress = shallowRef<{ readonly done: number; readonly total: number } | null>(null);
  const failure = shallowRef<Failure | null>(null);
  const busy = ref(false);
  let stop = new AbortController();

  async function look(): Promise<void> {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    busy.value = true;
    failure.value = null;
    try {
      const events = await client.imageCheck.run({ productId: productId.value }, { signal });
      for await (const event of events) {
        if (signal.aborted) return;
        if (event.kind === 'finished') report.value = event.report;
        else progress.value = event.total > 0 ? event : null;
      }
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) failure.value = toFailure(error);
    } finally {
      if (!signal.aborted) {
        busy.value = false;
        progress.value = null;
      }
    }
  }

  const later = useTimeoutFn(look, pauseMs, { immediate: false });

  /** Sets findings aside, so that the window does not show them again; with an undo. */
  async function keep(findings: readonly KeptFinding[]): Promise<void> {
    const send = (kept: boolean): Promise<void> =>
      client.imageCheck.keep({ productId: productId.value, findings: [...findings], kept });
    await toasts.attempt(t('dataset.check.keep'), async () => {
      await send(true);
      await look();
      toasts.done(t('dataset.check.kept', { count: findings.length }), () =>
        toasts.attempt(t('frame.actions.undo'), () => send(false)),
      );
    });
  }

  watch(
    productId,
    () => {
      report.value = null;
      void look();
    },
    { immediate: true },
  );
  useStationChanges(
    (change) => change.kind === 'dataset' && change.productId === productId.value,
    later.start,
  );
  onScopeDispose(() => stop.abort());

  return { report, progress, failure, busy, look, keep };
}
