import { DataType, VariantArrayType, type VariantOptions } from 'node-opcua-variant';
import { StationError } from '../../../shared/domain/station-error.ts';
import { boolean, errors, idOf, list, numberOf, stringsOf, uint32 } from './method-values.ts';
import type { BindVisionMethod } from './vision-methods.ts';
import {
  noComponents,
  resultComponents,
  resultStructure,
  type VisionResult,
  type VisionResults,
} from './vision-results.ts';
import type { VisionTypes } from './vision-types.ts';

export interface ResultMethodsParts {
  readonly bind: BindVisionMethod;
  readonly types: VisionTypes;
  readonly results: VisionResults;
  /** Called when a client has read or acknowledged a result. */
  readonly taken: (result: VisionResult) => void;
}

/** Binds `ResultManagement` of a lane: its latest results, until a client acknowledges them. */
export function bindResultMethods({ bind, types, results, taken }: ResultMethodsParts): void {
  function found(id: string): VisionResult {
    const result = results.find(id);
    if (result === null) throw new StationError('NOT_FOUND', `There is no result “${id}” any more.`);
    taken(result);
    return result;
  }

  bind('results', 'GetResultById', {
    reads: true,
    act([wanted]) {
      const result = found(idOf(wanted));
      return [uint32(result.handle), types.structure('ResultDataType', resultStructure(types, result))];
    },
    empty: () => [uint32(0), { dataType: DataType.ExtensionObject, value: null }],
  });

  bind('results', 'GetResultComponentsById', {
    reads: true,
    act([wanted]) {
      const result = found(idOf(wanted));
      return [boolean(false), uint32(result.handle), ...resultComponents(types, result)];
    },
    empty: () => [boolean(false), uint32(0), ...noComponents(types)],
  });

  bind('results', 'GetResultListFiltered', {
    reads: true,
    act(inputs) {
      const [measurement, part, job] = [idOf(inputs[1]), idOf(inputs[2]), idOf(inputs[8])];
      const all = results
        .list()
        .filter(
          (result) =>
            (measurement === '' || result.names?.measurement === measurement) &&
            (part === '' || result.names?.part === part) &&
            (job === '' || result.job === job),
        );
      const from = numberOf(inputs[10]);
      const limit = numberOf(inputs[9]);
      const shown = all.slice(from, limit > 0 ? from + limit : undefined);
      for (const result of shown) taken(result);
      return [
        boolean(from + shown.length >= all.length),
        uint32(shown.length),
        uint32(0),
        list(shown.map((result) => types.part('ResultDataType', resultStructure(types, result)))),
      ];
    },
    empty: () => [boolean(true), uint32(0), uint32(0), list([])],
  });

  bind('results', 'ReleaseResultHandle', {
    act([handle]) {
      const result = results.release(({ handle: kept }) => kept === numberOf(handle));
      if (result === null) {
        throw new StationError('NOT_FOUND', `There is no result with the handle ${numberOf(handle)}.`);
      }
      taken(result);
      return [];
    },
  });

  const codes = (value: readonly number[]): VariantOptions => ({
    dataType: DataType.Int32,
    arrayType: VariantArrayType.Array,
    value: Int32Array.from(value),
  });
  bind('results', 'AcknowledgeResults', {
    act([ids]) {
      const told = stringsOf(ids).map((id) => {
        const result = results.release((kept) => kept.id === id);
        if (result !== null) taken(result);
        return result === null ? errors.notFound : errors.none;
      });
      if (told.length === 0) throw new StationError('BAD_INPUT', 'No result was named.');
      // By the specification, the list is empty if all results are acknowledged.
      const isDone = told.every((code) => code === errors.none);
      return isDone ? [codes([])] : { outputs: [codes(told)], error: errors.notFound };
    },
    empty: () => [codes([])],
  });
}
