import type { explanation as schema } from '../en/explanation.ts';

export const explanation: typeof schema = {
  views: {
    label: 'Was über dem Bild liegt',
    map: 'Karte',
    error: 'Fehler e',
    uncertainty: 'Unsicherheit v',
    distance: 'Abstand d',
  },
  hints: {
    map: 'Die Karte, nach der geurteilt wurde: die Summe der anderen.',
    error: 'Wie weit die Schüler verfehlen, was der Lehrer von einer Stelle sagt.',
    uncertainty: 'Wie weit die Schüler über eine Stelle uneins sind.',
    distance: 'Wie weit eine Stelle von der ähnlichsten im Gedächtnis guter Teile entfernt ist.',
  },
  scale: 'Feste Skala in der Einheit der Karte: Farbe beginnt bei der Hälfte von T1.',
  missing: {
    error:
      'Dieses Modell hat keine Schüler, die sich irren könnten: Seine Karte ist allein der Abstand zu seinem Gedächtnis.',
    uncertainty:
      'Unsicherheit ist kein Teil dieser Karte: Das Modell hat keine Schüler, nur einen, der mit niemandem uneins sein kann, oder zählt sie nicht.',
    distance: 'Dieses Modell hat kein Gedächtnis: Seine Karte kommt allein von seinen Schülern.',
  },
  picker: 'Werte im Bild ablesen: Pfeiltasten bewegen die Stelle, mit Umschalt um acht, Escape lässt sie los',
  pick: 'Auf eine Stelle zeigen oder tippen oder die Pfeiltasten benutzen, um ihre Werte zu lesen.',
  whole: 'Karte {value}',
  outside: 'Außerhalb des geprüften Bereichs',
  busy: 'Die Karte wird zerlegt …',
  similar: {
    title: 'Ähnliche Fehler',
    to: 'Ähnlich wie Eintrag {id}',
    back: 'Zurück zu Eintrag {id}',
    find: 'Ähnliche suchen',
    stop: 'Anhalten',
    describing: 'Einträge werden betrachtet',
    comparing: 'Vergleiche …',
    progress: 'Der Lehrer betrachtet {done} von {total} Einträgen',
    stopped: 'Angehalten. Was der Lehrer bis hierher gesehen hat, bleibt erhalten.',
    none: 'Es gibt keinen anderen Eintrag dieses Produkts zum Vergleichen.',
    compared: 'Verglichen mit {count} Eintrag. | Verglichen mit den neuesten {count} Einträgen.',
    unreadable: '{count} Bild fehlt oder ist beschädigt. | {count} Bilder fehlen oder sind beschädigt.',
    more: 'Auch mit älteren vergleichen',
    entry: 'Eintrag {id}, Ähnlichkeit',
  },
};
