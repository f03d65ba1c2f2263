import type { PartsOfGroups } from '../log/grouped-part.ts';
import { seesSources, withoutPlace } from '../log/seen-entry.ts';
import type { LogService } from '../log/service.ts';
import type { HeavyCalls } from './heavy-calls.ts';
import type { guardedContract } from './middleware.ts';

/** Makes the handlers for the log and people's decisions on its entries. */
export function logHandlers(
  os: ReturnType<typeof guardedContract>,
  log: LogService,
  groupedParts: PartsOfGroups,
  heavy: HeavyCalls,
) {
  return {
    query: os.log.query.handler(({ input }) => log.query(input)),
    list: os.log.list.handler(({ input, context, signal }) =>
      heavy.run(context.user, () => log.list(input), signal),
    ),
    entries: os.log.entries.handler(({ input }) => log.entries(input.ids)),
    since: os.log.since.handler(({ input }) => log.since(input.filter, input.newest)),
    get: os.log.get.handler(({ input, context: { user } }) => {
      const entry = log.get(input.id);
      return seesSources(user) ? entry : withoutPlace(entry);
    }),
    decide: os.log.decide.handler(({ input, context }) => log.decide(input.id, input, context.user)),
    decideMany: os.log.decideMany.handler(({ input: { ids, ...said }, context }) =>
      log.decideMany(ids, said, context.user),
    ),
    restoreMany: os.log.restoreMany.handler(({ input, context }) =>
      log.restoreMany(input.before, context.user),
    ),
    replay: os.log.replay.handler(({ input }) => log.replay(input.id)),
    addToDataset: os.log.addToDataset.handler(({ input, context }) =>
      log.addToDataset(input.id, context.user, input.purpose),
    ),
    part: os.log.part.handler(({ input }) => groupedParts.find(input.number)),
    counts: os.log.counts.handler(({ input }) => log.counts(input)),
  };
}
