/**
 * The codes of all expected failures. The window and the command line decide by the code, never by the
 * message.
 */
export const errorCodes = [
  'BAD_INPUT',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'CONFLICT',
  'FORBIDDEN',
  'UNREADABLE_IMAGE',
  'NO_IMAGES',
  'TOO_FEW_IMAGES',
  'NO_PERMISSION',
  'NO_TEACHER',
  'NO_ACTIVE_MODEL',
  'NOT_RELEASED',
  'NOTE_NEEDED',
  'CORRUPT_MODEL',
  'CORRUPT_FILE',
  'DATABASE_TOO_NEW',
  'DATABASE_LOCKED',
  'PORT_IN_USE',
  'CAMERA_UNAVAILABLE',
  'UNREACHABLE',
  'WORKER_FAILED',
  'DISK_FULL',
  'CANCELLED',
  'NATIVE_LIBRARY',
  'OUT_OF_PLACE',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An expected failure. Its message names the cause and says what to do. */
export class StationError extends Error {
  readonly code: ErrorCode;
  /** Technical detail for support (a path, a native message); shown on request. */
  readonly detail: string | undefined;

  constructor(code: ErrorCode, message: string, detail?: string) {
    super(message);
    this.name = 'StationError';
    this.code = code;
    this.detail = detail;
  }
}

/** Returns the message of any thrown value. Some libraries throw objects with a message that are no errors. */
export function messageOf(error: unknown): string {
  const hasMessage = typeof error === 'object' && error !== null && 'message' in error;
  return hasMessage ? String(error.message) : String(error);
}
