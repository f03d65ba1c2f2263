import { messageOf } from '../../../shared/domain/station-error.ts';
import { createModelRepository } from '../../models/repository.ts';
import { createModelStore } from '../../models/store.ts';
import { createProductRepository } from '../../products/repository.ts';
import { finding } from '../finding.ts';
import type { Check } from '../subject.ts';

/** Checks that each model's graph, card and learnt data exist and have their original hashes. */
export const checkModels: Check = async ({ database, paths }) => {
  const products = createProductRepository(database());
  const repository = createModelRepository(database());
  const store = createModelStore(paths.models);
  const all = [...products.list(), ...products.listArchived()].flatMap(({ id, name }) =>
    repository.ofProduct(id).map((model) => ({ ...model, product: name })),
  );
  if (all.length === 0) return [finding('modelsNone')];
  const damaged = [];
  for (const { id, product, graphSha256 } of all) {
    const said = await store
      .verify(id)
      .then(
        ({ graph }) =>
          graph.sha256 === graphSha256 ? null : `Card and database differ in the graph’s SHA-256.`,
        messageOf,
      );
    if (said !== null) damaged.push(finding('modelDamaged', { product, model: id.slice(0, 8), said }));
  }
  return damaged.length > 0 ? damaged : [finding('modelsWhole', { count: all.length })];
};
