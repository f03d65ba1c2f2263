import { z } from 'zod';
import { diagnosisChecks, findingKindNames, findingStates } from '../domain/diagnosis.ts';
import { instant, procedure } from './base.ts';

/** Longest text in a place of a finding's words. */
export const longestFindingValue = 1000;
/** Findings of one check, at most. */
export const mostFindings = 100;

export const findingSchema = z.object({
  kind: z.enum(findingKindNames),
  /** What stands in the places of its words. */
  values: z.record(z.string().max(40), z.string().max(longestFindingValue)),
});
export type Finding = z.infer<typeof findingSchema>;

export const checkResultSchema = z.object({
  check: z.enum(diagnosisChecks),
  /** The worst of its findings. */
  state: z.enum(findingStates),
  findings: z.array(findingSchema).min(1).max(mostFindings),
});
export type CheckResult = z.infer<typeof checkResultSchema>;

/** How the station stands, check by check. */
export const diagnosisSchema = z.object({
  at: instant,
  state: z.enum(findingStates),
  checks: z.array(checkResultSchema).max(diagnosisChecks.length),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;

export const diagnosis = {
  /** Makes every check, each in half a minute at most; who asks meanwhile gets the same. */
  run: procedure('diagnosis.run').output(diagnosisSchema),
  /** Makes every check and writes the archive for support: no pictures, no secrets. */
  archive: procedure('diagnosis.run').output(
    z.object({
      /** Of the media kind `support-archive`: there for an hour. */
      archiveId: z.number().int().positive(),
      fileName: z.string(),
    }),
  ),
};
