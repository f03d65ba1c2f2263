import type { StationDatabase } from '../database/open-database.ts';
import type { Host } from '../host/host.ts';
import { createExplanationProcess } from './explanation-process.ts';
import { createDescriptorRepository } from './repository.ts';
import {
  createExplanationService,
  type ExplanationService,
  type ExplanationServiceParts,
} from './service.ts';

/** Explanations of a station's log, over its database and a process of their own. */
export function openExplanation(
  database: StationDatabase,
  host: Host,
  parts: Pick<ExplanationServiceParts, 'log' | 'models'>,
): ExplanationService {
  const descriptors = createDescriptorRepository(database);
  return createExplanationService({ ...parts, descriptors, process: createExplanationProcess(host) });
}
