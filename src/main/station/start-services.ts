/** What ends with the station, at once. */
interface Closing {
  close(): void;
}

/** What ends with the station, once it has finished what is under way. */
interface Finishing {
  close(): Promise<void>;
}

/** The services that begin and end with the station. */
export interface RunningServices {
  readonly sweep: Finishing & { start(): Promise<void> };
  readonly frameTimes: Closing;
  readonly databaseCheck: Closing;
  readonly disk: Closing;
  readonly retention: Closing & { start(): void };
  readonly diagnosis: Closing;
  readonly explanation: Closing;
  readonly imageCheck: Closing;
  readonly inspection: Finishing & { recover(): () => void };
  readonly logWriter: Finishing & { recover(): Promise<void>; onceWritten(act: () => void): void };
  readonly outputs: Finishing;
  readonly plant: Finishing & { start(): void };
  readonly inference: Closing;
  readonly training: Finishing & { recover(): Promise<void> };
  readonly backups: Finishing & { start(): void };
  readonly scheduledReports: Finishing & { start(): void };
  readonly patient: Closing;
  readonly statistics: Finishing;
  readonly signIns: Closing & { start(): void };
  readonly audit: Closing & { start(): void };
  readonly changes: Closing;
}

/**
 * Clears up what a station that went away had left, then opens it to the line. Parts that wait are logged before their sessions
 * end. Where it fails, what has begun is ended.
 *
 * @param open opens the station to the line
 * @throws StationError, and what SQLite says
 */
export async function startServices(services: RunningServices, open: () => void): Promise<void> {
  try {
    await services.sweep.start();
    await services.logWriter.recover();
    await services.training.recover();
    services.logWriter.onceWritten(services.inspection.recover());
    open();
    services.plant.start();
    services.retention.start();
    services.audit.start();
    services.backups.start();
    services.scheduledReports.start();
    services.signIns.start();
  } catch (error) {
    await endServices(services);
    throw error;
  }
}

/** Ends sessions, outputs, jobs and workers in the order in which they need each other; the log is complete then. */
export async function endServices(services: RunningServices): Promise<void> {
  await services.sweep.close();
  services.frameTimes.close();
  services.databaseCheck.close();
  services.disk.close();
  services.retention.close();
  services.diagnosis.close();
  services.explanation.close();
  services.imageCheck.close();
  await services.inspection.close();
  await services.logWriter.close();
  await services.outputs.close();
  await services.plant.close();
  services.inference.close();
  await services.training.close();
  await services.backups.close();
  await services.scheduledReports.close();
  services.patient.close();
  await services.statistics.close();
  services.signIns.close();
  services.audit.close();
  services.changes.close();
}
