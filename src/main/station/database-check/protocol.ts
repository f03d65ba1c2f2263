import { z } from 'zod';

/** What the station tells the process that checks the database. */
export const toDatabaseCheckSchema = z.object({ file: z.string() });
export type ToDatabaseCheck = z.infer<typeof toDatabaseCheckSchema>;

/** What it answers: `ok`, or what is wrong in the words of SQLite. */
export const fromDatabaseCheckSchema = z.object({ found: z.string() });
export type FromDatabaseCheck = z.infer<typeof fromDatabaseCheckSchema>;
