/** How long the bytes stay available for the browser to write them, milliseconds. */
const keptFor = 60_000;

/** Saves bytes as a download of the browser. */
export function saveFile(bytes: Blob, name: string): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keptFor);
}
