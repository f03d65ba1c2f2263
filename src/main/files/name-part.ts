/**
 * Makes a part of a file name from a name: letters and digits of any script stay, other characters become dashes, because some system,
 * browser or header could give them a meaning. The result may be empty.
 */
export function namePart(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
}
