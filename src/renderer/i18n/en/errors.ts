import type { FailureCode } from '../../transport/failure.ts';

/** Title and remedy of each failure; the station's own message names the affected thing. */
export const errors = {
  BAD_INPUT: { title: 'This input is not valid', remedy: 'Correct the input and try again.' },
  NOT_FOUND: {
    title: 'Not found',
    remedy: 'Check the name or the path; it may have been removed meanwhile.',
  },
  ALREADY_EXISTS: { title: 'Exists already', remedy: 'Choose another name, or use the one there is.' },
  CONFLICT: { title: 'Not possible at the moment', remedy: 'Wait for what is running to end, or stop it.' },
  FORBIDDEN: { title: 'Not permitted', remedy: 'Ask someone who holds the role for it.' },
  UNREADABLE_IMAGE: {
    title: 'A picture cannot be read',
    remedy: 'Replace the file; PNG, JPEG, BMP and TIFF are read.',
  },
  NO_IMAGES: { title: 'No pictures there', remedy: 'Choose a folder that holds pictures of good parts.' },
  TOO_FEW_IMAGES: { title: 'Too few pictures', remedy: 'Add more pictures of good parts.' },
  NO_PERMISSION: {
    title: 'No access to a file or folder',
    remedy: 'Give the station’s user access to it, or choose another.',
  },
  NO_TEACHER: {
    title: 'The teacher network is missing',
    remedy: 'Choose another preset, or put the teacher in place.',
  },
  NO_ACTIVE_MODEL: { title: 'No model is active', remedy: 'Train the product and activate its model.' },
  NOT_RELEASED: {
    title: 'The line is not released',
    remedy: 'Check the known parts in Shift, or have an engineer release the line.',
  },
  NOTE_NEEDED: {
    title: 'Too many known defects pass',
    remedy: 'Choose other limits, or say in the note why the model is activated nevertheless.',
  },
  CORRUPT_MODEL: {
    title: 'The model’s files were changed',
    remedy: 'Activate another model, train again, or restore the files from a backup.',
  },
  CORRUPT_FILE: { title: 'A file is damaged', remedy: 'Restore the file from a backup.' },
  DATABASE_TOO_NEW: {
    title: 'The database is from a newer version',
    remedy: 'Start the newer version of the program. Nothing was changed.',
  },
  DATABASE_LOCKED: { title: 'The database is in use', remedy: 'End the other station on the same folder.' },
  PORT_IN_USE: { title: 'The port is in use', remedy: 'End the other program, or choose another port.' },
  CAMERA_UNAVAILABLE: {
    title: 'The camera is not available',
    remedy: 'Check cable, power and permission, then try again.',
  },
  UNREACHABLE: {
    title: 'The receiver cannot be reached',
    remedy: 'Check its address and the network. What waits leaves by itself.',
  },
  WORKER_FAILED: {
    title: 'A process of the station has ended',
    remedy: 'It starts again by itself; try again.',
  },
  DISK_FULL: { title: 'The disk is full', remedy: 'Free some space, then try again.' },
  CANCELLED: { title: 'Cancelled', remedy: 'Start it again when needed.' },
  NATIVE_LIBRARY: {
    title: 'A library cannot be loaded',
    remedy: 'Run the set-up again; it puts the missing library in place.',
  },
  OUT_OF_PLACE: {
    title: 'The part is out of place',
    remedy: 'Put the part into the picture as the good images show it, or correct the camera.',
  },
  CONNECTION_LOST: {
    title: 'The station does not answer',
    remedy: 'Check that it is running. The window reconnects by itself.',
  },
  INTERNAL: {
    title: 'An error in the program',
    remedy: 'Try again. If it comes back, send the detail to whoever looks after the station.',
  },
} satisfies Record<FailureCode, { title: string; remedy: string }>;
