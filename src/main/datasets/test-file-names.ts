import type { DatasetImage } from '../../shared/contract/datasets.ts';

/** The kind that a test image is measured as: `good`, or what its defect is called. */
export function testKind({ label, kind }: Pick<DatasetImage, 'label' | 'kind'>): string {
  return label === 'good' ? 'good' : (kind ?? 'defect');
}

/**
 * What test images are called in an evaluation: `test/<kind>/<name>`. Where two of a kind have one name, the later ones
 * carry their id.
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
