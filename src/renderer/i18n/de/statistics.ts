import { common } from '../../../shared/words/de.ts';
import type { statistics as schema } from '../en/statistics.ts';

export const statistics: typeof schema = {
  title: 'Statistik',
  tabs: { label: 'Sichten', log: 'Protokoll', statistics: 'Statistik' },
  asTable: 'Als Tabelle',
  filters: {
    weekday: 'Wochentag',
    weekdayText:
      'Ein Wochentag grenzt Gutanteil, Ursachen und Entscheidungen ein; Regelkarte, CSV und Bericht nehmen alle Tage.',
    spans: { today: 'Heute', week: '7 Tage', month: '30 Tage', all: 'Alle', custom: 'Von – bis' },
  },
  counted: {
    parts: '{count} Teil. | {count} Teile.',
    frames: 'Daneben {count} Bild frei laufender Kameras. | Daneben {count} Bilder frei laufender Kameras.',
    framesAlone: '{count} Bild frei laufender Kameras. | {count} Bilder frei laufender Kameras.',
    framesText:
      'Eine solche Kamera sieht ein Teil in vielen Bildern: Bilder sind keine Teile und haben keinen Gutanteil. Ein Eintrag im Protokoll ist ein Teil im Blick, höchstens einer je Sekunde.',
    frameCounts: 'Bilder: {good} gut, {review} zu prüfen, {defect} defekt, {uninspected} nicht geprüft.',
  },
  yield: {
    title: { parts: 'Teile und Gutanteil im Zeitverlauf', frames: 'Bilder im Zeitverlauf' },
    label:
      'Was aus den Teilen wurde, und der Gutanteil im Zeitverlauf; dieselben Zahlen stehen in der Tabelle darunter.',
    words: {
      parts:
        '{time}: {arrived} Teile, Gutanteil {yield}, {review} zu prüfen, {defect} defekt, {uninspected} nicht geprüft, {entries} im Protokoll',
      frames:
        '{time}: {arrived} Bilder, {review} zu prüfen, {defect} defekt, {uninspected} nicht geprüft, {entries} im Protokoll',
    },
    total: 'Insgesamt',
    arrived: { parts: 'Teile', frames: 'Bilder' },
    entries: 'Im Protokoll',
    open: 'Im Protokoll öffnen',
  },
  causes: {
    ...common.causes,
    of: 'Ursachen von',
    none: 'Noch nennt keine Entscheidung eine Ursache. Sie wird mit der Entscheidung zu einem Eintrag angegeben.',
    undecided: 'Offen',
  },
  rates: {
    few: 'Weniger als zehn Entscheidungen: zu wenige für eine Aussage',
    ...common.rates,
    interval: '95-%-Intervall',
    parts: '{count} Teil geprüft | {count} Teile geprüft',
    undecided:
      'Die Raten zählen nur entschiedene Einträge, so wie Menschen sie ausgewählt haben; {count} Eintrag ist offen. | Die Raten zählen nur entschiedene Einträge, so wie Menschen sie ausgewählt haben; {count} Einträge sind offen.',
  },
  drift: {
    title: 'Drift des Scores',
    label: 'Regelkarte der Bild-Scores',
    chart: 'Karte',
    individuals: 'Einzelwerte, gleitende Spannweite',
    subgroups: 'Mittel von {size} (X̄)',
    baseline: 'Grundlage',
    baselines: { first: 'Erste 20 Punkte', validation: 'Validierungsbilder' },
    choose: 'Ein Produkt wählen: Scores verschiedener Modelle sind nicht vergleichbar.',
    noModel: 'Dieses Produkt hat kein aktives Modell. Ein Modell wählen.',
    nothing: 'Weniger als {size} Prüfungen in dieser Zeit.',
    point: 'Punkt {number}: {time}, Score {score}',
    centre: 'Mittellinie {value}',
    limits: 'Eingriffsgrenzen {lower}, {upper}',
    inForce: 'T1 {review}, T2 {defect} (gelten jetzt)',
    beyond: 'Außerhalb der Grenzen',
    other: 'Folge oder Trend',
    few: {
      first:
        'Eingriffsgrenzen brauchen {needed} Punkte; es gibt {there}. Eine längere Zeit oder kleinere Gruppen wählen.',
      validation: 'Eingriffsgrenzen brauchen {needed} Validierungsbilder; dieses Modell hat {there}.',
    },
    unstable:
      '{count} Punkt der Grundlage liegt außerhalb der Grenzen: eine Zeit wählen, die ruhig beginnt. | {count} Punkte der Grundlage liegen außerhalb der Grenzen: eine Zeit wählen, die ruhig beginnt.',
    sampled:
      'Mehr Prüfungen, als sich zeichnen lassen: je {size} aufeinanderfolgende aus bis zu 200 gleichen Zeitabschnitten.',
    frames:
      'Live-Bilder, die aufeinanderfolgen, zeigen dasselbe Teil und unterscheiden sich wenig; die Grenzen werden zu eng. Die Karte der Einzelwerte nimmt jeweils nur eines.',
    signal: '{rule}: {count}-mal, zuletzt {time} | {rule}: {count}-mal, zuletzt {time}',
    quiet: 'Keine Regel ist verletzt: kein Anzeichen von Drift.',
    rules: common.controlRules,
  },
  export: {
    log: 'Protokoll als CSV',
    report: 'Bericht als PDF',
    reportText:
      'Zahlen zu dem, was die Filter zeigen, dann die Einträge mit den höchsten Scores, je mit Bild und Heatmap.',
    entries: 'Einträge mit Bildern, höchstens',
    entriesInvalid: 'Eine ganze Zahl von 0 bis {most} ist nötig.',
    language: 'Sprache des Berichts',
    write: 'Bericht schreiben',
    missing:
      '{count} Bild des Berichts fehlt oder ist beschädigt; an seiner Stelle steht das im Bericht. | {count} Bilder des Berichts fehlen oder sind beschädigt; an ihrer Stelle steht das im Bericht.',
    logRunning: 'Das Protokoll wird geschrieben: {done} von {total} Einträgen',
    reportRunning: 'Der Bericht wird geschrieben: {done} von {total} Schritten',
  },
  empty: {
    title: 'In dieser Zeit wurde nichts geprüft',
    text: 'Zahlen erscheinen, sobald die Station Teile geprüft hat.',
    all: 'Alles zeigen',
  },
};
