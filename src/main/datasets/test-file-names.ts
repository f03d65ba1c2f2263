import type { DatasetImage } from '../../shared/contract/datasets.ts';

/** Returns the kind as which a test image is measured: `good`, or the name of its defect. */
export function testKind({ label, kind }: Pick<DatasetImage, 'label' | 'kind'>): string {
  return label === 'good' ? 'good' : (kind ?? 'defect');
}

/**
 * Returns the names of test images in an evaluation: `test/<kind>/<name>`. If two images of a kind have one name, the later one's also
 * has its id.
 */
export function testFileNames(
  images: readonly Pick<DatasetImage, 'id' | 'name' | 'label' | 'kind'>[],
): string[] {
  const taken = new Set<string>();
  return images.map((image) => {
    const { id, name } = image;
    const folder = `test/${testKind(image).replaceAll('/', '-')}`;
    const plain = `${folder}/${name}`;
    const file = taken.has(plain) ? `${folder}/${id}-${name}` : plain;
    taken.add(file);
    return file;
  });
}
