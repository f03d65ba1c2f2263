import { common } from '../../../../shared/words/de.ts';
import type { ReportWords } from './en.ts';

export const de: ReportWords = {
  title: 'Prüfbericht',
  allProducts: 'Alle Produkte',
  page: 'Seite {page} von {pages}',
  facts: {
    station: 'Station',
    period: 'Zeitraum',
    inspected: 'Geprüft von – bis',
    model: 'Modell',
    allModels: 'Alle Modelle',
    timeZone: 'Zeitzone',
    written: 'Erstellt',
    writtenBy: '{time}, Loupe {version}',
  },
  periods: { all: 'Das ganze Protokoll', between: '{from} – {to}', since: 'Ab {from}', until: 'Bis {to}' },
  counts: {
    inspected: 'Geprüft',
    good: 'Gut',
    review: 'Prüfen',
    defect: 'Defekt',
    yield: 'Gutanteil',
    entries: 'Im Protokoll',
  },
  counted: {
    parts: 'Prüfungen von je einem Teil: {count}.',
    frames:
      'Bilder von Live-Kameras, die ein Teil in vielen Bildern sehen: {count}. Der Gutanteil zählt Bilder; ein Eintrag im Protokoll ist ein Teil im Blick, höchstens einer je Sekunde.',
  },
  nothing: 'In diesem Zeitraum wurde nichts geprüft.',
  yield: {
    title: 'Gutanteil im Zeitverlauf',
    hour: 'Ein Balken je Stunde.',
    day: 'Ein Balken je Tag.',
    week: 'Ein Balken je Woche.',
  },
  causes: {
    ...common.causes,
    none: 'Keine Entscheidung nennt eine Ursache.',
    undecided: 'Offen: {count}',
  },
  rates: {
    ...common.rates,
    interval: '95-%-Intervall (Wilson)',
    parts: 'Geprüfte Teile: {count}',
    escapesText:
      'Defekte, die das Modell gut nennt, stehen nicht im Protokoll; niemand entscheidet über sie.',
    undecided:
      'Die Raten zählen nur entschiedene Einträge, so wie Menschen sie ausgewählt haben. Offene Einträge: {count}.',
  },
  entries: {
    ...common.facts,
    title: 'Einträge des Protokolls',
    shown: 'Gezeigt: {shown} von {total}, der höchste Score zuerst.',
    none: 'In diesem Zeitraum liegt kein Eintrag des Protokolls.',
    entry: 'Eintrag {id}',
    picture: 'Bild',
    heatmap: 'Heatmap mit Umriss',
    noPicture: 'Bild fehlt',
    noHeatmap: 'Heatmap fehlt',
    score: 'Score {score}',
    time: 'Zeit',
    product: 'Produkt',
    off: 'aus',
    regions: 'Flächen, größte',
    model: 'Modell',
    source: 'Quelle',
    file: 'Datei',
    decision: 'Entscheidung',
    undecided: 'Offen',
    decidedBy: '{decision}, {name}, {time}',
    cause: 'Ursache',
    note: 'Notiz: {note}',
  },
  sources: common.sources,
  unlike: common.unlike,
};
