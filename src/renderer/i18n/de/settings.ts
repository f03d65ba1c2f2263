import type { settings as schema } from '../en/settings.ts';

export const settings: typeof schema = {
  titles: {
    station: 'Einstellungen der Station',
    line: 'An der Linie',
    people: 'Anmeldung',
    log: 'Protokoll, Datenträger und Sicherungen',
    plant: 'Was ins Werk geht, und seine Zeitzone',
    support: 'Support',
  },
  help: 'Für alle, die diese Station benutzen. Jede Änderung wird mit Namen festgehalten.',
  lineAdded: 'Kommt hinzu',
  lineChanged: 'Wird geändert',
  secretsToSet: 'Passwörter und Schlüssel stehen nicht in der Datei. An den Ausgängen neu zu setzen:',
  readOnly: 'Ändern können Einrichtung und Verwaltung.',
  keys: {
    logs: {
      level: {
        title: 'Support-Protokoll',
        help: 'Steht im Ordner „logs“ des Datenordners, ohne Bilder und Passwörter. „Alles“ hat auch eine Zeile je Teil.',
      },
    },
    backup: {
      folder: {
        title: 'Ordner für Sicherungen',
        help: 'Auf dem Rechner der Station, außerhalb ihres Datenordners, am besten auf einem anderen Datenträger; er muss da sein. Leer: keine Sicherungen.',
      },
      everyHours: {
        title: 'Sicherung alle',
        help: 'Stunden zwischen zwei Sicherungen; bei 0 wird keine von selbst gemacht.',
      },
      keep: {
        title: 'Aufbewahrte Sicherungen',
        help: 'Die ältesten werden entfernt, sobald eine neue vollständig ist.',
      },
    },
    folders: {
      places: {
        title: 'Ordner zur Auswahl',
        help: 'Was das Fenster auf dem Rechner der Station ansehen darf, um einen Ordner zu wählen, durch Semikolons getrennt. Leer: der Ordner des Benutzers der Station und eingehängte Laufwerke.',
      },
    },
    plant: {
      parts: {
        title: 'Teile an das Werk',
        help: 'Von jedem Teil Nummer, Name, Produkt, Modell, Urteil, Score, Grenzen, Bereiche und Zeiten. Kein Bild.',
      },
      entries: {
        title: 'Einträge an das Werk',
        help: 'Was nicht gut war, was darüber entschieden wurde, und von wem. Kein Bild.',
      },
      thumbnails: {
        title: 'Kleine Bilder an das Werk',
        help: 'Mit jedem Eintrag sein Bild, höchstens 256 Pixel. Das Bild selbst bleibt hier.',
      },
      state: {
        title: 'Zustand an das Werk',
        help: 'Name, Spuren, Alarme, Schicht und Platz auf dem Datenträger. Dass die Station da ist, wird immer gemeldet.',
      },
      decisions: {
        title: 'Entscheidungen aus dem Werk',
        help: 'Was im Werk über Einträge entschieden wird, kommt hier ins Protokoll, mit dem Namen.',
      },
      models: {
        title: 'Modelle aus dem Werk',
        help: 'Ein Modell wird an den bekannten Teilen erprobt und aktiviert, wenn alle richtig beurteilt werden.',
      },
      training: {
        title: 'Training für andere',
        help: 'Andere Stationen des Werks trainieren Modelle auf diesem Rechner. Ihre Bilder liegen so lange hier und werden danach entfernt.',
      },
      zone: {
        title: 'Zeitzone des Werks',
        help: 'Wo diese Station ein Werk beherbergt: die Zone seiner Tafel und Statistik, etwa Europe/Berlin. Leer: die dieses Rechners.',
      },
    },
    users: {
      mode: {
        title: 'Wer die Station benutzt',
        help: 'Eine Person für alle: Wer davor sitzt, hat jede Rolle. Jede Person meldet sich an: mit Name und PIN oder Passwort, oder mit einem Ausweis; Links bleiben, wie sie sind.',
      },
      lockOperator: {
        title: 'Bediener abmelden',
        help: 'Nach so vielen Minuten ohne Eingabe am Fenster; 0: nie.',
      },
      lockOthers: {
        title: 'Andere abmelden',
        help: 'Nach so vielen Minuten ohne Eingabe am Fenster; 0: nie. Eine Kamera des Fensters hält damit an.',
      },
    },
    log: {
      pictures: {
        title: 'Bilder der Einträge',
        help: 'Kompakt braucht einen Bruchteil des Platzes; beim Nachrechnen und als Trainingsbild ist es dann das Bild, wie es aufbewahrt wurde, nicht Bit für Bit.',
      },
    },
    disk: {
      amber: {
        title: 'Datenträger braucht Aufmerksamkeit unter',
        help: 'Freie Gigabyte; auch unter 5 % des Datenträgers.',
      },
      red: {
        title: 'Datenträger ist voll unter',
        help: 'Freie Megabyte. Die letzten 64 MB sind eine Reserve, die von selbst frei wird.',
      },
    },
    station: {
      name: {
        title: 'Name der Station',
        help: 'Im Fenster, in Berichten und in den Namen exportierter Dateien.',
      },
    },
    line: {
      silence: {
        title: 'Alarm, wenn kein Teil kommt',
        help: 'Wenn eine Prüfung läuft und so viele Sekunden lang kein Teil kam; 0 löst nie aus. Eine Pause zählt nicht.',
      },
    },
    report: {
      language: {
        title: 'Sprache der Berichte',
        help: 'Der PDF-Berichte und Bewertungsseiten, wo keine gewählt ist.',
      },
    },
    csv: {
      decimalSeparator: {
        title: 'Dezimaltrennzeichen in CSV-Dateien',
        help: 'Mit Komma werden die Felder einer Zeile durch Semikolons getrennt.',
      },
    },
    inspection: {
      unlikePictures: {
        title: 'Bilder anders als die Trainingsbilder',
        help: 'Ob Teile ein Urteil bekommen, solange ein Hinweis sagt, dass ihre Bilder von den Trainingsbildern abweichen.',
      },
      unlogged: {
        title: 'Wenn ein Urteil nicht protokolliert werden kann',
        help: 'Das Teil gilt in jedem Fall als nicht geprüft; sein Eintrag wird geschrieben, sobald Platz ist.',
      },
    },
  },
  values: {
    send: 'Wird gesendet',
    keep: 'Bleibt hier',
    take: 'Wird angenommen',
    refuse: 'Wird abgelehnt',
    lossless: 'Verlustfrei',
    compact: 'Kompakt',
    error: 'Fehler',
    warn: 'Fehler und Warnungen',
    info: 'Was geschieht',
    debug: 'Alles, auch je Teil',
    single: 'Eine Person für alle',
    people: 'Jede Person meldet sich an',
    window: 'Die Sprache des Fensters',
    en: 'English',
    de: 'Deutsch',
    'zh-CN': '简体中文',
    'go-on': 'Die Linie läuft weiter',
    halt: 'Die Linie pausiert',
    judge: 'Mit Hinweis beurteilt',
    leave: 'Nicht geprüft',
    point: 'Punkt: 1.5',
    comma: 'Komma: 1,5',
  },
  empty: 'keiner',
  since: 'Seit {time}, durch {name}',
  unreadable:
    'Der Wert, den {name} am {time} gesetzt hat, ist nicht lesbar; es gilt der ausgelieferte. Bitte neu setzen.',
  save: 'Speichern',
  discard: 'Verwerfen',
  unsaved: 'Noch nicht gespeichert:',
  fileTitle: 'Einstellungen als Datei',
  fileHelp:
    'Alle Einstellungen, Spuren, Rezepte und Ausgänge für eine andere Station. Was eine Datei ändern würde, ist vor dem Anwenden zu sehen.',
  saved: 'Gespeichert',
  invalid: 'Dieser Wert ist nicht verwendbar.',
  conflict: 'Eine Einstellung wurde inzwischen geändert. Verwerfen zeigt, was jetzt gilt.',
  history: 'Verlauf',
  noHistory: 'Bisher wurde nichts geändert.',
  change: '{before} → {after}',
  by: '{time}, {name}',
  more: 'Frühere Änderungen',
  export: 'Als Datei speichern',
  apply: 'Datei anwenden',
  applyTitle: 'Diese Einstellungen anwenden',
  applyPlan: 'Anwenden',
  applyText: 'Was die Datei nicht nennt, bleibt, wie es ist.',
  nothingToApply: 'Alles davon gilt bereits.',
  tooLarge: 'Diese Datei ist zu groß für Einstellungen.',
};
