/** Why the window's camera gives no pictures; `camera.problems` has a title and a remedy for each. */
export const cameraProblems = [
  'refused',
  'none',
  'busy',
  'unplugged',
  'silent',
  'insecure',
  'failed',
] as const;
export type CameraProblem = (typeof cameraProblems)[number];

/** A camera that cannot be used, and why. */
export class CameraError extends Error {
  readonly problem: CameraProblem;

  constructor(problem: CameraProblem, message: string) {
    super(message);
    this.name = 'CameraError';
    this.problem = problem;
  }
}

/** Names of the exceptions of `getUserMedia` (Media Capture and Streams, section 10.2). */
const problems: Readonly<Record<string, CameraProblem>> = {
  NotAllowedError: 'refused',
  SecurityError: 'insecure',
  NotFoundError: 'none',
  OverconstrainedError: 'unplugged',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** What a failure to open a camera means. `OverconstrainedError` says that the chosen camera is not there. */
export function cameraErrorOf(error: unknown): CameraError {
  if (error instanceof CameraError) return error;
  if (!(error instanceof Error)) return new CameraError('failed', String(error));
  return new CameraError(problems[error.name] ?? 'failed', `${error.name}: ${error.message}`);
}
