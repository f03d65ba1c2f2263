import type { ISessionContext } from 'node-opcua-address-space';
import { StatusCodes } from 'node-opcua-status-code';
import { DataType, type Variant, type VariantOptions } from 'node-opcua-variant';
import type { User } from '../../../shared/domain/role.ts';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import type { LanePart, LaneParts } from '../lane-parts.ts';
import type { LineCommands, RecipeChoice, RecipeOfLine } from '../line-commands.ts';
import { boolean, errorOf, errors, idOf, int32, list, numberOf, uint32 } from './method-values.ts';
import type { VisionNodes } from './vision-nodes.ts';
import {
  createVisionResults,
  resultEvent,
  resultId,
  resultStructure,
  type JobNames,
} from './vision-results.ts';

export interface VisionSystemParts {
  /** The lane's number. */
  readonly lane: number;
  readonly nodes: VisionNodes;
  readonly commands: LineCommands;
  readonly lanes: LaneParts;
  readonly user: User;
  /** Whether the one who calls may do more than read. */
  readonly mayCommand: (context: ISessionContext) => boolean;
  /** Something that a client asked for cannot be done. */
  readonly refuse: (error: StationError) => void;
}

export type VisionSystem = ReturnType<typeof createVisionSystem>;

/** A lane as a vision system of OPC 40100-1: its states, its methods, its results. */
export function createVisionSystem(parts: VisionSystemParts) {
  const { lane, nodes, commands, lanes, user } = parts;
  const { types, system } = nodes;
  const results = createVisionResults();
  const jobs = new Map<number, JobNames>();
  let mode: 'Preoperational' | 'Operational' | 'Halted' = 'Preoperational';
  let requests = 0;
  let handles = 0;

  function update(): void {
    nodes.setSystemState(mode);
    if (mode !== 'Operational') return nodes.setAutomaticState(null);
    const now = commands.lanes().find(({ number }) => number === lane);
    if (lanes.isAsked(lane)) return nodes.setAutomaticState('SingleExecution');
    if (now === undefined || now.product === null) return nodes.setAutomaticState('Initialized');
    const runs = now.state === 'ready' || now.state === 'busy';
    nodes.setAutomaticState(runs && now.trigger !== 'software' ? 'ContinuousExecution' : 'Ready');
  }

  function raise(event: string, fields: Record<string, VariantOptions>): void {
    system.raiseEvent(types.event(event), {
      sourceName: { dataType: DataType.String, value: `Lane ${lane}` },
      ...fields,
    });
  }

  /**
   * A method that answers with `Error`, the last of its outputs.
   *
   * @param act its outputs before that
   * @param empty what they are where it fails
   */
  function bind(
    place: Parameters<VisionNodes['method']>[0],
    name: string,
    act: (inputs: readonly Variant[]) => VariantOptions[] | Promise<VariantOptions[]>,
    empty: () => VariantOptions[] = () => [],
    needsRights = true,
  ): void {
    nodes.method(place, name).bindMethod(async (inputs: Variant[], context: ISessionContext) => {
      if (needsRights && !parts.mayCommand(context)) return { statusCode: StatusCodes.BadUserAccessDenied };
      try {
        const outputs = await act(inputs);
        return { statusCode: StatusCodes.Good, outputArguments: [...outputs, int32(errors.none)] };
      } catch (error) {
        const code = error instanceof StationError ? error.code : 'WORKER_FAILED';
        parts.refuse(new StationError(code, `${name} of lane ${lane} was refused. ${messageOf(error)}`));
        return { statusCode: StatusCodes.Good, outputArguments: [...empty(), int32(errorOf(error))] };
      } finally {
        update();
      }
    });
  }

  function requireOperational(): void {
    if (mode === 'Operational') return;
    throw new StationError('CONFLICT', 'The vision system is not in its automatic mode.');
  }

  function requireLane(): void {
    requireOperational();
    if (commands.lanes().some(({ number }) => number === lane)) return;
    throw new StationError('NOT_FOUND', `There is no lane ${lane} any more.`);
  }

  async function prepareFor(recipe: string): Promise<void> {
    const current = commands.recipe();
    if (recipe === '' || recipe === current?.name || recipe === String(current?.number)) return;
    await commands.selectRecipe(choiceOf(recipe), user);
  }

  const choiceOf = (id: string): RecipeChoice =>
    /^\d{1,9}$/.test(id) ? { number: Number(id) } : { name: id };
  const internal = (recipe: RecipeOfLine | null): Record<string, unknown> =>
    recipe === null ? { id: '' } : { id: String(recipe.number), description: { text: recipe.name } };
  const noJob = (): VariantOptions[] => [types.structure('JobIdDataType', { id: '' })];

  bind('system', 'SelectModeAutomatic', () => {
    if (mode === 'Halted') throw new StationError('CONFLICT', 'The vision system is halted: reset it first.');
    mode = 'Operational';
    return [];
  });
  bind('system', 'Halt', async () => {
    mode = 'Halted';
    await commands.stop(lane, user);
    return [];
  });
  bind('system', 'Reset', () => {
    mode = 'Preoperational';
    return [];
  });
  bind(
    'automatic',
    'StartSingleJob',
    async ([measurement, part, recipe]) => {
      requireLane();
      await prepareFor(idOf(recipe));
      const request = ++requests;
      const names = { measurement: idOf(measurement), part: idOf(part) };
      const { partNumber } = lanes.ask(lane, request, names.part === '' ? null : names.part);
      jobs.set(request, names);
      const job = types.structure('JobIdDataType', { id: String(partNumber) });
      raise('JobStartedEventType', { jobId: job });
      return [job];
    },
    noJob,
  );
  bind(
    'automatic',
    'StartContinuous',
    async ([, , recipe]) => {
      requireLane();
      await prepareFor(idOf(recipe));
      await commands.start(lane, user);
      const job = types.structure('JobIdDataType', { id: `lane-${lane}` });
      raise('JobStartedEventType', { jobId: job });
      return [job];
    },
    noJob,
  );
  for (const name of ['Stop', 'Abort']) {
    bind('automatic', name, async () => {
      requireLane();
      await commands.stop(lane, user);
      return [];
    });
  }
  bind('automatic', 'SimulationMode', ([activate]) => {
    if (activate?.value !== true) return [];
    throw new StationError(
      'BAD_INPUT',
      'A lane takes its parts from its source alone; set up a simulated one instead.',
    );
  });

  bind(
    'recipes',
    'GetRecipeListFiltered',
    ([external, , , most, first]) => {
      const wanted = idOf(external);
      const all = commands
        .recipes()
        .filter(({ number, name }) => ['', String(number), name].includes(wanted));
      const from = numberOf(first);
      const limit = numberOf(most);
      const shown = all.slice(from, limit > 0 ? from + limit : undefined);
      return [
        boolean(from + shown.length >= all.length),
        uint32(shown.length),
        uint32(0),
        list(shown.map((recipe) => types.part('RecipeIdInternalDataType', internal(recipe)))),
      ];
    },
    () => [boolean(true), uint32(0), uint32(0), list([])],
    false,
  );
  bind(
    'recipes',
    'PrepareRecipe',
    async ([external, given]) => {
      const id = idOf(external) || idOf(given);
      if (id === '') throw new StationError('BAD_INPUT', 'No recipe was named.');
      const recipe = await commands.selectRecipe(choiceOf(id), user);
      return [types.structure('RecipeIdInternalDataType', internal(recipe)), boolean(true)];
    },
    () => [types.structure('RecipeIdInternalDataType', internal(null)), boolean(false)],
  );
  bind(
    'recipes',
    'UnprepareRecipe',
    () => {
      throw new StationError('BAD_INPUT', 'A recipe stays until another one is prepared.');
    },
    () => [types.structure('RecipeIdInternalDataType', internal(null))],
  );

  const noResult = (): VariantOptions[] => [uint32(0), { dataType: DataType.ExtensionObject, value: null }];
  bind(
    'results',
    'GetResultById',
    ([wanted]) => {
      const result = results.find(idOf(wanted));
      if (result === null) {
        throw new StationError('NOT_FOUND', `There is no result “${idOf(wanted)}” any more.`);
      }
      return [uint32(result.handle), types.structure('ResultDataType', resultStructure(types, result))];
    },
    noResult,
    false,
  );
  bind(
    'results',
    'GetResultListFiltered',
    (inputs) => {
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
      return [
        boolean(from + shown.length >= all.length),
        uint32(shown.length),
        uint32(0),
        list(shown.map((result) => types.part('ResultDataType', resultStructure(types, result)))),
      ];
    },
    () => [boolean(true), uint32(0), uint32(0), list([])],
    false,
  );
  bind('results', 'ReleaseResultHandle', ([handle]) => {
    if (results.release(numberOf(handle))) return [];
    throw new StationError('NOT_FOUND', `There is no result with the handle ${numberOf(handle)}.`);
  });
  update();

  return {
    update,
    /** A part of the lane has its outcome, and the log has it. */
    outcome(part: LanePart): void {
      const names = part.request === null ? null : (jobs.get(part.request) ?? null);
      if (part.request !== null) jobs.delete(part.request);
      const number = part.partNumber ?? part.part.partNumber;
      const result = {
        ...part,
        ...{ id: resultId(part), job: number === null ? `lane-${lane}` : String(number), names },
        ...{ recipe: commands.recipe(), at: new Date(), handle: ++handles },
      };
      results.keep(result);
      raise('ResultReadyEventType', resultEvent(types, result));
      update();
      raise('ReadyEventType', { jobId: types.structure('JobIdDataType', { id: result.job }) });
    },
    recipe(recipe: RecipeOfLine): void {
      raise('RecipePreparedEventType', {
        externalId: types.structure('RecipeIdExternalDataType', internal(recipe)),
        internalId: types.structure('RecipeIdInternalDataType', internal(recipe)),
      });
    },
  };
}
