import type { StationDatabase } from '../database/open-database.ts';
import type { Host } from '../host/host.ts';
import { createExplanationProcess } from './explanation-process.ts';
import { createDescriptorRepository } from './repository.ts';
import {
  createExplanationService,
  type ExplanationService,
  type ExplanationServiceParts,
} from './service.ts';

/** Opens the explanations of a station's log, with its database and a separate process. */
export function openExplanation(
  database: StationDatabase,
  host: Host,
  parts: Pick<ExplanationServiceParts, 'log' | 'models'>,
): ExplanationService {
  const descriptors = createDescriptorRepository(database);
  return createExplanationService({ ...parts, descriptors, process: createExplanationProcess(host) });
}
