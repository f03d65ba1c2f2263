import { StationError } from '../../shared/domain/station-error.ts';
import type { AuditService } from '../audit/service.ts';
import { writeToken } from '../plant/token.ts';
import type { PlantHost } from '../plant-host/plant-host.ts';
import type { guardedContract } from './middleware.ts';

/** What windows ask of the plant that this station hosts. */
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
