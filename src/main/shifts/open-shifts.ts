import type { StationDatabase } from '../database/open-database.ts';
import { createLineClearance, type LineClearance } from './clearance.ts';
import { createKnownParts } from './known-parts-repository.ts';
import { createShiftRepository } from './repository.ts';
import { createShiftService, type ShiftService, type ShiftServiceParts } from './service.ts';
import { createShiftReader } from './summary-repository.ts';

/** What of the shifts the inspection asks for, and the service that in its turn needs the inspection. */
export interface Shifts {
  readonly clearance: LineClearance;
  service(parts: Omit<ShiftServiceParts, 'shifts' | 'knownParts' | 'clearance' | 'readShift'>): ShiftService;
}

/** The shifts over the station's database. */
export function openShifts(database: StationDatabase): Shifts {
  const shifts = createShiftRepository(database);
  const knownParts = createKnownParts(database);
  const clearance = createLineClearance(shifts, knownParts);
  const readShift = createShiftReader(database);
  return {
    clearance,
    service: (parts) => createShiftService({ ...parts, shifts, knownParts, clearance, readShift }),
  };
}
