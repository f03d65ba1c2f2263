import type { Messages } from '../en.ts';

export const charts: Messages['charts'] = {
  save: 'Das Diagramm speichern, wie es zu sehen ist',
  saveAs: 'Als {kind} speichern: {name}',
  whole: 'Alles zeigen',
};

export const workbench: Messages['workbench'] = {
  figures: 'Gütezahlen',
  charts: {
    scores: 'Scores und Grenzen',
    at: '{name} {value}',
  },
  histogram: {
    title: 'Scores, und was jede Grenze durchlässt',
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
    title: 'Scores nach Fehlerart',
    label: 'Jedes Testbild bei seinem Score, nach Fehlerart, mit beiden Grenzen',
  },
  production: {
    title: 'Scores an der Linie',
    line: 'An der Linie',
    none: 'Mit diesem Modell wurde noch kein Teil geprüft.',
    label: 'Scores der Teile an der Linie neben denen guter und fehlerhafter Testbilder, je als Anteile',
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
    unknown: 'Diese Bewertung hat keine Stellen gezählt. Erneut bewerten.',
    label: 'Auf wie vielen Bildern jede Stelle des Teils die Pixelschwelle erreicht',
  },
  gallery: {
    title: 'Testbilder',
    show: 'Bilder, die gezeigt werden',
    quick: {
      escapes: 'Schlupf {count}',
      falseRejects: 'Falsch aussortiert {count}',
      reviews: 'Zur Nachprüfung {count}',
      all: 'Alle {count}',
    },
    any: 'beliebig',
    heat: 'Heatmap zeigen',
    below: 'Scores unter {to}',
    from: 'Scores ab {from}',
    scores: 'Scores {from} bis {to}',
    allScores: '{range}: alle Scores zeigen',
    count: '{count} Bild | {count} Bilder',
    none: 'Kein Bild passt dazu.',
    showThese: 'Diese Bilder zeigen',
  },
  correct: {
    legend: 'Was es wirklich zeigt',
    apply: 'Zuordnung berichtigen',
    gone: 'Dieses Bild ist kein Testbild mehr.',
    folder: 'In einem Ordner gelten die Namen der Unterordner.',
    changed:
      '{count} Zuordnung wurde seit dieser Bewertung berichtigt. Entscheidungen sind neu gezählt; Gütezahlen brauchen eine neue Bewertung. | {count} Zuordnungen wurden seit dieser Bewertung berichtigt. Entscheidungen sind neu gezählt; Gütezahlen brauchen eine neue Bewertung.',
    again: 'Erneut bewerten',
  },
};
