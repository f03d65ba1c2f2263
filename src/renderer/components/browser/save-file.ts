/** How long the bytes are kept for the browser to write them, milliseconds. */
const keptFor = 60_000;

/** Hands bytes to the browser, which saves them as it saves downloads. */
export function saveFile(bytes: Blob, name: string): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keptFor);
}
