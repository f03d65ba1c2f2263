import { formatOf } from './image-format.ts';
import { tiffPages, wholePages } from './tiff-pages.ts';

/** How many pages of a picture's file are not read: of a TIFF that holds several pictures, all but one. */
export function furtherPages(bytes: Uint8Array): number {
  return formatOf(bytes) === 'tiff' ? Math.max(wholePages(tiffPages(bytes)).length - 1, 0) : 0;
}
