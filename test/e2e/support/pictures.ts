import sharp from 'sharp';

/** Finds the file that a picture most likely shows. @returns the file with the smallest difference, pixel by pixel */
export async function closestPicture(picture: Uint8Array, files: readonly string[]): Promise<string> {
  const sought = await small(picture);
  const differences = await Promise.all(
    files.map(async (file) => {
      const pixels = await small(file);
      return pixels.reduce((sum, value, index) => sum + Math.abs(value - (sought[index] ?? 0)), 0);
    }),
  );
  return files[differences.indexOf(Math.min(...differences))] ?? '';
}

function small(picture: Uint8Array | string): Promise<Buffer> {
  return sharp(picture).removeAlpha().resize(96, 96, { fit: 'fill' }).raw().toBuffer();
}
