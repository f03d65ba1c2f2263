import { z } from 'zod';

/** The station's message to the process that checks the database. */
export const toDatabaseCheckSchema = z.object({ file: z.string() });
export type ToDatabaseCheck = z.infer<typeof toDatabaseCheckSchema>;

/** The answer: `ok`, or SQLite's description of the damage. */
export const fromDatabaseCheckSchema = z.object({ found: z.string() });
export type FromDatabaseCheck = z.infer<typeof fromDatabaseCheckSchema>;
