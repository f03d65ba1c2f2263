/**
 * Whether two names or codes look the same to people: case, spaces around them and how accents are written do not
 * tell them apart. A Mac and some programs write accents as characters of their own.
 */
export const isSameName = (one: string, other: string): boolean => plain(one) === plain(other);

const plain = (name: string): string => name.normalize('NFC').trim().toLowerCase();
