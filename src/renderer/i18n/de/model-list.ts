import type { Messages } from '../en.ts';

export const modelList: Messages['modelList'] = {
  compare: 'Zum Vergleichen',
  compareTwo: 'Zwei vergleichen',
  actions: 'Aktionen',
  edit: 'Name und Notiz …',
  pin: 'Oben anheften',
  unpin: 'Lösen',
  archive: 'Archivieren',
  restore: 'Aus dem Archiv zurückholen',
  archived: '{name} archiviert',
  pinned: 'Angeheftet',
  isArchived: 'Archiviert',
  tick: '{name} vergleichen',
  more: 'Mehr zu {name}',
  editTitle: 'Name und Notiz des Modells',
  name: 'Name (leer: Voreinstellung und Zeit)',
  note: 'Notiz',
  save: 'Speichern',
  withArchived: '{count} archivierte zeigen',
  columns: {
    name: 'Name',
    createdAt: 'Erstellt',
    escapes: 'Schlupf',
    falseRejects: 'Falsch aussortiert',
    imageAuroc: 'Bild-AUROC',
    auPro: 'AU-PRO',
    frameMs: 'Zeit je Bild',
  },
};

export const bothModels: Messages['bothModels'] = {
  outcome: 'Was jedes an seinen Grenzen entscheidet',
  figure: 'Größe',
  reviews: 'Zur Sichtung',
  scores: 'Werte beider Modelle',
  scoresLabel: 'Werte guter und fehlerhafter Bilder beider Modelle, je als Anteile',
  good: '{model}: gut',
  defective: '{model}: fehlerhaft',
};
