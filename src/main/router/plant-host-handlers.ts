import { StationError } from '../../shared/domain/station-error.ts';
import type { AuditService } from '../audit/service.ts';
import { writeToken } from '../plant/token.ts';
import { lastDays, readFigures } from '../plant-host/figures.ts';
import type { PlantHost } from '../plant-host/plant-host.ts';
import { stationTime } from '../station/clock.ts';
import type { guardedContract } from './middleware.ts';

/** Makes the handlers for the plant that this station hosts. */
export function plantHostHandlers(
  os: ReturnType<typeof guardedContract>,
  host: PlantHost | null,
  { note }: Pick<AuditService, 'note'>,
) {
  const plant = (): PlantHost => {
    if (host !== null) return host;
    throw new StationError('NOT_FOUND', 'This station hosts no plant. Start it with --plant.');
  };
  return {
    board: os.plantHost.board.handler(() => plant().board()),
    entries: os.plantHost.entries.handler(({ input }) => plant().log().review.entries(input)),
    decisions: os.plantHost.decisions.handler(({ input }) =>
      plant().log().review.decisions(input.station, input.entry),
    ),
    decide: os.plantHost.decide.handler(async ({ input, context: { user } }) => {
      const kept = await plant().log().review.decide(input, user.name, stationTime());
      note({ code: 'entry.decided', subject: `${input.station}/${input.entry}`, after: input });
      return kept;
    }),
    figures: os.plantHost.figures.handler(async ({ input }) => {
      const host = plant();
      const timeZone = host.timeZone();
      const asked = { ...input, ...lastDays(input.days, stationTime(), timeZone), timeZone };
      return readFigures(host.log().figures, asked, host.nameOf);
    }),
    rollouts: os.plantHost.rollouts.handler(() => plant().rollouts.list()),
    rollOut: os.plantHost.rollOut.handler(async ({ input, context: { user } }) => {
      const rollout = await plant().rollouts.start(input, user.name);
      note({ code: 'plant.rolled-out', subject: rollout.product, after: input });
      return rollout;
    }),
    halt: os.plantHost.halt.handler(async ({ input, context: { user } }) => {
      await plant().rollouts.halt(input.id, user.name);
      note({ code: 'plant.halted', subject: input.id });
    }),
    takeBack: os.plantHost.takeBack.handler(async ({ input, context: { user } }) => {
      await plant().rollouts.takeBack(input.id, user.name);
      note({ code: 'plant.taken-back', subject: input.id });
    }),
    invite: os.plantHost.invite.handler(({ input }) => {
      const membership = plant().invite(input.name);
      const { station } = membership;
      note({ code: 'plant.invited', subject: String(station), after: { name: input.name } });
      return { station, name: input.name, token: writeToken(membership) };
    }),
    remove: os.plantHost.remove.handler(({ input }) => {
      plant().remove(input.station);
      note({ code: 'plant.removed', subject: String(input.station) });
    }),
  };
}
