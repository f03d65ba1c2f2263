/** Whether two stations mean one product: case, spaces around it and how accents are written do not tell products apart. */
export const isSameProduct = (one: string, other: string): boolean => plain(one) === plain(other);

const plain = (name: string): string => name.normalize('NFC').trim().toLowerCase();
