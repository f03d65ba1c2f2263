import { z } from 'zod';
import {
  brokerRequests,
  type BrokerAnswer,
  type BrokerCommand,
} from '../../../shared/contract/line-requests.ts';
import { keysOf } from '../../../shared/domain/keys.ts';
import { machineUser } from '../../../shared/domain/role.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { LineCommands } from '../line-commands.ts';

/** Longest request, bytes. */
const longestRequest = 4096;
/** Most requests under way at once. */
const mostAtOnce = 8;
/** Number of request ids to remember. */
const remembered = 128;

/** The user of all requests: anybody whom the broker lets publish there. */
const user = machineUser('mqtt');

type Told = Pick<Extract<BrokerAnswer, { ok: true }>, 'partNumber' | 'recipe'>;

/**
 * Carries out requests that arrive through a broker, and answers each. Unreadable, too frequent and refused
 * requests are answered with the reason and never carried out in part.
 */
export function brokerCommands(line: LineCommands) {
  const answers = new Map<string, BrokerAnswer>();
  const running = new Set<string>();
  let underWay = 0;

  const acts: { readonly [Command in BrokerCommand]: (wanted: unknown) => Told | Promise<Told> } = {
    // Runs synchronously, like refusals, so that their answers keep the order of the requests.
    trigger(wanted) {
      const { lane, serial } = parsed(brokerRequests.trigger, wanted);
      return { partNumber: line.trigger(lane, serial).partNumber };
    },
    async recipe(wanted) {
      const choice = parsed(brokerRequests.recipe, wanted).recipe;
      const { number, name } = await line.selectRecipe(choice, user);
      return { recipe: { number, name } };
    },
  };

  /** @param command the last word of the topic. @returns null: no answer is needed any more */
  async function answer(command: string, payload: Buffer, retained: boolean): Promise<BrokerAnswer | null> {
    let id: string | null = null;
    try {
      // A broker sends retained messages at every connection, so the line would repeat the request.
      if (retained) throw new StationError('BAD_INPUT', 'A retained message is no request.');
      const wanted = jsonOf(payload);
      id = idOf(wanted);
      const before = id === null ? undefined : answers.get(id);
      if (before !== undefined) return before;
      const known = keysOf(brokerRequests).find((name) => name === command);
      if (known === undefined) throw new StationError('NOT_FOUND', `There is no command “${command}”.`);
      if (id !== null && running.has(id)) return null;
      if (underWay >= mostAtOnce) throw new StationError('CONFLICT', 'Too many requests at once.');
      if (id !== null) running.add(id);
      underWay += 1;
      try {
        return remember({ ok: true, id, command, ...(await acts[known](wanted)) });
      } finally {
        underWay -= 1;
        if (id !== null) running.delete(id);
      }
    } catch (error) {
      return remember({ ok: false, id, command: command.slice(0, 64), ...reasonOf(error) });
    }
  }

  function remember(given: BrokerAnswer): BrokerAnswer {
    if (given.id === null) return given;
    answers.set(given.id, given);
    for (const oldest of answers.keys()) {
      if (answers.size <= remembered) break;
      answers.delete(oldest);
    }
    return given;
  }

  return { answer };
}

/** @throws StationError BAD_INPUT with what cannot be used */
function parsed<Wanted>(schema: z.ZodType<Wanted>, wanted: unknown): Wanted {
  const result = schema.safeParse(wanted);
  if (result.success) return result.data;
  throw new StationError('BAD_INPUT', `The request cannot be used so. ${z.prettifyError(result.error)}`);
}

/** @throws StationError BAD_INPUT */
function jsonOf(payload: Buffer): unknown {
  if (payload.byteLength > longestRequest) {
    throw new StationError('BAD_INPUT', `A request has at most ${longestRequest} bytes.`);
  }
  try {
    return JSON.parse(payload.toString());
  } catch {
    throw new StationError('BAD_INPUT', 'The request is no JSON.');
  }
}

/** Returns a request's id, even if other fields are wrong. */
function idOf(wanted: unknown): string | null {
  return z.looseObject({ id: brokerRequests.trigger.shape.id }).safeParse(wanted).data?.id ?? null;
}

function reasonOf(error: unknown): Pick<Extract<BrokerAnswer, { ok: false }>, 'code' | 'message'> {
  if (error instanceof StationError) return { code: error.code, message: error.message };
  return { code: 'INTERNAL', message: 'The station failed at it. Its own log has the reason.' };
}
