import { z } from 'zod';
import { checkResultSchema, diagnosisSchema } from '../../shared/contract/diagnosis.ts';
import { diagnosisChecks } from '../../shared/domain/diagnosis.ts';

/** What the process of the diagnosis is asked for. */
export const toDiagnosisProcessSchema = z.object({
  home: z.string(),
  /** The program's version. */
  version: z.string(),
  work: z.discriminatedUnion('kind', [
    /** Checks, in this order. */
    z.object({ kind: z.literal('checks'), checks: z.array(z.enum(diagnosisChecks)) }),
    /** The archive for support, as a file that is not there yet. */
    z.object({ kind: z.literal('archive'), diagnosis: diagnosisSchema, file: z.string() }),
  ]),
});
export type ToDiagnosisProcess = z.infer<typeof toDiagnosisProcessSchema>;

export const fromDiagnosisProcessSchema = z.discriminatedUnion('kind', [
  /** A check that was made. */
  z.object({ kind: z.literal('check'), result: checkResultSchema }),
  z.object({ kind: z.literal('written') }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);
export type FromDiagnosisProcess = z.infer<typeof fromDiagnosisProcessSchema>;
