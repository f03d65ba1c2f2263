import type { Product } from '../../shared/contract/products.ts';
import { useText } from '../i18n/use-text.ts';
import { useLive } from '../stores/live.ts';
import { useProducts } from '../stores/products.ts';
import { useToasts } from '../stores/toasts.ts';
import { useLanes } from './lanes/lanes-store.ts';
import { useSession } from './session-store.ts';
import { useTrigger } from './trigger-store.ts';
import { isSameName } from '../../shared/domain/same-name.ts';

/** Changes the product: at once in a running inspection, else for the next start. */
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

  /**
   * Changes to the recipe or product with the scanned code. Any other code names a part if parts are triggered;
   * otherwise the window reports it as unknown.
   */
  async function scan(code: string): Promise<void> {
    const product = products.products.find(({ line }) => line.code !== null && isSameName(line.code, code));
    if (lanes.scanned(code)) return;
    if (product) await changeTo(product);
    else if (!(await trigger.scanned(code))) {
      toasts.failed(`${t('line.scan.title')}: ${t('line.scan.unknown', { code })}`);
    }
  }

  /** Reports a scan that broke off, whose code is unknown. */
  function breakOff(): void {
    toasts.failed(`${t('line.scan.brokenTitle')}: ${t('line.scan.broken')}`);
  }

  return { changeTo, scan, breakOff };
}
