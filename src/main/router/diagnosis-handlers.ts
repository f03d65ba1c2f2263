import type { AuditService } from '../audit/service.ts';
import type { DiagnosisService } from '../diagnosis/service.ts';
import type { guardedContract } from './middleware.ts';

/** Makes the handlers for the diagnosis; the audit trail records downloads of archives. */
export function diagnosisHandlers(
  os: ReturnType<typeof guardedContract>,
  diagnosis: DiagnosisService,
  { note }: Pick<AuditService, 'note'>,
) {
  return {
    run: os.diagnosis.run.handler(() => diagnosis.run()),
    archive: os.diagnosis.archive.handler(async () => {
      const kept = await diagnosis.archive();
      note({ code: 'diagnosis.exported', subject: kept.fileName });
      return kept;
    }),
  };
}
