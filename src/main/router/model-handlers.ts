import type { AuditService } from '../audit/service.ts';
import type { DatasetService } from '../datasets/service.ts';
import type { EvaluationService } from '../evaluation/service.ts';
import { goodParts } from '../models/good-parts.ts';
import type { ModelExchange } from '../models/model-file.ts';
import type { ModelService } from '../models/service.ts';
import type { guardedContract } from './middleware.ts';

export interface ModelHandlerServices {
  readonly models: ModelService;
  readonly modelExchange: ModelExchange;
  readonly evaluation: EvaluationService;
  readonly datasets: Pick<DatasetService, 'imagesForTraining'>;
  readonly audit: Pick<AuditService, 'note'>;
}

/** Makes the handlers for models, their activation and evaluation; the audit trail records exports. */
export function modelHandlers(
  os: ReturnType<typeof guardedContract>,
  { models, modelExchange, evaluation, datasets, audit }: ModelHandlerServices,
) {
  return {
    list: os.models.list.handler(({ input }) => models.list(input.productId)),
    card: os.models.card.handler(({ input }) => models.cardWithEvaluation(input.modelId)),
    goodParts: os.models.goodParts.handler(({ input: { modelId } }) =>
      goodParts(models.card(modelId), datasets.imagesForTraining(models.get(modelId).productId)),
    ),
    edit: os.models.edit.handler(({ input: { modelId, ...change } }) => models.edit(modelId, change)),
    activate: os.models.activate.handler(({ input, context }) =>
      models.activate(input.modelId, input.note, context.user, input.limits),
    ),
    activations: os.models.activations.handler(({ input }) => models.activations(input.productId)),
    lookAtExport: os.models.lookAtExport.handler(({ input }) => modelExchange.look(input.folder)),
    importFrom: os.models.importFrom.handler(({ input }) =>
      modelExchange.take(input.folder, input.productId),
    ),
    exportTo: os.models.exportTo.handler(({ input }) => {
      audit.note({ code: 'model.exported', subject: input.modelId, after: { folder: input.folder } });
      return modelExchange.exportTo(input.modelId, input.folder);
    }),
    evaluate: os.models.evaluate.handler(({ input, signal }) =>
      evaluation.evaluate(input.modelId, input.source, signal),
    ),
    corrections: os.models.corrections.handler(({ input }) => evaluation.corrections(input.evaluationId)),
  };
}
