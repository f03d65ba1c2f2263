import type { ISessionContext } from 'node-opcua-address-space';
import { StatusCodes } from 'node-opcua-status-code';
import type { Variant, VariantOptions } from 'node-opcua-variant';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import { errorOf, errors, int32 } from './method-values.ts';
import type { MethodRefusal } from './protocol.ts';
import type { VisionNodes, VisionPlace } from './vision-nodes.ts';

export interface VisionMethodsParts {
  /** The lane's number. */
  readonly lane: number;
  readonly nodes: VisionNodes;
  /** Returns whether the caller may do more than read. */
  readonly mayCommand: (context: ISessionContext) => boolean;
  /** Reports a client's request that cannot be carried out. */
  readonly refuse: (refusal: MethodRefusal) => void;
  /** Called after each method. */
  readonly onDone: () => void;
}

/** Outputs of a method that succeeded only in part. */
export interface PartlyDone {
  readonly outputs: VariantOptions[];
  readonly error: number;
}
type Answer = VariantOptions[] | PartlyDone;

/** A method's action, and its answer after a failure. */
export interface VisionMethod {
  readonly act: (inputs: readonly Variant[]) => Answer | Promise<Answer>;
  /** Returns the outputs before `Error` after a failure; absent: none. */
  readonly empty?: () => VariantOptions[];
  /** Whether callers with read permission may call the method. */
  readonly reads?: true;
}

export type BindVisionMethod = (place: VisionPlace, name: string, method: VisionMethod) => void;

/**
 * @returns a function that binds an action to a method of the lane's vision system; the last output is
 *   `Error`
 */
export function visionMethods({
  lane,
  nodes,
  mayCommand,
  refuse,
  onDone,
}: VisionMethodsParts): BindVisionMethod {
  return (place, name, { act, empty = () => [], reads = false }) => {
    nodes.method(place, name).bindMethod(async (inputs: Variant[], context: ISessionContext) => {
      if (!reads && !mayCommand(context)) return { statusCode: StatusCodes.BadUserAccessDenied };
      try {
        const answer = await act(inputs);
        const { outputs, error } = Array.isArray(answer) ? { outputs: answer, error: errors.none } : answer;
        return { statusCode: StatusCodes.Good, outputArguments: [...outputs, int32(error)] };
      } catch (error) {
        const code = error instanceof StationError ? error.code : 'WORKER_FAILED';
        refuse({ code, method: name, lane, said: messageOf(error) });
        return { statusCode: StatusCodes.Good, outputArguments: [...empty(), int32(errorOf(error))] };
      } finally {
        onDone();
      }
    });
  };
}
