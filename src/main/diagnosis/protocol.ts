import { z } from 'zod';
import { checkResultSchema, diagnosisSchema } from '../../shared/contract/diagnosis.ts';
import { diagnosisChecks } from '../../shared/domain/diagnosis.ts';
import { failedSchema } from '../host/told-failure.ts';

/** Request to the diagnosis process. */
export const toDiagnosisProcessSchema = z.object({
  home: z.string(),
  /** The program's version. */
  version: z.string(),
  work: z.discriminatedUnion('kind', [
    /** Runs checks in this order. */
    z.object({ kind: z.literal('checks'), checks: z.array(z.enum(diagnosisChecks)) }),
    /** Writes the archive for support to a new file. */
    z.object({ kind: z.literal('archive'), diagnosis: diagnosisSchema, file: z.string() }),
  ]),
});
export type ToDiagnosisProcess = z.infer<typeof toDiagnosisProcessSchema>;

export const fromDiagnosisProcessSchema = z.discriminatedUnion('kind', [
  /** A finished check. */
  z.object({ kind: z.literal('check'), result: checkResultSchema }),
  z.object({ kind: z.literal('written') }),
  failedSchema,
]);
export type FromDiagnosisProcess = z.infer<typeof fromDiagnosisProcessSchema>;
