import type { PlantService } from '../plant/service.ts';
import type { guardedContract } from './middleware.ts';

/** Makes the handlers for the station's membership in a plant. */
export function membershipHandlers(os: ReturnType<typeof guardedContract>, plant: PlantService) {
  return {
    status: os.membership.status.handler(() => plant.state()),
    join: os.membership.join.handler(({ input, context }) =>
      plant.join(input.token, input.wholeLog, context.user),
    ),
    leave: os.membership.leave.handler(({ context }) => plant.leave(context.user)),
  };
}
