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
  /** Whether the one who calls may do more than read. */
  readonly mayCommand: (context: ISessionContext) => boolean;
  /** Something that a client asked for cannot be done. */
  readonly refuse: (refusal: MethodRefusal) => void;
  /** Called after each method. */
  readonly onDone: () => void;
}

/** Outputs of a method that was not done as a whole. */
export interface PartlyDone {
  readonly outputs: VariantOptions[];
  readonly error: number;
}
type Answer = VariantOptions[] | PartlyDone;

/** What a method does, and how it answers where that fails. */
export interface VisionMethod {
  readonly act: (inputs: readonly Variant[]) => Answer | Promise<Answer>;
  /** Its outputs before `Error` where it fails; left out: it has none. */
  readonly empty?: () => VariantOptions[];
  /** Whether who may only read may call it. */
  readonly reads?: true;
}

export type BindVisionMethod = (place: VisionPlace, name: string, method: VisionMethod) => void;

/** @returns gives a method of the lane's vision system what it does; the last of its outputs is `Error` */
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
