import type { Messages } from '../en.ts';

export const folders: Messages['folders'] = {
  browse: 'Durchsuchen …',
  title: 'Einen Ordner auf dem Rechner der Station wählen',
  places: 'Orte',
  up: 'Nach oben',
  images: '{count} Bild liegt direkt darin. | {count} Bilder liegen direkt darin.',
  isModel: 'Ein exportiertes Modell liegt darin.',
  empty: 'Keine Ordner darin.',
  more: 'Nur die ersten {count} werden gezeigt.',
  choose: 'Diesen Ordner wählen',
  recent: 'Zuletzt verwendet',
};
