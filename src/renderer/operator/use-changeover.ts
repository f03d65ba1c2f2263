import type { Product } from '../../shared/contract/products.ts';
import { useText } from '../i18n/use-text.ts';
import { useLive } from '../stores/live.ts';
import { useProducts } from '../stores/products.ts';
import { useToasts } from '../stores/toasts.ts';
import { useLanes } from './lanes/lanes-store.ts';
import { useSession } from './session-store.ts';
import { useTrigger } from './trigger-store.ts';

/** From one product to another: at once while an inspection runs, else as the choice for the next start. */
export function useChangeover() {
  const { t } = useText();
  const live = useLive();
  const products = useProducts();
  const session = useSession();
  const toasts = useToasts();
  const trigger = useTrigger();
  const lanes = useLanes();

  async function changeTo(product: Product): Promise<void> {
    if (!live.running) {
      products.select(product.id);
      return;
    }
    if (live.session?.productId === product.id) {
      toasts.done(t('line.changeover.already', { product: product.name }));
      return;
    }
    if (await session.changeTo(product)) toasts.done(t('line.changeover.done', { product: product.name }));
  }

  /** The recipe or product whose code was scanned; a code that none has names a part where parts are triggered, else it is said to be unknown. */
  async function scan(code: string): Promise<void> {
    const sought = code.toLowerCase();
    const product = products.products.find(({ line }) => line.code?.toLowerCase() === sought);
    if (lanes.scanned(code)) return;
    if (product) await changeTo(product);
    else if (!(await trigger.scanned(code))) {
      const failure = { code: 'NOT_FOUND', message: t('line.scan.unknown', { code }), detail: null } as const;
      toasts.failed(failure, t('line.scan.title'));
    }
  }

  /** A scan that broke off: of its code nothing is known. */
  function breakOff(): void {
    const failure = { code: 'BAD_INPUT', message: t('line.scan.broken'), detail: null } as const;
    toasts.failed(failure, t('line.scan.brokenTitle'));
  }

  return { changeTo, scan, breakOff };
}
