import type { Messages } from '../en.ts';

export const dataset: Messages['dataset'] = {
  purpose: {
    label: 'Bilder für',
    training: 'Training (gut)',
    test: 'Test',
  },
  testCount: '{good} gute und {defective} fehlerhafte Testbilder, {masks} umrandet',
  filter: {
    label: 'Angezeigt',
    all: 'Alle',
    good: 'Gut',
    unnamed: 'Fehler ohne Angabe der Art',
  },
  emptyTest: {
    title: 'Noch keine Testbilder',
    text: 'Gute und fehlerhafte Bilder, deren Wahrheit bekannt ist, zeigen, was ein Modell taugt. Hierher ziehen oder einen Ordner mit test/good, test/ART und ground_truth/ART/NAME_mask.png einlesen: Zuordnung und Masken kommen mit.',
    filtered: 'Hier ist kein Bild übrig.',
  },
  incoming: {
    title: '{count} Bild hinzufügen | {count} Bilder hinzufügen',
    label: 'Neue Bilder sind',
    roles: {
      training: 'Gut, fürs Training',
      good: 'Gut, für den Test',
      defect: 'Fehlerhaft, für den Test',
    },
    accept: 'Hinzufügen',
    refused: 'Eine Art von Fehler heißt nicht „good“.',
    folderHint:
      'Ein Ordner mit train/good, test/ART und ground_truth/ART bringt Zuordnung und Masken selbst mit.',
    kind: 'Art des Fehlers',
    placeholder: 'Zum Beispiel: Riss',
  },
  tile: {
    select: '{name} auswählen',
    good: 'Gut',
    defect: 'Fehler',
    mask: 'Umrandet',
  },
  selection: {
    label: 'Ausgewählte Bilder',
    count: '{count} ausgewählt',
    all: 'Alle {count} auswählen',
    clear: 'Auswahl aufheben',
    hint: 'Leertaste wählt aus, Umschalt mit Klick oder Pfeiltaste erweitert, Strg+A nimmt alle.',
    toTraining: 'Ins Training (gut)',
    toTestGood: 'In den Test als gut',
    toTestDefect: 'In den Test als fehlerhaft',
    good: 'Gut',
    defect: 'Fehlerhaft',
    remove: 'Entfernen',
    removed: '{count} Bild entfernt | {count} Bilder entfernt',
  },
  labelled: {
    training: '{count} Bild dient jetzt dem Training | {count} Bilder dienen jetzt dem Training',
    good: '{count} Testbild ist als gut zugeordnet | {count} Testbilder sind als gut zugeordnet',
    defect: '{count} Testbild ist als Fehler zugeordnet | {count} Testbilder sind als Fehler zugeordnet',
    kind: '{count} Testbild ist als {kind} zugeordnet | {count} Testbilder sind als {kind} zugeordnet',
    failed: 'Bilder zuordnen',
  },
  evaluate: {
    source: 'Gemessen an',
    own: 'Testbilder dieses Produkts',
    ownCount: '{good} gut, {defective} fehlerhaft',
    folder: 'Ein Ordner',
    onOwn: 'an den eigenen Testbildern des Produkts',
  },
  log: {
    addToTest: 'Zu den Testbildern',
    addedToTest: 'Zu den Testbildern von {product} hinzugefügt',
  },
};
