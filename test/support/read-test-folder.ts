import { readLabelledFolder, type TestImage } from '../../src/main/images/test-folder.ts';

/** Reads only the images of a labelled folder. @throws as `readLabelledFolder` */
export async function readTestFolder(folder: string): Promise<TestImage[]> {
  return [...(await readLabelledFolder(folder)).images];
}
