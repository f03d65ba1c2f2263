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
  /** The station's version. */
  readonly version: string;
}

/** Bytes with their hash. */
interface Hashed {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

export type EvaluationService = ReturnType<typeof createEvaluationService>;

/** Measures models on labelled images. */
export function createEvaluationService(parts: EvaluationServiceParts) {
  function find(id: number): Evaluation {
    const evaluation = parts.evaluations.find(id);
    if (evaluation) return evaluation;
    throw new StationError('NOT_FOUND', `There is no evaluation ${id}. Reload the list of models.`);
  }

  /** Runs an evaluation's model, whose files are checked with the first frame. */
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

  /** The pictures of an evaluation, run again one by one. */
  function pictures(evaluation: Evaluation): (image: ScoredImage) => Promise<TestPicture> {
    const run = runOf(evaluation);
    const source = sourceOf(evaluation);
    return (image) => testPicture(evaluation, image, source, run);
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
    /** An evaluated image, small JPEG. @throws StationError as `testPhoto` */
    async photo(id: number, index: number): Promise<Hashed> {
      const evaluation = find(id);
      return hashed(await testPhoto(evaluation, imageOf(evaluation, index), sourceOf(evaluation)));
    },

    /** An evaluated image at full size, JPEG. @throws StationError as `wholeTestPhoto` */
    async wholePhoto(id: number, index: number): Promise<Hashed> {
      const evaluation = find(id);
      return hashed(await wholeTestPhoto(evaluation, imageOf(evaluation, index), sourceOf(evaluation)));
    },

    /** Its anomaly map with its size, as `testMap` gives it. @throws StationError as `testMap` */
    async map(id: number, index: number): Promise<Hashed> {
      const evaluation = find(id);
      const image = imageOf(evaluation, index);
      return hashed(await testMap(evaluation, image, sourceOf(evaluation), runOf(evaluation)));
    },

    /** Its ground truth, PNG. @throws StationError as `testTruth` */
    async truth(id: number, index: number): Promise<Hashed> {
      const evaluation = find(id);
      return hashed(await testTruth(evaluation, imageOf(evaluation, index), sourceOf(evaluation)));
    },

    /** An evaluated image under its heatmap, JPEG. @throws StationError as `testPicture` */
    async heatmap(id: number, index: number): Promise<Hashed> {
      const evaluation = find(id);
      return hashed((await pictures(evaluation)(imageOf(evaluation, index))).heatmap);
    },

    /**
     * An evaluation as one HTML file. Its pictures come from the evaluated folder as it is now.
     *
     * @param language that of the settings when left out
     * @throws StationError NOT_FOUND when there is no such evaluation
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

    /** What was corrected in the labels of the product's own images since. @throws StationError NOT_FOUND */
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
     * Evaluates a model on its product's test images or on a folder (`readLabelledFolder`); the result is kept with the
     * model. Limits: those that judge its parts, now or once it is activated.
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
      // Its failure is met at the await below; until then it must not count as unhandled.
      finished.catch(() => undefined);
      try {
        for await (const done of progress.values()) yield { kind: 'progress', done, total: images.length };
        const result = await finished;
        // What took minutes to measure waits for a database that another program holds.
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

/** Hands on the latest value; values that nobody fetched in time are passed over. */
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
