import { z } from 'zod';

/** A certificate, or several in a row, PEM. It is no secret. */
export const certificateText = z.string().min(1).max(65_536);
