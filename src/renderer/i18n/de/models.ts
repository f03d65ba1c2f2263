import type { Messages } from '../en.ts';

export const models: Messages['models'] = {
  takeOver: {
    field: 'Modell übernehmen lassen, wenn es besser ist',
    rule: 'Es wird dann auf den Testbildern des Produkts mit dem aktiven Modell verglichen, jedes mit den Grenzen, die seine Teile beurteilen: Es übernimmt, wenn nicht mehr Defekte durchgehen und die Entscheidungen weniger kosten, ein Schlupf zählt wie {cost} Falschaussortierungen. Sonst bleibt das aktive Modell. Auch das erste Modell wird dort gemessen und nicht aktiviert, wenn mehr als ein Fünftel der Defekte durchgeht.',
    few: 'Das Produkt hat {good} gute und {defective} fehlerhafte Testbilder; für ein Urteil braucht es von beiden mindestens {least}. Bis dahin wird ein Modell nur vorgeschlagen.',
    first: 'Es hat übernommen: Bisher hat kein Modell dieses Produkt geprüft.',
    firstMeasured:
      'Es hat übernommen: Bisher hat kein Modell dieses Produkt geprüft. Auf den Testbildern: {decided}.',
    firstHeld:
      'Nicht aktiviert. Auf den Testbildern, mit seinen eigenen Grenzen: {decided}. Grenzen unter Bewerten wählen.',
    taken:
      'Es hat selbsttätig übernommen. Auf {images} Testbildern dieses Modell: {own}. Das aktive: {other}.',
    kept: {
      better: 'Das aktive Modell bleibt. Auf {images} Testbildern dieses Modell: {own}. Das aktive: {other}.',
      alike:
        'Das aktive Modell bleibt, denn dieses entscheidet nicht besser. Auf {images} Testbildern dieses Modell: {own}. Das aktive: {other}.',
      worse:
        'Das aktive Modell bleibt, denn dieses entscheidet schlechter. Auf {images} Testbildern dieses Modell: {own}. Das aktive: {other}.',
      mixed:
        'Das aktive Modell bleibt: Mehr Schlupf steht gegen weniger Falschaussortierungen. Auf {images} Testbildern dieses Modell: {own}. Das aktive: {other}.',
    },
    proposed:
      'Nur vorgeschlagen: {good} gute und {defective} fehlerhafte Testbilder sagen nicht, welches Modell besser ist; von beiden braucht es mindestens {least}.',
    undecided: 'Die Modelle ließen sich nicht vergleichen, daher bleibt das aktive. {message}',
    stopped: 'Der Vergleich wurde abgebrochen; das aktive Modell bleibt.',
    rollBack: 'Zurückrollen',
    rollBackNote: 'Ein Modell zurückgerollt, das selbsttätig übernommen hatte.',
    rolledBack: 'Das Modell davor ist wieder aktiv',
    toActivation: 'Zur Aktivierung',
  },
  history: {
    title: 'Aktivierungsverlauf',
    none: 'Noch wurde kein Modell aktiviert.',
    made: 'entstanden {time}',
    by: 'von {name}',
    limits: 'T1 {review}, T2 {defect}',
    lastLimits: 'zuletzt T1 {review}, T2 {defect}',
    inForce: 'Jetzt aktiv',
    rollBack: 'Zu diesem zurück',
    rollBackTitle: 'Zu diesem Modell zurück?',
    note: 'Zurück zum Modell, das {time} aktiviert wurde',
  },
  import: {
    open: 'Modell importieren …',
    title: 'Modell importieren',
    folder: 'Ordner auf dem Rechner der Station',
    hint: 'Was ein Export geschrieben hat: model.onnx, card.json und die Datei mit dem Gelernten.',
    look: 'Ansehen',
    start: 'Für {product} importieren',
    running: 'Import läuft …',
    done: 'Modell importiert; es ist noch nicht aktiv',
    exportedFrom: 'Exportiert von',
    trainedFor: 'Trainiert für',
    images: 'Gute Bilder',
    reached: 'Was es dort erreicht hat',
    figures: 'Bild-AUROC {auroc}, AU-PRO {auPro} auf {images} Bildern',
    installed: '{product} hat dieses Modell schon.',
    foreign:
      'Es wurde für ein anderes Produkt trainiert, {trained}. Es beurteilt {product} nur gut, wo die Teile gleich aussehen: erst bewerten, dann prüfen lassen.',
  },
  pro: {
    title: 'AU-PRO-Kurve',
    x: 'Markierte gute Pixel',
    y: 'Abgedeckte Fehlerbereiche',
    missing: 'Braucht fehlerhafte Bilder mit Masken.',
    label:
      'Überdeckung der Bereiche über der Falsch-positiv-Rate der Pixel, bis zur Grenze {limit}; Fläche {area}',
  },
  sides: {
    view: 'Ansicht',
    single: 'Ein Modell',
    two: 'Zwei nebeneinander',
    one: 'Modell A',
    other: 'Modell B',
    needTwo: 'Ein Modell allein lässt sich nicht vergleichen',
    needTwoText:
      'Ein weiteres Modell dieses Produkts trainieren oder importieren, dann stehen beide nebeneinander.',
    apart: 'Die beiden wurden noch nicht auf denselben Bildern bewertet. Das geschieht nacheinander auf:',
    evaluateBoth: 'Beide bewerten',
    summary:
      '{disagreed} von {count} Bildern werden verschieden beurteilt: A entscheidet bei {one} besser, B bei {other}.',
    onlyDisagreed: 'Nur verschieden Beurteiltes',
    agreed: 'Beide Modelle beurteilen jedes Bild gleich.',
    image: 'Bild',
    right: 'richtig',
    wrong: 'falsch',
  },
};
