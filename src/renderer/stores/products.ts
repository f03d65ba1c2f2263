import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { Product } from '../../shared/contract/products.ts';
import type { LimitsChange } from '../../shared/domain/verdict.ts';
import { useClient } from '../transport/client.ts';
import { toFailure } from '../transport/failure.ts';
import type { Failure } from '../transport/failure.ts';
import { usePreferences } from './preferences.ts';
import { useStationChanges } from './use-station-changes.ts';

/** The products, and the one that this window works on (remembered). */
export const useProducts = defineStore('products', () => {
  const client = useClient();
  const preferences = usePreferences();
  const products = shallowRef<readonly Product[]>([]);
  const loaded = ref(false);
  const failure = shallowRef<Failure | null>(null);

  async function refresh(): Promise<void> {
    try {
      products.value = await client.products.list();
      loaded.value = true;
      failure.value = null;
    } catch (error) {
      failure.value = toFailure(error);
    }
  }

  const selected = computed(
    () => products.value.find((product) => product.id === preferences.productId) ?? null,
  );

  function select(id: string | null): void {
    preferences.productId = id;
  }

  function put(product: Product): void {
    const isListed = products.value.some((other) => other.id === product.id);
    products.value = isListed
      ? products.value.map((other) => (other.id === product.id ? product : other))
      : [...products.value, product];
  }

  async function create(name: string): Promise<Product> {
    const product = await client.products.create({ name });
    put(product);
    select(product.id);
    return product;
  }

  async function createSample(): Promise<Product> {
    const product = await client.products.createSample();
    put(product);
    select(product.id);
    return product;
  }

  /** Sets the limits; acts on the next frame. @throws what the call throws */
  async function setThresholds(id: string, change: LimitsChange): Promise<void> {
    const record = await client.products.setThresholds({ id, thresholds: { ...change } });
    const product = products.value.find((other) => other.id === id);
    if (product) put({ ...product, thresholds: record });
  }

  useStationChanges((change) => change.kind === 'products' || change.kind === 'models', refresh);
  // A window that knows no product yet takes the first one there is.
  watch(products, (list) => {
    if (selected.value === null && list[0]) select(list[0].id);
  });
  void refresh();

  return { products, loaded, failure, selected, refresh, select, put, create, createSample, setThresholds };
});
