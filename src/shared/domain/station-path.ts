import { z } from 'zod';
import { visibleLine } from './visible-text.ts';

/** A path on the station's own machine. */
export const stationPath = z
  .string()
  .min(1)
  .max(4096)
  .regex(visibleLine, 'A path is one line of visible characters');
