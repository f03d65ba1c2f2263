import { Buffer } from 'node:buffer';
import {
  ownTestImages,
  type Correction,
  type Evaluation,
  type EvaluationEvent,
  type EvaluationSource,
  type Model,
  type ScoredImage,
} from '../../shared/contract/models.ts';
import type { Product } from '../../shared/contract/products.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import type { Language } from '../../shared/domain/languages.ts';
import { languageOfReports } from '../../shared/domain/station-settings.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { limitsOnceActive } from '../../shared/domain/chosen-limits.ts';
import { sha256 } from '../files/hash.ts';
import type { InferenceResult } from '../inference/inference-process.ts';
import type { InferenceService } from '../inference/service.ts';
import { areaOf, trainedShapesOf, type ModelCard } from '../learning/model-card.ts';
import type { SettingsService } from '../settings/service.ts';
import type { StationChanges } from '../station/changes.ts';
import { whenFree } from '../database/when-free.ts';
import { evaluate } from './evaluate.ts';
import {
  imageOf,
  testMap,
  testPhoto,
  testPicture,
  testTruth,
  wholeTestPhoto,
  type PictureSource,
  type TestPicture,
} from './pictures.ts';
import { reportPage } from './report/report-page.ts';
import { worstMisses } from './report/worst-misses.ts';
import type { EvaluationRepository } from './repository.ts';
import { readLabelledFolder, type TestImage } from '../images/test-folder.ts';
import type { OwnFiles } from './test-files.ts';

export interface EvaluationServiceParts {
  readonly evaluations: EvaluationRepository;
  readonly models: {
    get(modelId: string): Model;
    verify(modelId: string): Promise<ModelCard>;
    card(modelId: string): ModelCard;
  };
  readonly products: { get(id: string): Product };
  readonly datasets: OwnFiles & { testImages(productId: string): TestImage[] };
  readonly inference: Pick<InferenceService, 'runModel'>;
  readonly changes: StationChanges;
  readonly settings: Pick<SettingsService, 'current'>;
  /** The program's version. */
  readonly version: string;
}

interface Hashed {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

export type EvaluationService = ReturnType<typeof createEvaluationService>;

/** Makes the service that measures models on labelled images. */
export function createEvaluationService(parts: EvaluationServiceParts) {
  function find(id: number): Evaluation {
    const evaluation = parts.evaluations.find(id);
    if (evaluation) return evaluation;
    throw new StationError('NOT_FOUND', `There is no evaluation ${id}. Reload the list of models.`);
  }

  /** Returns a function that runs an evaluation's model; the first run checks the model's files. */
  function runOf({ modelId }: Evaluation): (frame: Frame) => Promise<InferenceResult> {
    let verified: Promise<unknown> | null = null;
    return async (frame) => {
      verified ??= parts.models.verify(modelId);
      await verified;
      return parts.inference.runModel(modelId, frame);
    };
  }

  function sourceOf({ modelId }: Evaluation): PictureSource {
    return { own: parts.datasets, sampleBits: parts.models.card(modelId).sampleBits };
  }

  /** Returns a function that makes an image's pictures by a new run of the model. */
  function pictures(evaluation: Evaluation): (image: ScoredImage) => Promise<TestPicture> {
    const run = runOf(evaluation);
    const source = sourceOf(evaluation);
    return (image) => testPicture(evaluation, image, source, run);
  }

  /** @throws StationError NOT_FOUND if there is no such evaluation or image */
  function locate(
    id: number,
    index: number,
  ): { readonly evaluation: Evaluation; readonly image: ScoredImage; readonly source: PictureSource } {
    const evaluation = find(id);
    return { evaluation, image: imageOf(evaluation, index), source: sourceOf(evaluation) };
  }

  /** @throws StationError NO_IMAGES */
  function ownImages({ id, name }: Product): TestImage[] {
    const images = parts.datasets.testImages(id);
    if (images.length > 0) return images;
    throw new StationError(
      'NO_IMAGES',
      `“${name}” has no test images. Add good and defective ones to its images, or evaluate a folder.`,
    );
  }

  return {
    /** Reads an evaluated image as a small JPEG. @throws StationError as `testPhoto` */
    async photo(id: number, index: number): Promise<Hashed> {
      const { evaluation, image, source } = locate(id, index);
      return hashed(await testPhoto(evaluation, image, source));
    },

    /** Reads an evaluated image at full size, JPEG. @throws StationError as `wholeTestPhoto` */
    async wholePhoto(id: number, index: number): Promise<Hashed> {
      const { evaluation, image, source } = locate(id, index);
      return hashed(await wholeTestPhoto(evaluation, image, source));
    },

    /** Computes its anomaly map, in the form of `testMap`. @throws StationError as `testMap` */
    async map(id: number, index: number): Promise<Hashed> {
      const { evaluation, image, source } = locate(id, index);
      return hashed(await testMap(evaluation, image, source, runOf(evaluation)));
    },

    /** Reads its ground truth, PNG. @throws StationError as `testTruth` */
    async truth(id: number, index: number): Promise<Hashed> {
      const { evaluation, image, source } = locate(id, index);
      return hashed(await testTruth(evaluation, image, source));
    },

    /** Draws an evaluated image under its heatmap, JPEG. @throws StationError as `testPicture` */
    async heatmap(id: number, index: number): Promise<Hashed> {
      const { evaluation, image } = locate(id, index);
      return hashed((await pictures(evaluation)(image)).heatmap);
    },

    /**
     * Writes an evaluation as one HTML file, with pictures from the evaluated folder in its present state.
     *
     * @param language the settings' language when left out
     * @throws StationError NOT_FOUND if there is no such evaluation
     */
    async report(id: number, language?: Language): Promise<Hashed> {
      const settings = parts.settings.current();
      const evaluation = find(id);
      const card = parts.models.card(evaluation.modelId);
      const facts = {
        evaluation,
        card,
        product: parts.products.get(parts.models.get(evaluation.modelId).productId).name,
        program: { version: parts.version, versions: { node: process.versions.node } },
        writtenAt: Date.now(),
        station: settings['station.name'],
        misses: await worstMisses(evaluation, pictures(evaluation)),
      };
      return hashed(Buffer.from(reportPage(facts, language ?? languageOfReports(settings, 'en'))));
    },

    /** Lists the product's own images whose labels were corrected after the evaluation. @throws StationError NOT_FOUND */
    corrections(id: number): Correction[] {
      const { modelId, result } = find(id);
      if (!result.scores.some(({ imageId }) => imageId !== undefined)) return [];
      const now = new Map(
        parts.datasets
          .testImages(parts.models.get(modelId).productId)
          .map(({ imageId, defective, kind }) => [imageId, { defective, kind }]),
      );
      return result.scores.flatMap(({ imageId, defective, kind }, number): Correction[] => {
        const truth = now.get(imageId) ?? null;
        const same = truth?.defective === defective && truth.kind === kind;
        return imageId === undefined || same ? [] : [{ number, truth }];
      });
    },

    /**
     * Evaluates a model on its product's test images or on a folder (`readLabelledFolder`), and stores the result. The
     * limits are those that judge the model's parts, or will once it is activated.
     *
     * @throws StationError NOT_FOUND, CORRUPT_MODEL, BAD_INPUT, NO_IMAGES, CANCELLED
     */
    async *evaluate(
      modelId: string,
      source: EvaluationSource,
      signal?: AbortSignal,
    ): AsyncGenerator<EvaluationEvent> {
      const model = parts.models.get(modelId);
      const card = await parts.models.verify(modelId);
      const product = parts.products.get(model.productId);
      const { images, notes, linked } =
        source.kind === 'folder'
          ? await readLabelledFolder(source.folder, source.goodKinds ?? null)
          : { images: ownImages(product), notes: [], linked: [] };
      const folder = source.kind === 'folder' ? source.folder : ownTestImages;
      const limits = limitsOnceActive(model, product.thresholds);
      const stop = new AbortController();
      const progress = createProgressFeed();
      const finished = evaluate(images, limits, {
        run: (frame) => parts.inference.runModel(modelId, frame),
        onImage: progress.report,
        usual: card.pictures,
        signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
        area: areaOf(card),
        trained: trainedShapesOf(card),
        known: new Set([...card.trainingImages, ...card.validationImages].map((image) => image.sha256)),
        sampleBits: card.sampleBits,
        notes,
        linkedFolders: linked,
      }).finally(progress.end);
      // The await below handles a failure; until then it must not count as unhandled.
      finished.catch(() => undefined);
      try {
        for await (const done of progress.values()) yield { kind: 'progress', done, total: images.length };
        const result = await finished;
        // The result of minutes of work must not be lost because another program holds the database.
        const evaluation = await whenFree(
          () => parts.evaluations.insert(modelId, folder, result),
          () => signal?.aborted !== true,
        );
        parts.changes.publish({ kind: 'models', productId: model.productId });
        yield { kind: 'finished', evaluation };
      } finally {
        stop.abort();
      }
    },
  };
}

function hashed(bytes: Uint8Array): Hashed {
  return { bytes, sha256: sha256(bytes) };
}

/** Yields the latest reported value; earlier values that were not fetched in time are skipped. */
function createProgressFeed(): {
  report(value: number): void;
  end(): void;
  values(): AsyncGenerator<number>;
} {
  let latest: number | null = null;
  let ended = false;
  let wake: () => void = () => undefined;
  return {
    report(value) {
      latest = value;
      wake();
    },
    end() {
      ended = true;
      wake();
    },
    async *values() {
      for (;;) {
        if (latest !== null) {
          const value = latest;
          latest = null;
          yield value;
        } else if (ended) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
