import type { Retention } from '../log/retention/retention.ts';
import type { ProductService } from '../products/service.ts';
import type { guardedContract } from './middleware.ts';

/** Makes the handlers for retention; a rule needs an existing product. */
export function retentionHandlers(
  os: ReturnType<typeof guardedContract>,
  { retention, products }: { readonly retention: Retention; readonly products: Pick<ProductService, 'get'> },
) {
  return {
    state: os.retention.state.handler(() => retention.state()),
    preview: os.retention.preview.handler(({ input }) => retention.preview(input.rule)),
    set: os.retention.set.handler(({ input, context }) => {
      if (input.productId !== null) products.get(input.productId);
      return retention.set(input, context.user);
    }),
    remove: os.retention.remove.handler(({ input, context }) => retention.remove(input.id, context.user)),
    run: os.retention.run.handler(({ signal }) => retention.run(signal)),
  };
}
