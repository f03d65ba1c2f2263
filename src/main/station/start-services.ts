/** A service that stops at once when the station closes. */
interface Closing {
  close(): void;
}

/** A service that finishes its current work when the station closes. */
interface Finishing {
  close(): Promise<void>;
}

/** The services that start and stop with the station. */
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
 * Clears up after a killed station, then opens the station to the line. Waiting parts are logged before their sessions end.
 * On failure the services that were started are stopped.
 *
 * @param open connects the station to the line
 * @throws StationError, SQLite's errors
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

/** Ends sessions, outputs, jobs and workers in the order of their dependencies; afterwards the log is complete. */
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
