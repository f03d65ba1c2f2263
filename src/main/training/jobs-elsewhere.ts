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

/** Jobs that another station trains, for whoever talks to it: they outlast a restart of this one. */
export function createJobsElsewhere({ jobs, patient, tell, end }: JobsElsewhereParts) {
  return {
    /** `queued`: its images have not left yet. `running`: they have. */
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
