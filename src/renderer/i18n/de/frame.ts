import { common } from '../../../shared/words/de.ts';
import type { frame as schema } from '../en/frame.ts';

export const frame: typeof schema = {
  rail: {
    inspect: 'Prüfen',
    train: 'Trainieren',
    review: 'Sichten',
    plant: 'Werk',
    settings: 'Einstellungen',
    label: 'Arbeitsplätze',
  },
  names: common.names,
  noProduct: 'Kein Produkt',
  inspected: {
    running: 'Wird geprüft',
    paused: 'Prüfung pausiert',
    none: 'Keine Prüfung',
    unknown: 'Zustand unbekannt',
  },
  status: {
    label: 'Zustand der Station',
    camera: 'Kamera',
    model: 'Modell',
    queue: 'Training',
    disk: 'Datenträger',
    backup: 'Sicherung',
    unknown: 'Noch nicht bekannt',
    remedy: 'Was zu tun ist',
    conditions: {
      ok: 'In Ordnung',
      attention: 'Braucht Aufmerksamkeit',
      failed: 'Ausgefallen',
      idle: 'Ruht',
    },
    cameraText: {
      idle: 'Keine Kamera in Gebrauch.',
      opening: 'Die Kamera wird geöffnet.',
      running: 'Die Kamera liefert Bilder.',
      station: 'Die Bilder kommen von der Station: {source}.',
      failed: 'Die Kamera liefert keine Bilder.',
    },
    cameraRemedy: 'Kabel und Freigabe der Kamera prüfen, dann unter Prüfen „Erneut versuchen“ wählen.',
    modelText: 'Das Modell läuft auf {provider}.',
    modelNone: 'Kein Modell geladen. Es wird geladen, wenn eine Prüfung startet.',
    modelRefused: '{provider} ist nicht nutzbar: {reason}',
    modelRemedy:
      'Die Prüfung neu starten. Scheitert sie wieder, die Station neu starten und ihr Protokoll ansehen.',
    queueText: '{running} Training läuft, {queued} warten.',
    queueIdle: 'Es läuft kein Training.',
    queueRemedy: 'Unter Trainieren nachsehen, warum das letzte Training scheiterte.',
    backupText: {
      running: 'Eine Sicherung läuft.',
      never: 'Es wurde noch keine Sicherung gemacht.',
      last: 'Die letzte Sicherung ist vom {time}.',
      failed: 'Die letzte Sicherung ist gescheitert: {cause}',
    },
    reports: 'Berichte',
    reportsText: {
      ok: 'Alle geplanten Berichte sind angekommen.',
      failed: '„{name}“ ist nicht angekommen: {cause}',
    },
    reportsRemedy: 'In Einstellungen, Geplante Berichte, nachsehen, dann „Jetzt senden“.',
    backupRemedy: 'Ordner und Datenträger unter Einstellungen, Sicherung prüfen, dann Jetzt sichern wählen.',
    logFull:
      '{count} Teil ist noch nicht protokolliert: Der Datenträger ist voll. Es wird geschrieben, sobald Platz ist. | {count} Teile sind noch nicht protokolliert: Der Datenträger ist voll. Sie werden geschrieben, sobald Platz ist.',
    logWaits:
      '{count} Teil wartet auf dem Datenträger auf das Protokoll: Ein anderes Programm hält die Datenbank. | {count} Teile warten auf dem Datenträger auf das Protokoll: Ein anderes Programm hält die Datenbank.',
    logLost:
      'Teil {part} konnte nicht protokolliert werden: {cause} | {count} Teile konnten nicht protokolliert werden, zuletzt Teil {part}: {cause}',
    databaseCheck: {
      running: 'Die Datenbank wird nach einem Absturz ganz gelesen; die Station arbeitet derweil.',
      damaged: 'Die Datenbank ist beschädigt: {cause}',
      unknown: 'Die Datenbank konnte nach einem Absturz nicht geprüft werden: {cause}',
      remedy:
        'Die letzte Sicherung mit „station restore“ einspielen. Neue Teile werden protokolliert, solange die Datenbank sie nimmt.',
    },
    reserveGivenUp:
      'Der Datenträger ist voll: Die Reserve von 64 MB wurde für die letzten Zeilen freigegeben.',
    diskText: '{free} von {total} frei.',
    logRemedy:
      'Das Programm schließen, das die Datenbank belegt, etwa eine Sicherung oder einen Datenbank-Browser.',
    lostRemedy:
      'In log-journal.refused.jsonl im Datenordner der Station nachsehen: Dort stehen diese Teile mit den Gründen.',
    diskRemedy:
      'Nicht benötigte Dateien löschen oder verschieben oder der Station einen größeren Datenträger geben.',
    home: 'Die Station legt alles in {home} ab.',
    clockText: 'Uhrzeit der Station: {time}.',
    clockAhead:
      'Die Uhr dieses Geräts geht gegenüber der Station {span} vor; gezeigte Zeiten sind die der Station.',
    clockBehind:
      'Die Uhr dieses Geräts geht gegenüber der Station {span} nach; gezeigte Zeiten sind die der Station.',
  },
  connection: {
    connecting: 'Verbindung zur Station wird aufgebaut …',
    lost: 'Die Station antwortet nicht. Gezeigt wird der letzte bekannte Stand; die Verbindung kommt von selbst wieder.',
    retry: 'Jetzt versuchen',
    refusedTitle: 'Dieses Fenster ist nicht berechtigt',
    refusedText:
      'Die Station antwortet, kennt dieses Fenster aber nicht. Vielleicht wurde sie neu gestartet.',
    refusedRemedy:
      'Die Adresse öffnen, die die Station beim Start ausgegeben hat; sie enthält den Schlüssel.',
    startTitle: 'Die Station antwortet nicht',
    startText: 'Zur Station, die dieses Fenster ausliefert, kam keine Verbindung zustande.',
    startRemedy: 'Prüfen, ob die Station läuft. Das Fenster verbindet sich, sobald sie antwortet.',
  },
  keys: {
    help: 'Alle Tasten zeigen',
    space: 'Leertaste',
  },
  verdicts: { good: 'Gut', review: 'Prüfen', defect: 'Defekt', 'not-inspected': common.notInspected.title },
  actions: {
    retry: 'Erneut versuchen',
    undo: 'Rückgängig',
    close: 'Schließen',
    cancel: 'Abbrechen',
    copyDetail: 'Einzelheiten kopieren',
    copied: 'Kopiert',
    showDetail: 'Technische Einzelheiten',
    loading: 'Wird geladen',
  },
  thresholds: {
    review: 'T1 Prüfgrenze',
    defect: 'T2 Defektgrenze',
    reviewShort: 'T1',
    defectShort: 'T2',
    score: 'Score {score}',
    label: 'Grenzen des Scores',
  },
  heat: { legend: 'Skala der Heatmap', clear: 'unter {limit} durchsichtig', outline: 'Umriss ≥ {value}' },
  pose: 'Gefunden: {angle}° gedreht, {right} quer, {down} längs verschoben; Ähnlichkeit {likeness}',
  regions: {
    found: 'Kein Bereich | {count} Bereich, {area} | {count} Bereiche, größter {area}',
    strongest: 'Auffälligste Stelle umrandet',
    tooSmall: 'Kein Bereich groß genug, größter {area}',
    decides: 'Defekt durch einen Bereich ab {area}',
    pixelThreshold: 'Pixelschwelle',
    pixelThresholdHint:
      'Pixel der Karte ab diesem Wert bilden Bereiche. Die Schwelle folgt T2, sodass jeder Defekt einen Bereich zeigt; eine eingegebene Zahl löst sie davon.',
    pixelFollows: 'folgt T2',
    mayLackRegion:
      'Über T2: Ein Defekt hat womöglich keinen Bereich. Dann wird seine auffälligste Stelle umrandet.',
    smallestArea: 'Kleinste Fläche, %',
    smallestAreaHint:
      'Ein Bereich, der mindestens diesen Anteil des Bildes bedeckt, macht das Teil zum Defekt, gleich welchen Score es hat. 0 schaltet dies ab.',
    cells: '{pixels} Pixel der Karte',
    off: 'aus',
  },
};
