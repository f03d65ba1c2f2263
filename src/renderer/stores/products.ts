import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { Product, SampleEvent } from '../../shared/contract/products.ts';
import type { LimitsChange } from '../../shared/domain/verdict.ts';
import { useText } from '../i18n/use-text.ts';
import { useClient } from '../transport/client.ts';
import { usePreferences } from './preferences.ts';
import { useKnown } from './use-answer.ts';

export type SampleProgress = Extract<SampleEvent, { kind: 'progress' }>;

/**
 * The products. The window remembers two current products independently: the one that Inspect starts with, and the one
 * that Train edits.
 */
export const useProducts = defineStore('products', () => {
  const client = useClient();
  const { t } = useText();
  const preferences = usePreferences();
  const { answer, failure, refresh } = useKnown(
    async (): Promise<{ readonly inUse: readonly Product[]; readonly archived: readonly Product[] }> => {
      const [inUse, archived] = await Promise.all([client.products.list(), client.products.archived()]);
      return { inUse, archived };
    },
    { when: ({ kind }) => kind === 'products' || kind === 'models' },
  );
  const products = computed(() => answer.value?.inUse ?? []);
  /** Archived products, the latest first; their log stays. */
  const archived = computed(() => answer.value?.archived ?? []);
  /** Progress of creating the sample product; null while this window creates none. */
  const makingSample = shallowRef<SampleProgress | null>(null);
  const loaded = computed(() => answer.value !== null);

  const byId = (id: string | null): Product | null =>
    products.value.find((product) => product.id === id) ?? null;
  /** The product that Start in Inspect inspects. */
  const selected = computed(() => byId(preferences.productId));
  /** The product that Train shows; until someone chooses one there, the product of Inspect. */
  const edited = computed(() => byId(preferences.editedProductId) ?? selected.value);
  /** Products in use, then archived ones; the log has parts of both. */
  const all = computed(() => [...products.value, ...archived.value]);

  function select(id: string | null): void {
    preferences.productId = id;
  }

  function edit(id: string): void {
    preferences.editedProductId = id;
  }

  function put(product: Product): void {
    const isListed = products.value.some((other) => other.id === product.id);
    const inUse = isListed
      ? products.value.map((other) => (other.id === product.id ? product : other))
      : [...products.value, product];
    answer.value = { inUse, archived: archived.value };
  }

  async function create(name: string): Promise<Product> {
    const product = await client.products.create({ name });
    put(product);
    edit(product.id);
    return product;
  }

  /** Creates a product with the settings of another one. @throws what the call throws */
  async function duplicate(id: string, name: string): Promise<void> {
    const product = await client.products.duplicate({ id, name });
    put(product);
    edit(product.id);
  }

  async function createSample(): Promise<Product> {
    try {
      const name = t('engineer.products.sampleName');
      for await (const event of await client.products.createSample({ name })) {
        if (event.kind === 'progress') makingSample.value = event;
        else {
          put(event.product);
          edit(event.product.id);
          return event.product;
        }
      }
      throw new Error('The sample product was not made');
    } finally {
      makingSample.value = null;
    }
  }

  /** Archives a product. @throws what the call throws */
  async function archive(id: string): Promise<void> {
    await client.products.archive({ id });
    await refresh();
  }

  /** Restores an archived product for editing. @returns it, renamed if its name is taken. @throws what the call throws */
  async function restore(id: string): Promise<Product> {
    const product = await client.products.restore({ id });
    await refresh();
    edit(id);
    return product;
  }

  /**
   * Sets the limits, in force from the next frame on.
   *
   * @param by the basis of the choice: the line's display, or test images
   * @throws what the call throws
   */
  async function setThresholds(
    id: string,
    change: LimitsChange,
    by: 'line' | 'images' = 'images',
  ): Promise<void> {
    const record = await client.products.setThresholds({ id, thresholds: { ...change }, by });
    const product = products.value.find((other) => other.id === id);
    if (product) put({ ...product, thresholds: record });
  }

  // A window without a product chooses the first one.
  watch(products, (list) => {
    if (selected.value === null && list[0]) select(list[0].id);
  });

  return {
    products,
    archived,
    all,
    makingSample,
    loaded,
    failure,
    selected,
    edited,
    refresh,
    select,
    edit,
    put,
    create,
    duplicate,
    createSample,
    archive,
    restore,
    setThresholds,
  };
});
