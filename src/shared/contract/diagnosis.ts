import { z } from 'zod';
import { diagnosisChecks, findingKindNames, findingStates } from '../domain/diagnosis.ts';
import { instant, procedure } from './base.ts';

/** Longest value of a placeholder in a finding's words, characters. */
export const longestFindingValue = 1000;
/** Most findings of one check. */
export const mostFindings = 100;

export const findingSchema = z.object({
  kind: z.enum(findingKindNames),
  /** Values for the placeholders in the finding's words. */
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

/** The state of the station, check by check. */
export const diagnosisSchema = z.object({
  at: instant,
  state: z.enum(findingStates),
  checks: z.array(checkResultSchema).max(diagnosisChecks.length),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;

export const diagnosis = {
  /** Makes every check, each in half a minute at most. Concurrent calls share one run. */
  run: procedure('diagnosis.run').output(diagnosisSchema),
  /** Makes every check and writes the archive for support, without pictures and secrets. */
  archive: procedure('diagnosis.run').output(
    z.object({
      /** Id for the media kind `support-archive`; valid for an hour. */
      archiveId: z.number().int().positive(),
      fileName: z.string(),
    }),
  ),
};
