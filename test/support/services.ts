import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openDataServices } from './data-services.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Opens the data services over a real database in a folder of the test's own, without workers. */
export function openServices(folder = temporaryFolder()) {
  const services = openDataServices(join(folder, 'home'));
  onTestFinished(services.close);
  return { folder, ...services };
}

export type TestServices = ReturnType<typeof openServices>;
