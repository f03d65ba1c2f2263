/** Largest image file that a dataset takes from a folder, bytes. */
export const maximumImageBytes = 100_000_000;

/** Largest image file that a window may send, bytes: it crosses as one message, which hosts bound at 65 MiB. */
export const maximumUploadBytes = 60_000_000;
