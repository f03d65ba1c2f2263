import type { Messages } from '../en.ts';

export const picture: Messages['picture'] = {
  toolbar: 'Darstellung des Bildes',
  heat: 'Heatmap',
  outline: 'Nur Umriss',
  opacity: 'Deckkraft der Heatmap',
  beside: 'Bild ohne Heatmap daneben',
  scale: 'Skala der Heatmap',
  scales: { product: 'Skala: Produkt', model: 'Skala: Modell', picture: 'Skala: dieses Bild' },
  scaleHints: {
    product:
      'Von T1 bis zum Doppelten von T2, darunter durchsichtig. Gleiche Farbe heißt gleicher Score in jedem Bild.',
    model:
      'Von 0 bis zum Doppelten von T2, damit auch zu sehen ist, was unter T1 liegt. Gleiche Farbe heißt gleicher Score.',
    picture: 'Vom niedrigsten bis zum höchsten Score dieses Bildes. Nicht mit anderen Bildern vergleichbar.',
  },
  larger: 'Vergrößern',
  smaller: 'Verkleinern',
  fit: 'Ganzes Bild',
  actual: 'Ein Pixel des Bildes auf einem des Bildschirms',
  print: 'Bild drucken',
  previous: 'Voriges Bild',
  next: 'Nächstes Bild',
  place: '{place} von {count}',
  truth: 'blaue Linie: von Hand umrandet',
  keys: {
    heat: 'Heatmap ein oder aus; gehalten: nur solange',
    outline: 'Nur der Umriss der Heatmap oder auch ihre Farben',
    beside: 'Bild ohne Heatmap daneben',
  },
};
