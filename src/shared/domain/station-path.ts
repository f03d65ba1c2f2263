import { z } from 'zod';

/** A path on the station's own machine. */
export const stationPath = z.string().min(1).max(4096);
