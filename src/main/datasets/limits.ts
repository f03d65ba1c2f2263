/** Largest image file that a dataset takes from a folder, bytes. */
export const maximumImageBytes = 100_000_000;
