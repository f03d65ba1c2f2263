/** Largest image file that a dataset takes, bytes. */
export const maximumImageBytes = 100_000_000;
