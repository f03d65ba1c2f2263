/**
 * A name as a part of a file's name: letters and digits of any script, the rest as dashes, so that no system, browser or header gives
 * them another meaning. Empty where nothing is left.
 */
export function namePart(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
}
