import { DataType, Variant, VariantArrayType, type VariantOptions } from 'node-opcua-variant';
import { notInspected } from '../../../shared/domain/outcome.ts';
import type { LanePart } from '../lane-parts.ts';
import { partKey } from '../lane-parts.ts';
import type { RecipeOfLine } from '../line-commands.ts';
import type { VisionTypes } from './vision-types.ts';

/** What a client called a job. */
export interface JobNames {
  readonly measurement: string;
  readonly part: string;
}

export interface VisionResult extends LanePart {
  readonly id: string;
  readonly job: string;
  readonly names: JobNames | null;
  readonly recipe: RecipeOfLine | null;
  readonly at: Date;
  /** Counts up; what a client releases. */
  readonly handle: number;
}

/** `ResultStateDataType` of the specification. */
const resultStates = { completed: 1, failed: 4 } as const;

/** Results that clients can still ask for, in one lane. */
const mostKept = 1000;

export const resultId = ({ lane, part, partNumber }: LanePart): string =>
  `${lane}-${partNumber ?? part.partNumber ?? partKey(part)}`;

/** The last results of a lane, until they are released or too many. */
export function createVisionResults() {
  const kept = new Map<string, VisionResult>();
  return {
    keep(result: VisionResult): void {
      kept.set(result.id, result);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    },
    find: (id: string): VisionResult | null => kept.get(id) ?? null,
    list: (): VisionResult[] => [...kept.values()],
    /** @returns whether there was one */
    release(handle: number): boolean {
      const found = [...kept.values()].find((result) => result.handle === handle);
      return found !== undefined && kept.delete(found.id);
    },
  };
}

const stateOf = ({ part }: VisionResult): number =>
  part.verdict === notInspected ? resultStates.failed : resultStates.completed;

/** The part as it stands in the other outputs, as JSON. */
const contentOf = ({ part }: VisionResult): Variant[] => [
  new Variant({ dataType: DataType.String, value: JSON.stringify(part) }),
];

const recipeFields = ({ recipe }: VisionResult): Record<string, unknown> => ({
  id: recipe === null ? '' : String(recipe.number),
  ...(recipe === null ? {} : { description: { text: recipe.name } }),
});

const timesOf = ({ part, at }: VisionResult): Record<string, unknown> => ({
  startTime: new Date(part.capturedAt),
  endTime: at,
  ...(part.verdict === notInspected
    ? {}
    : { acquisitionDuration: part.timings.capture, processingDuration: part.timings.run }),
});

/** A result as `ResultDataType`. */
export function resultStructure(types: VisionTypes, result: VisionResult): Record<string, unknown> {
  return {
    resultId: types.part('ResultIdDataType', { id: result.id }),
    isPartial: false,
    isSimulated: false,
    resultState: stateOf(result),
    ...(result.names && {
      measId: types.part('MeasIdDataType', { id: result.names.measurement }),
      partId: types.part('PartIdDataType', { id: result.names.part }),
    }),
    internalRecipeId: types.part('RecipeIdInternalDataType', recipeFields(result)),
    internalConfigurationId: types.part('ConfigurationIdDataType', { id: result.part.modelId }),
    jobId: types.part('JobIdDataType', { id: result.job }),
    creationTime: result.at,
    processingTimes: types.part('ProcessingTimesDataType', timesOf(result)),
    resultContent: contentOf(result),
  };
}

/** A result as the fields of `ResultReadyEventType`. */
export function resultEvent(types: VisionTypes, result: VisionResult): Record<string, VariantOptions> {
  const { names } = result;
  return {
    message: { dataType: DataType.LocalizedText, value: { text: result.part.verdict } },
    severity: { dataType: DataType.UInt16, value: 100 },
    resultId: types.structure('ResultIdDataType', { id: result.id }),
    jobId: types.structure('JobIdDataType', { id: result.job }),
    ...(names && {
      measId: types.structure('MeasIdDataType', { id: names.measurement }),
      partId: types.structure('PartIdDataType', { id: names.part }),
    }),
    internalRecipeId: types.structure('RecipeIdInternalDataType', recipeFields(result)),
    internalConfigurationId: types.structure('ConfigurationIdDataType', { id: result.part.modelId }),
    isPartial: { dataType: DataType.Boolean, value: false },
    isSimulated: { dataType: DataType.Boolean, value: false },
    resultState: { dataType: DataType.Int32, value: stateOf(result) },
    creationTime: { dataType: DataType.DateTime, value: result.at },
    processingTimes: types.structure('ProcessingTimesDataType', timesOf(result)),
    resultContent: {
      ...{ dataType: DataType.Variant, arrayType: VariantArrayType.Array },
      value: contentOf(result),
    },
  };
}
