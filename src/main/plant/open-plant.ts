import type { Alarm, Session } from '../../shared/contract/inspection.ts';
import type { Shift } from '../../shared/contract/shifts.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { LineCommands } from '../line/line-commands.ts';
import { createAssignmentsRepository } from './assignments-repository.ts';
import { createAssignments, type AssignmentsParts } from './assignments.ts';
import type { TrainingsParts } from './elsewhere/trainings.ts';
import { createMembershipsRepository } from './memberships-repository.ts';
import { createPlantService, type PlantService, type PlantServiceParts } from './service.ts';
import type { TemplatesParts } from './templates/templates.ts';
import { createStandingRepository } from './standing-repository.ts';

export interface PlantParts
  extends
    Omit<PlantServiceParts, 'rows' | 'standing' | 'told' | 'assignments' | 'trainings' | 'templates'>,
    Omit<TemplatesParts, 'send' | 'station' | 'name' | 'products' | 'together' | 'changes'>,
    Pick<TrainingsParts, 'training' | 'modelExchange'>,
    Pick<AssignmentsParts, 'models' | 'modelImport'> {
  readonly products: AssignmentsParts['products'] & TemplatesParts['products'];
  readonly database: StationDatabase;
  readonly paths: PlantServiceParts['paths'] & { readonly jobs: string };
  readonly version: string;
  readonly lineCommands: Pick<LineCommands, 'lanes'>;
  readonly inspection: { sessions(): readonly Session[]; alarms(): readonly Alarm[] };
  readonly shifts: { current(): Shift | null } & AssignmentsParts['shifts'];
  readonly disk: { read(): Promise<{ readonly freeBytes: number }> };
}

/** Builds the station's side of a plant from the station's services. */
export function openPlant({ database, ...parts }: PlantParts): PlantService {
  const { version, settings, lineCommands, inspection, shifts, models, disk } = parts;
  const { training, modelExchange } = parts;
  return createPlantService({
    ...parts,
    rows: createMembershipsRepository(database),
    standing: createStandingRepository(database),
    assignments: createAssignments({
      ...parts,
      rows: createAssignmentsRepository(database),
      jobsFolder: parts.paths.jobs,
    }),
    templates: {
      products: parts.products,
      recipes: parts.recipes,
      lanes: parts.lanes,
      changes: parts.changes,
      together: (work) => database.transaction(work).immediate(),
    },
    trainings: { training, modelExchange, jobsFolder: parts.paths.jobs },
    told: {
      version,
      name: () => settings.current()['station.name'],
      lanes: lineCommands.lanes,
      sessions: inspection.sessions,
      alarms: inspection.alarms,
      shift: shifts.current,
      graphOf: (modelId) => models.find(modelId)?.graphSha256 ?? null,
      freeBytes: async () => (await disk.read()).freeBytes,
    },
  });
}
