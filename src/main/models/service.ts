import type { Activation } from '../../shared/contract/activations.ts';
import type { Model, ModelChange } from '../../shared/contract/models.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { limitsOnceActive, withChange, type ChosenLimits } from '../../shared/domain/chosen-limits.ts';
import { letsTooManyPass, outcomeAt } from '../../shared/domain/decision-outcome.ts';
import type { LimitsChange } from '../../shared/domain/verdict.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { whenFree, type GoesOn } from '../database/when-free.ts';
import type { ThresholdsHistory } from '../products/thresholds.ts';
import type { SettingsService } from '../settings/service.ts';
import type { StationChanges } from '../station/changes.ts';
import { withEvaluation, type CardWithEvaluation } from './card-with-evaluation.ts';
import type { ModelCard } from '../learning/model-card.ts';
import type { ModelRepository, NewActivation } from './repository.ts';
import type { ModelStore } from './store.ts';

export interface ModelServiceParts {
  readonly database: StationDatabase;
  readonly models: ModelRepository;
  readonly store: ModelStore;
  readonly thresholds: ThresholdsHistory;
  readonly changes: StationChanges;
  readonly settings: Pick<SettingsService, 'current'>;
}

/** Called with the product of an activated model. It must not fail, because the model is already active. */
export type ActivationFollower = (productId: string) => Promise<void>;

export type ModelService = ReturnType<typeof createModelService>;

/** Trained models: immutable folders with one row each. At most one of a product's models is active. */
export function createModelService(parts: ModelServiceParts) {
  const { database, models, store, thresholds, changes, settings } = parts;
  const followers: ActivationFollower[] = [];

  /** @throws StationError NOT_FOUND */
  function get(modelId: string): Model {
    const model = models.find(modelId);
    if (model === null) {
      throw new StationError('NOT_FOUND', 'The model does not exist. Reload the list.', modelId);
    }
    return model;
  }

  /** Returns the limits of the product's active model. Its limits of the map do not depend on the model, so the next one keeps them. */
  function inForce(productId: string): ChosenLimits | null {
    const active = models.ofProduct(productId).find((model) => model.active);
    return active ? thresholds.latest(active.id) : null;
  }

  /** Returns the limits that a model will have when it is active. */
  function limitsFor(model: Model, change: LimitsChange | undefined): ChosenLimits {
    const standing = limitsOnceActive(model, inForce(model.productId));
    return change === undefined ? standing : withChange(standing, change);
  }

  /** @throws StationError NOTE_NEEDED if too many known defects pass and the note gives no reason */
  function ensureSaid(model: Model, limits: ChosenLimits, note: string): void {
    if (note.trim() !== '') return;
    // The latest evaluation with defective images; a later one on good images alone would know no defects.
    const known = models.latestOnDefects(model.id);
    if (known === null) return;
    const outcome = outcomeAt(known, limits);
    if (!letsTooManyPass(outcome)) return;
    const { count, of } = outcome.escapes;
    throw new StationError(
      'NOTE_NEEDED',
      `At these limits ${count} of ${of} known defects pass. Choose other limits, or say in the note why the model is activated nevertheless.`,
    );
  }

  function cardOf(modelId: string): ModelCard {
    const card = models.card(modelId);
    if (card === null) {
      throw new StationError('NOT_FOUND', 'The model does not exist. Reload the list.', modelId);
    }
    return card;
  }

  return {
    get,

    list: (productId: string): Model[] => models.ofProduct(productId),

    /** Changes a model's name, note or pin, or archives it. @throws StationError NOT_FOUND; CONFLICT for archiving the active model */
    edit(modelId: string, { name, note, pinned, archived }: ModelChange): Model {
      const model = get(modelId);
      if (archived === true && model.active) {
        throw new StationError(
          'CONFLICT',
          'The active model inspects the product and stays in the list. Activate another one first.',
          modelId,
        );
      }
      models.setNotes(modelId, {
        name: name ?? model.name,
        note: note ?? model.note,
        pinned: pinned ?? model.pinned,
        archivedAt: archived === false ? null : (model.archivedAt ?? (archived ? Date.now() : null)),
      });
      changes.publish({ kind: 'models', productId: model.productId });
      return get(modelId);
    },

    /** Returns the limits that a model will have when it is active. @throws StationError NOT_FOUND */
    limitsOnceActive: (modelId: string, change?: LimitsChange): ChosenLimits =>
      limitsFor(get(modelId), change),

    /** Path of the model's graph. */
    graphOf: (modelId: string): string => store.graphOf(modelId),

    /** The model's folder. */
    folderOf: (modelId: string): string => store.folderOf(modelId),

    /** Finds a model by id; null if there is none. */
    find: (modelId: string): Model | null => models.find(modelId),

    /** Lists a product's activations, newest first. */
    activations: (productId: string): Activation[] => models.activations(productId),

    /**
     * Installs a finished job's folder and adds the model's row.
     *
     * @param forProduct the model's product; the one that it was trained for when left out
     * @param goesOn tells whether to keep waiting for a database that another program holds; a moment when left out
     * @throws StationError CORRUPT_MODEL, CONFLICT
     */
    async register(jobFolder: string, forProduct?: string, goesOn?: GoesOn): Promise<Model> {
      const card = await store.install(jobFolder);
      const productId = forProduct ?? card.productId;
      try {
        // Only the row is retried, since the folder has already been moved.
        await whenFree(() => models.insert(card, productId), goesOn);
      } catch (error) {
        await store.remove(card.id);
        throw error;
      }
      changes.publish({ kind: 'models', productId });
      return get(card.id);
    },

    /** The model's original card. @throws StationError NOT_FOUND */
    card: cardOf,

    /** The card with the model's latest evaluation. @throws StationError NOT_FOUND */
    cardWithEvaluation: (modelId: string): CardWithEvaluation =>
      withEvaluation(cardOf(modelId), get(modelId).latestEvaluation),

    /** Checks a model's files. @throws StationError NOT_FOUND, CORRUPT_MODEL */
    async verify(modelId: string): Promise<ModelCard> {
      return verifyKnown(get(modelId));
    },

    /**
     * Activates a model with exactly the chosen limits. Without a choice it gets its latest limits; if it never had any, its own
     * limits of the score and the product's limits of the map.
     *
     * @param goesOn how long to wait for a database that another program holds; not at all when left out
     * @throws StationError NOT_FOUND, CORRUPT_MODEL, NOTE_NEEDED
     */
    async activate(
      modelId: string,
      note: string,
      user: Pick<User, 'name'>,
      chosen?: LimitsChange,
      goesOn: GoesOn = () => false,
    ): Promise<Model> {
      const model = get(modelId);
      const limits = limitsFor(model, chosen);
      ensureSaid(model, limits, note);
      await verifyKnown(model);
      const write = database.transaction(() => {
        if (chosen !== undefined || model.lastLimits === null) {
          thresholds.append({
            productId: model.productId,
            modelId,
            limits,
            origin: chosen === undefined ? 'validation' : 'person',
            setBy: user.name,
          });
        }
        if (model.archivedAt !== null) models.setNotes(modelId, { ...model, archivedAt: null });
        models.activate({
          productId: model.productId,
          modelId,
          note,
          activatedBy: user.name,
          activatedAt: Date.now(),
        });
      });
      await whenFree(() => write.immediate(), goesOn);
      changes.publish({ kind: 'models', productId: model.productId });
      changes.publish({ kind: 'products' });
      for (const follow of followers) await follow(model.productId);
      return get(modelId);
    },

    /** Adds an activation of another station, with its time; no inspection follows it. */
    takeInActivation(activation: NewActivation): void {
      models.activate(activation);
      changes.publish({ kind: 'models', productId: activation.productId });
      changes.publish({ kind: 'products' });
    },

    /** Sets the follower of all later activations, which wait for it: a running inspection goes on with the new model. */
    followActivations: (follower: ActivationFollower): void => void followers.push(follower),

    /**
     * Copies the model's files below a folder. The card gets the latest evaluation and the station's name.
     *
     * @throws StationError NOT_FOUND, CORRUPT_MODEL, and as `ModelStore.exportTo`
     */
    async exportTo(modelId: string, folder: string): Promise<{ folder: string; files: string[] }> {
      const model = get(modelId);
      const card = await verifyKnown(model);
      const exportedFrom = settings.current()['station.name'];
      return store.exportTo(
        { ...withEvaluation(card, model.latestEvaluation), ...(exportedFrom === '' ? {} : { exportedFrom }) },
        folder,
      );
    },
  };

  /** Checks that the folder has the very graph that was registered, not just one that matches the card beside it. */
  async function verifyKnown(model: Model): Promise<ModelCard> {
    const card = await store.verify(model.id);
    if (card.id === model.id && card.graph.sha256 === model.graphSha256) return card;
    throw new StationError(
      'CORRUPT_MODEL',
      `The folder “${store.folderOf(model.id)}” holds another model. Restore it from a backup or train again.`,
      `Graph ${card.graph.sha256}, registered ${model.graphSha256}`,
    );
  }
}
