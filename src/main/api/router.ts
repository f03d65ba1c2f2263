import { implement, ORPCError } from '@orpc/server';
import { z } from 'zod';
import { api, mostListedParts, statusOf } from '../../shared/contract/api.ts';
import type { StationStatus } from '../../shared/contract/station.ts';
import { permissions } from '../../shared/domain/permissions.ts';
import type { User } from '../../shared/domain/role.ts';
import { errorCodes, StationError, type ErrorCode } from '../../shared/domain/station-error.ts';
import { actAs } from '../database/actor.ts';
import { whenFree } from '../database/when-free.ts';
import type { CallContext, ReportBug } from '../host/served-station.ts';
import type { InspectionService } from '../inspection/service.ts';
import type { LineCommands } from '../line/line-commands.ts';
import type { OutputService } from '../line/service.ts';
import { ensurePermission } from '../router/ensure-permission.ts';
import { toWindowError } from '../router/failure.ts';
import type { LoggedPartsRepository } from './parts-repository.ts';

export interface ApiParts {
  readonly status: (user: User) => Promise<StationStatus>;
  readonly line: LineCommands;
  readonly push: InspectionService['push'];
  readonly outputs: Pick<OutputService, 'list'>;
  readonly parts: LoggedPartsRepository;
  /** Path of the station's database, for messages. */
  readonly database: string;
  readonly report: ReportBug;
}

export type ApiRouter = ReturnType<typeof createApiRouter>;

const declared = z.object({ permission: z.enum(permissions).nullable() });
/** Conditions from good to worst. */
const worst = ['ok', 'attention', 'failed'] as const;

/** Makes the HTTP API's router over line, log and state of the station. */
export function createApiRouter({ status, line, push, outputs, parts, database, report }: ApiParts) {
  const base = implement(api).$context<CallContext>();
  const guarded = base
    .use(async ({ path, next }) => {
      try {
        return await next();
      } catch (error) {
        throw withStatus(toWindowError(error, database, `api.${path.join('.')}`, report));
      }
    })
    .use(({ context, procedure, path, next }) => {
      const { permission } = declared.parse(procedure['~orpc'].meta);
      ensurePermission(context.user, permission, path.join('.'));
      return next();
    })
    .use(({ context: { user, origin = 'station' }, next }) =>
      actAs({ name: user.name, origin }, () => next()),
    )
    .use(({ next }) => whenFree(() => next()));

  /** Starts or stops lanes at the same time, since the source of one may hang. @param chosen null for all. @throws StationError of the chosen lane */
  async function act(what: 'start' | 'stop', chosen: number | null, user: User) {
    const refused: { lane: number; name: string; code: ErrorCode; detail: string }[] = [];
    if (chosen !== null) await line[what](chosen, user);
    else {
      const acts = line.lanes().map(async ({ number: lane, name }) => {
        try {
          await line[what](lane, user);
        } catch (error) {
          if (!(error instanceof StationError)) throw error;
          refused.push({ lane, name, code: error.code, detail: error.message });
        }
      });
      await Promise.all(acts);
      refused.sort((one, other) => one.lane - other.lane);
    }
    return { lanes: [...line.lanes()], refused };
  }

  return guarded.router({
    health: guarded.health.handler(async ({ context }) => {
      const { version, name, log, disk, inspection } = await status(context.user);
      const conditions = [log.condition, disk.condition, inspection.condition];
      return { status: worst.findLast((one) => conditions.includes(one)) ?? 'ok', version, station: name };
    }),
    state: guarded.state.handler(async ({ context }) => ({
      station: await status(context.user),
      lanes: [...line.lanes()],
      recipe: line.recipe(),
      outputs: outputs.list().map(({ name, target, state }) => ({ name, kind: target.kind, state })),
    })),
    lanes: {
      list: guarded.lanes.list.handler(() => ({ lanes: [...line.lanes()] })),
      start: guarded.lanes.start.handler(({ input, context }) =>
        act('start', input?.lane ?? null, context.user),
      ),
      stop: guarded.lanes.stop.handler(({ input, context }) =>
        act('stop', input?.lane ?? null, context.user),
      ),
      trigger: guarded.lanes.trigger.handler(async ({ input: { params, body } }) => {
        const { partNumber, outcome } = line.trigger(params.lane, body?.serial ?? null);
        return { partNumber, result: (body?.wait ?? true) ? await outcome : null };
      }),
    },
    pushPart: guarded.pushPart.handler(async ({ input: { params, query, body } }) => {
      const picture = await body.bytes();
      const { partNumber, outcome } = await push({
        lane: params.lane,
        serial: query?.serial ?? null,
        picture,
      });
      return { partNumber, result: await outcome };
    }),
    parts: {
      list: guarded.parts.list.handler(({ input: { after, limit } }) => {
        const found = parts.after(after, Math.min(limit, mostListedParts) + 1);
        return { parts: found.slice(0, limit), more: found.length > limit };
      }),
      get: guarded.parts.get.handler(({ input: { partNumber } }) => {
        const part = parts.find(partNumber);
        if (part) return part;
        throw new StationError('NOT_FOUND', `The log holds no part ${partNumber}.`);
      }),
    },
    recipes: {
      list: guarded.recipes.list.handler(() => ({ recipes: [...line.recipes()], current: line.recipe() })),
      select: guarded.recipes.select.handler(({ input, context }) => line.selectRecipe(input, context.user)),
    },
  });
}

function withStatus(error: unknown): unknown {
  if (!(error instanceof ORPCError)) return error;
  const code = errorCodes.find((known) => known === error.code);
  return code === undefined ? error : new ORPCError(code, { status: statusOf(code), message: error.message });
}
