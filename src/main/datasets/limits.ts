/** Size limit of an image file in an imported folder, bytes. */
export const maximumImageBytes = 100_000_000;
