/** Reasons why the window's camera delivers no pictures; `camera.problems` has a title and a remedy for each. */
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

/** An unusable camera, with the reason. */
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

/** Finds the reason in a failure to open a camera. `OverconstrainedError` means that the chosen camera is missing. */
export function cameraErrorOf(error: unknown): CameraError {
  if (error instanceof CameraError) return error;
  if (!(error instanceof Error)) return new CameraError('failed', String(error));
  return new CameraError(problems[error.name] ?? 'failed', `${error.name}: ${error.message}`);
}
