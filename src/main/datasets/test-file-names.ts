import type { DatasetImage } from '../../shared/contract/datasets.ts';

/**
 * What test images are called in an evaluation: `test/<kind>/<name>`. Where two of a kind have one name, the later ones
 * carry their id.
 */
export function testFileNames(
  images: readonly Pick<DatasetImage, 'id' | 'name' | 'label' | 'kind'>[],
): string[] {
  const taken = new Set<string>();
  return images.map(({ id, name, label, kind }) => {
    const folder = `test/${label === 'good' ? 'good' : (kind ?? 'defect').replaceAll('/', '-')}`;
    const plain = `${folder}/${name}`;
    const file = taken.has(plain) ? `${folder}/${id}-${name}` : plain;
    taken.add(file);
    return file;
  });
}
