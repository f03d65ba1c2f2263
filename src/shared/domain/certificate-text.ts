import { z } from 'zod';

/** One or several certificates, PEM; not secret. */
export const certificateText = z.string().min(1).max(65_536);
