import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createSessionRepository } from '../../src/main/inspection/session-repository.ts';
import type { NewSession } from '../../src/main/inspection/session-repository.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { writeModelFolder } from './model-folder.ts';
import type { TestServices } from './services.ts';
import { inFirstLane } from './first-lane.ts';

/** Adds the row of a session for a new product with an active model. @returns the session's id */
export async function addSession(
  { database, products, models, paths }: TestServices,
  change: Partial<NewSession> = {},
): Promise<string> {
  const { id: productId } = products.create(`Product ${randomUUID()}`);
  const folder = join(paths.jobs, randomUUID());
  const card = writeModelFolder(folder, { productId });
  await models.register(folder);
  await models.activate(card.id, '', singleUser);
  const session: NewSession = {
    id: randomUUID(),
    productId,
    modelId: card.id,
    ...inFirstLane,
    trigger: 'free',
    source: { kind: 'watched-folder', folder: '/parts' },
    startedAt: Date.now(),
    provider: 'cpu',
    refusedProviders: [],
    startedBy: 'local',
    ...change,
  };
  createSessionRepository(database).insert(session);
  return session.id;
}
