import type { Job } from '../../shared/contract/training.ts';
import type { DeviceUsed } from '../../shared/contract/training-device.ts';
import type { PatientWriter } from '../database/patient-writer.ts';
import type { JobEnd, JobRepository } from './job-repository.ts';

export interface JobsElsewhereParts {
  readonly jobs: JobRepository;
  readonly patient: Pick<PatientWriter, 'write'>;
  readonly tell: (id: string) => void;
  readonly end: (id: string, how: JobEnd) => void;
}

export type JobsElsewhere = ReturnType<typeof createJobsElsewhere>;

/** Jobs that run on other stations; they survive a restart of this station. */
export function createJobsElsewhere({ jobs, patient, tell, end }: JobsElsewhereParts) {
  return {
    /** The open jobs: `queued` until their images are sent, then `running`. */
    unended: (): Job[] => jobs.elsewhere(),

    sent(id: string): void {
      patient.write(() => {
        if (jobs.start(id, Date.now())) tell(id);
      });
    },

    advance(
      id: string,
      { phase, progress, etaSeconds }: Pick<Job, 'phase' | 'progress' | 'etaSeconds'>,
      device: DeviceUsed | null,
    ): void {
      patient.write(() => {
        jobs.advance(id, phase, progress, etaSeconds);
        if (device !== null) jobs.setDevice(id, device);
        tell(id);
      });
    },

    end: (id: string, how: JobEnd): void => patient.write(() => end(id, how)),
  };
}
