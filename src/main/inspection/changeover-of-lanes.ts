import type { Product } from '../../shared/contract/products.ts';
import { usualLaneName } from '../../shared/domain/given-names.ts';
import type { User } from '../../shared/domain/role.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import type { LineSessions } from './line-sessions.ts';
import type { OpenSession, SessionToOpen } from './open-session.ts';
import { checkChangeover, type Prepared } from './session-preparation.ts';

/** A lane and the product that it shall inspect. */
export interface LaneProduct {
  readonly lane: number;
  readonly productId: string;
}

export interface ChangeoverParts {
  readonly line: Pick<LineSessions, 'forLane'>;
  readonly products: { get(id: string): Product };
  readonly prepare: (productId: string, lane: number) => Promise<Prepared>;
  readonly open: (session: SessionToOpen) => OpenSession;
}

interface Step {
  readonly before: OpenSession;
  readonly prepared: Prepared;
}

/**
 * Changes several lanes over to other products: all of them, or none. For a lane that does not inspect, the
 * product is only checked. A lane that already inspects the product continues.
 *
 * @param commit runs once every lane is ready and before any is switched; if it throws, none is switched. Its
 *   result undoes it
 * @throws StationError that names the lane; every lane then inspects as before, except those that the message
 *   names as stuck
 */
export async function changeLanesOver(
  { line, products, prepare, open }: ChangeoverParts,
  targets: readonly LaneProduct[],
  user: User,
  commit: () => () => void,
): Promise<void> {
  const steps: Step[] = [];
  for (const { lane, productId } of targets) {
    const before = line.forLane(lane).running;
    if (before?.session.productId === productId) continue;
    try {
      if (before !== null) checkChangeover(before.session, products.get(productId));
      const prepared = await prepare(productId, lane);
      if (before !== null) steps.push({ before, prepared });
    } catch (error) {
      throw inLane(before?.session.laneName ?? usualLaneName(lane), error);
    }
  }
  const takeBack = commit();
  const done: { readonly now: OpenSession; readonly back: Prepared }[] = [];
  for (const { before, prepared } of steps) {
    try {
      // The present model is open already, so preparing the way back costs nothing.
      const back = await prepare(before.session.productId, before.session.lane);
      done.push({ now: await handOver(before, prepared), back });
    } catch (error) {
      const stuck: string[] = [];
      for (const { now, back } of done.reverse()) {
        await handOver(now, back).catch(() => stuck.push(now.session.laneName));
      }
      takeBack();
      throw inLane(before.session.laneName, error, stuck);
    }
  }

  async function handOver(before: OpenSession, prepared: Prepared): Promise<OpenSession> {
    const { lane, session } = before;
    const next = open({ prepared, lane, source: session.source, user, from: { before } });
    await line.forLane(lane.number).handOver(before, next);
    return next;
  }
}

/** @param stuck lanes that were changed over and could not go back */
function inLane(name: string, error: unknown, stuck: readonly string[] = []): StationError {
  const [code, detail] =
    error instanceof StationError ? [error.code, error.detail] : ['WORKER_FAILED' as const, undefined];
  return new StationError(
    code,
    `“${name}” cannot change over, and ${othersText(stuck)}. ${messageOf(error)}`,
    detail,
  );
}

function othersText(stuck: readonly string[]): string {
  if (stuck.length === 0) return 'every lane goes on as it was';
  const names = stuck.map((name) => `“${name}”`).join(', ');
  return `these lanes could not go back: ${names}. Change them over by hand`;
}
