import { computed, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useProducts } from '../stores/products.ts';

/** Keeps the address of Train and the edited product in step, in both directions. */
export function useEditedProduct(): void {
  const route = useRoute();
  const router = useRouter();
  const products = useProducts();
  const asked = computed(() => (typeof route.query.product === 'string' ? route.query.product : null));

  watch(
    [asked, () => products.loaded],
    () => {
      const named = products.products.find(({ id }) => id === asked.value);
      if (named) products.edit(named.id);
    },
    { immediate: true },
  );
  watch(
    [() => products.edited?.id, asked],
    ([product]) => {
      if (product === undefined || product === asked.value || route.name !== 'train') return;
      products.edit(product);
      void router.replace({ name: 'train', params: route.params, query: { ...route.query, product } });
    },
    { immediate: true },
  );
}
