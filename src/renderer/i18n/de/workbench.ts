import type { Messages } from '../en.ts';

export const charts: Messages['charts'] = {
  save: 'Das Diagramm speichern, wie es zu sehen ist',
  saveAs: 'Als {kind} speichern: {name}',
  whole: 'Alles zeigen',
};

export const workbench: Messages['workbench'] = {
  figures: 'Gütezahlen',
  charts: {
    scores: 'Werte und Grenzen',
    at: '{name} {value}',
  },
  histogram: {
    title: 'Werte, und was jede Grenze durchlässt',
    at: 'Bei {score}: {good} gute und {defective} fehlerhafte Bilder in diesem Balken; als Grenze lägen {escapes} der Fehler darunter und {falseRejects} der guten Teile darauf oder darüber.',
  },
  precision: {
    title: 'Präzision und Trefferquote',
    recall: 'Trefferquote: gefundene Fehler',
    precision: 'Präzision',
    label:
      'Präzision über der Trefferquote: Anteil der wirklichen Fehler an dem, was Fehler heißt, über dem Anteil der gefundenen Fehler',
  },
  kinds: {
    title: 'Werte nach Fehlerart',
    label: 'Jedes Testbild bei seinem Wert, nach Fehlerart, mit beiden Grenzen',
  },
  production: {
    title: 'Werte an der Linie',
    line: 'An der Linie',
    none: 'Mit diesem Modell wurde noch kein Teil geprüft.',
    label: 'Werte der Teile an der Linie neben denen guter und fehlerhafter Testbilder, je als Anteile',
    count: '{count} Prüfung der Linie. | {count} Prüfungen der Linie.',
    sampled: 'Es gibt mehr: Diese sind gleichmäßig über die Zeit verteilt.',
  },
  places: {
    title: 'Wo Fehler liegen',
    of: 'Bilder, die gezählt werden',
    defective: 'Fehlerhafte Bilder',
    good: 'Gute Bilder',
    count: '{count} Bild | {count} Bilder',
    most: 'An keiner Stelle erreicht mehr als {count} Bild die Pixelschwelle. | Bis zu {count} Bilder erreichen die Pixelschwelle an derselben Stelle.',
    none: 'Keine Stelle erreicht die Pixelschwelle.',
    unknown: 'Diese Auswertung hat keine Stellen gezählt. Erneut auswerten.',
    label: 'Auf wie vielen Bildern jede Stelle des Teils die Pixelschwelle erreicht',
  },
  gallery: {
    title: 'Testbilder',
    show: 'Bilder, die gezeigt werden',
    quick: {
      escapes: 'Schlupf {count}',
      falseRejects: 'Falsch aussortiert {count}',
      reviews: 'Zur Sichtung {count}',
      all: 'Alle {count}',
    },
    any: 'beliebig',
    heat: 'Heatmap zeigen',
    below: 'Werte unter {to}',
    from: 'Werte ab {from}',
    scores: 'Werte {from} bis {to}',
    allScores: '{range}: alle Werte zeigen',
    count: '{count} Bild | {count} Bilder',
    none: 'Kein Bild ist so.',
    showThese: 'Diese Bilder zeigen',
  },
  correct: {
    legend: 'Was es wirklich zeigt',
    apply: 'Einordnung berichtigen',
    gone: 'Dieses Bild ist kein Testbild mehr.',
    folder: 'In einem Ordner gelten die Namen der Unterordner.',
    changed:
      '{count} Einordnung wurde seit dieser Auswertung berichtigt. Entscheidungen sind neu gezählt; Gütezahlen brauchen eine neue Auswertung. | {count} Einordnungen wurden seit dieser Auswertung berichtigt. Entscheidungen sind neu gezählt; Gütezahlen brauchen eine neue Auswertung.',
    again: 'Erneut auswerten',
  },
};
