import type { causes as schema } from '../en/causes.ts';

export const causes: typeof schema = {
  edit: 'Ursachen …',
  title: 'Ursachen von {product}',
  text: 'Sie werden bei jeder Entscheidung zu einem Teil angeboten. Entschiedenes behält die damals angegebene Ursache.',
  none: 'Noch keine Ursachen. Den Anfang machen meist die häufigsten Defekte und was ihnen ähnlich sieht.',
  new: 'Neue Ursache',
  placeholder: 'z. B. Kratzer, Staub auf dem Objektiv',
  add: 'Hinzufügen',
  name: 'Ursache {place}',
  up: '„{cause}“ nach oben',
  down: '„{cause}“ nach unten',
  remove: '„{cause}“ entfernen',
  removed: 'Ursache „{cause}“ entfernt',
  renamed: 'Die Ursache heißt jetzt „{cause}“',
  keys: 'Eingabe übernimmt einen Namen, Esc verwirft ihn, Alt ↑ und Alt ↓ verschieben.',
  problems: {
    missing: 'Eine Ursache braucht einen Namen.',
    tooLong: 'Eine Ursache hat höchstens 80 Zeichen.',
    taken: 'Diese Ursache steht schon in der Liste.',
    tooMany: 'Mehr Ursachen lassen sich nicht zur Wahl stellen. Zuerst eine entfernen.',
  },
  choose: 'Ursache',
  unstated: 'Ohne Ursache',
};
