import { DataType, Variant, VariantArrayType, type VariantOptions } from 'node-opcua-variant';
import { notInspected } from '../../../shared/domain/outcome.ts';
import { partKey, type LanePart } from '../lane-parts.ts';
import type { RecipeOfLine } from '../line-commands.ts';
import { boolean, int32 } from './method-values.ts';
import type { VisionTypes } from './vision-types.ts';

/** A client's names for a job. */
export interface JobNames {
  readonly measurement: string;
  readonly part: string;
}

export interface VisionResult extends Pick<LanePart, 'part'> {
  readonly id: string;
  readonly job: string;
  readonly names: JobNames | null;
  readonly recipe: RecipeOfLine | null;
  readonly at: Date;
  /** Counts up; clients release results by it. */
  readonly handle: number;
  /** Whether the result is simulated: no part was inspected. */
  readonly isSimulated: boolean;
}

/** `ResultStateDataType` of the specification. */
const resultStates = { completed: 1, failed: 4 } as const;

/** Most results of a lane that clients can still request. */
const mostKept = 1000;

export const resultId = ({ lane, part, partNumber }: Omit<LanePart, 'request'>): string =>
  `${lane}-${partNumber ?? part.partNumber ?? partKey(part)}`;

export type VisionResults = ReturnType<typeof createVisionResults>;

/** Keeps a lane's latest results until they are released or too many. */
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
    /** Forgets a result. @returns the result; null: there is none */
    release(isMeant: (result: VisionResult) => boolean): VisionResult | null {
      const found = [...kept.values()].find(isMeant) ?? null;
      if (found !== null) kept.delete(found.id);
      return found;
    },
  };
}

const stateOf = ({ part }: VisionResult): number =>
  part.verdict === notInspected ? resultStates.failed : resultStates.completed;

/** Returns the part as JSON, as in the other outputs. */
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

/** Returns a result as `ResultDataType`. */
export function resultStructure(types: VisionTypes, result: VisionResult): Record<string, unknown> {
  return {
    resultId: types.part('ResultIdDataType', { id: result.id }),
    isPartial: false,
    isSimulated: result.isSimulated,
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

const contentVariant = (result: VisionResult): VariantOptions => ({
  dataType: DataType.Variant,
  arrayType: VariantArrayType.Array,
  value: contentOf(result),
});

/**
 * Returns a result's answer to `GetResultComponentsById`: the outputs from `IsPartial` to `ResultContent`.
 */
export function resultComponents(types: VisionTypes, result: VisionResult): VariantOptions[] {
  const { names } = result;
  return [
    boolean(false),
    boolean(result.isSimulated),
    int32(stateOf(result)),
    types.structure('MeasIdDataType', { id: names?.measurement ?? '' }),
    types.structure('PartIdDataType', { id: names?.part ?? '' }),
    types.structure('RecipeIdExternalDataType', recipeFields(result)),
    types.structure('RecipeIdInternalDataType', recipeFields(result)),
    types.structure('ProductIdDataType', { id: '' }),
    types.structure('ConfigurationIdDataType', { id: '' }),
    types.structure('ConfigurationIdDataType', { id: result.part.modelId }),
    types.structure('JobIdDataType', { id: result.job }),
    { dataType: DataType.DateTime, value: result.at },
    types.structure('ProcessingTimesDataType', timesOf(result)),
    contentVariant(result),
  ];
}

/** Returns the same outputs if there is no result. */
export function noComponents(types: VisionTypes): VariantOptions[] {
  const unnamed = (name: string): VariantOptions => types.structure(name, { id: '' });
  return [
    ...[boolean(false), boolean(false), int32(0), unnamed('MeasIdDataType'), unnamed('PartIdDataType')],
    ...[unnamed('RecipeIdExternalDataType'), unnamed('RecipeIdInternalDataType')],
    ...[unnamed('ProductIdDataType'), unnamed('ConfigurationIdDataType'), unnamed('ConfigurationIdDataType')],
    unnamed('JobIdDataType'),
    { dataType: DataType.DateTime, value: new Date(0) },
    types.structure('ProcessingTimesDataType', { startTime: new Date(0), endTime: new Date(0) }),
    { dataType: DataType.Variant, arrayType: VariantArrayType.Array, value: [] },
  ];
}

/** Returns a result as the fields of `ResultReadyEventType`. */
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
    isPartial: boolean(false),
    isSimulated: boolean(result.isSimulated),
    resultState: int32(stateOf(result)),
    creationTime: { dataType: DataType.DateTime, value: result.at },
    processingTimes: types.structure('ProcessingTimesDataType', timesOf(result)),
    resultContent: contentVariant(result),
  };
}
