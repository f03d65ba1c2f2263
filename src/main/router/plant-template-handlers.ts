import type { AuditService } from '../audit/service.ts';
import type { Templates } from '../plant/templates/templates.ts';
import type { guardedContract } from './middleware.ts';

/** Makes the handlers for product templates; the audit trail records their publication. */
export function plantTemplateHandlers(
  os: ReturnType<typeof guardedContract>,
  templates: Templates,
  { note }: Pick<AuditService, 'note'>,
) {
  return {
    list: os.plantTemplates.list.handler(() => templates.list()),
    publish: os.plantTemplates.publish.handler(async ({ input, context }) => {
      await templates.publish(input.productId, context.user);
      note({ code: 'product.exported', subject: input.productId, after: { template: true } });
    }),
    withdraw: os.plantTemplates.withdraw.handler(({ input }) => templates.withdraw(input.productId)),
    take: os.plantTemplates.take.handler(({ input, context }) =>
      templates.take(input.station, input.productId, input.name, context.user),
    ),
  };
}
