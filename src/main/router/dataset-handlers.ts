import type { DatasetService } from '../datasets/service.ts';
import type { guardedContract } from './middleware.ts';

/** Makes the handlers for datasets' images with labels and masks. */
export function datasetHandlers(os: ReturnType<typeof guardedContract>, datasets: DatasetService) {
  return {
    list: os.datasets.list.handler(({ input }) =>
      datasets.list(input.productId, input.offset, input.limit, input),
    ),
    counts: os.datasets.counts.handler(({ input }) => datasets.counts(input.productId)),
    importFolder: os.datasets.importFolder.handler(({ input, context, signal }) =>
      datasets.importFolder(input.productId, input.folder, context.user, {
        label: input.label,
        goodKinds: input.goodKinds ?? null,
        ...(signal ? { signal } : {}),
      }),
    ),
    upload: os.datasets.upload.handler(({ input, context }) =>
      datasets.upload(input.productId, input.file, input.origin, context.user, input.label),
    ),
    setLabels: os.datasets.setLabels.handler(({ input }) => datasets.setLabels(input.labels)),
    mask: os.datasets.mask.handler(({ input }) => datasets.mask(input.imageId)),
    setMask: os.datasets.setMask.handler(({ input }) => datasets.setMask(input.imageId, input.mask)),
    uploadMask: os.datasets.uploadMask.handler(({ input }) => datasets.uploadMask(input.imageId, input.file)),
    remove: os.datasets.remove.handler(({ input }) => datasets.remove(input.imageId)),
    restore: os.datasets.restore.handler(({ input }) => datasets.restore(input.imageId)),
    labelledDefects: os.datasets.labelledDefects.handler(({ input, signal }) =>
      datasets.labelledDefects(input.productId, signal),
    ),
  };
}
