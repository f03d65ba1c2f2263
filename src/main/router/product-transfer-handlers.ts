import type { AuditService } from '../audit/service.ts';
import type { ProductTransfers } from '../product-file/transfers.ts';
import type { guardedContract } from './middleware.ts';

/** Makes the handlers for product files between window and station; the audit trail records exports. */
export function productTransferHandlers(
  os: ReturnType<typeof guardedContract>,
  transfers: ProductTransfers,
  { note }: Pick<AuditService, 'note'>,
) {
  return {
    write: os.productTransfers.write.handler(({ input, context }) => {
      note({ code: 'product.exported', subject: input.productId });
      return transfers.write(input.productId, context.user);
    }),
    writeModel: os.productTransfers.writeModel.handler(({ input, context }) => {
      note({ code: 'model.exported', subject: input.modelId });
      return transfers.writeModel(input.modelId, context.user);
    }),
    lookAtModel: os.productTransfers.lookAtModel.handler(({ input, context }) =>
      transfers.lookAtModel(input.transferId, context.user),
    ),
    takeInModel: os.productTransfers.takeInModel.handler(({ input, context }) =>
      transfers.takeInModel(input.transferId, input.productId, context.user),
    ),
    read: os.productTransfers.read.handler(({ input, context }) =>
      transfers.read(input.transferId, input.offset, context.user),
    ),
    begin: os.productTransfers.begin.handler(({ input, context }) =>
      transfers.begin(input.bytes, context.user),
    ),
    send: os.productTransfers.send.handler(({ input, context }) =>
      transfers.send(input.transferId, input.offset, input.piece, context.user),
    ),
    takeIn: os.productTransfers.takeIn.handler(({ input, context }) =>
      transfers.takeIn(input.transferId, input.as, context.user),
    ),
    discard: os.productTransfers.discard.handler(({ input, context }) =>
      transfers.discard(input.transferId, context.user),
    ),
  };
}
