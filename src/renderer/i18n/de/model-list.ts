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
  duplicate: 'Als Vorlage kopieren …',
  duplicateText:
    'Es hat Bereich, Ursachen und Einstellungen von {name}; Bilder, Modelle und dessen Code bleiben dort.',
  fileText: 'Eine Datei mit Graph, Karte und Gelerntem; eine andere Station nimmt sie auf.',
  fileSave: 'Als Datei speichern',
  fileSaved: 'Als {file} gespeichert',
  fileChoose: 'Datei dieses Computers wählen …',
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
  reviews: 'Zur Nachprüfung',
  scores: 'Scores beider Modelle',
  scoresLabel: 'Scores guter und fehlerhafter Bilder beider Modelle, je als Anteile',
  good: '{model}: gut',
  defective: '{model}: fehlerhaft',
};

export const goodParts: Messages['goodParts'] = {
  title: 'Scores der guten Bilder',
  label: 'Scores der guten Bilder, aus denen die Grenzen stammen, mit beiden Grenzen',
  worst: 'Die schlechtesten guten Bilder',
  bar: 'Gute Bilder mit Scores von {from} bis {to}',
  all: 'Die schlechtesten',
  leaveOut: 'Weglassen',
  leftOut: 'Weggelassen',
  retrain: 'Ohne sie neu trainieren',
  leftCount: '{count} seit diesem Training weggelassen.',
  hint: 'Ein Klick auf einen Balken zeigt seine Bilder. Was kein gutes Teil ist, wird aus dem nächsten Training weggelassen: Grenzen können an einem einzigen Bild hängen.',
};
