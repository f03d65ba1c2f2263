import type { errors as schema } from '../en/errors.ts';

export const errors: typeof schema = {
  BAD_INPUT: {
    title: 'Diese Eingabe ist nicht gültig',
    remedy: 'Die Eingabe berichtigen und erneut versuchen.',
  },
  NOT_FOUND: {
    title: 'Nicht gefunden',
    remedy: 'Name oder Pfad prüfen; vielleicht wurde es inzwischen entfernt.',
  },
  ALREADY_EXISTS: {
    title: 'Schon vorhanden',
    remedy: 'Einen anderen Namen wählen oder das Vorhandene verwenden.',
  },
  CONFLICT: { title: 'Zurzeit nicht möglich', remedy: 'Warten, bis das Laufende endet, oder es anhalten.' },
  FORBIDDEN: { title: 'Nicht erlaubt', remedy: 'Jemanden fragen, der die Rolle dafür hat.' },
  UNREADABLE_IMAGE: {
    title: 'Ein Bild ist nicht lesbar',
    remedy: 'Die Datei ersetzen; gelesen werden PNG, JPEG, BMP und TIFF.',
  },
  NO_IMAGES: { title: 'Dort sind keine Bilder', remedy: 'Einen Ordner mit Bildern guter Teile wählen.' },
  TOO_FEW_IMAGES: { title: 'Zu wenige Bilder', remedy: 'Weitere Bilder guter Teile hinzufügen.' },
  NO_PERMISSION: {
    title: 'Kein Zugriff auf eine Datei oder einen Ordner',
    remedy: 'Dem Benutzer der Station Zugriff geben oder etwas anderes wählen.',
  },
  NO_TEACHER: {
    title: 'Das Lehrernetz fehlt',
    remedy: 'Eine andere Voreinstellung wählen oder das Lehrernetz ablegen.',
  },
  NO_ACTIVE_MODEL: {
    title: 'Kein Modell ist aktiv',
    remedy: 'Das Produkt trainieren und sein Modell aktivieren.',
  },
  NOT_RELEASED: {
    title: 'Die Linie ist nicht freigegeben',
    remedy: 'Unter „Schicht“ die bekannten Teile prüfen oder die Linie von einer Fachkraft freigeben lassen.',
  },
  NOTE_NEEDED: {
    title: 'Zu viele bekannte Defekte gehen durch',
    remedy: 'Andere Grenzen wählen oder in der Notiz sagen, warum das Modell trotzdem aktiviert wird.',
  },
  CORRUPT_MODEL: {
    title: 'Die Dateien des Modells wurden verändert',
    remedy: 'Ein anderes Modell aktivieren, neu trainieren oder die Dateien aus einer Sicherung holen.',
  },
  CORRUPT_FILE: { title: 'Eine Datei ist beschädigt', remedy: 'Die Datei aus einer Sicherung holen.' },
  DATABASE_TOO_NEW: {
    title: 'Die Datenbank stammt von einer neueren Version',
    remedy: 'Die neuere Version des Programms starten. Es wurde nichts verändert.',
  },
  DATABASE_LOCKED: {
    title: 'Die Datenbank ist in Gebrauch',
    remedy: 'Die andere Station auf demselben Ordner beenden.',
  },
  PORT_IN_USE: {
    title: 'Der Port ist belegt',
    remedy: 'Das andere Programm beenden oder einen anderen Port wählen.',
  },
  CAMERA_UNAVAILABLE: {
    title: 'Die Kamera ist nicht verfügbar',
    remedy: 'Kabel, Strom und Freigabe prüfen, dann erneut versuchen.',
  },
  UNREACHABLE: {
    title: 'Der Empfänger ist nicht erreichbar',
    remedy: 'Adresse und Netz prüfen. Was wartet, geht von selbst hinaus.',
  },
  WORKER_FAILED: {
    title: 'Ein Prozess der Station ist abgebrochen',
    remedy: 'Er startet von selbst neu; erneut versuchen.',
  },
  DISK_FULL: { title: 'Der Datenträger ist voll', remedy: 'Platz schaffen, dann erneut versuchen.' },
  CANCELLED: { title: 'Abgebrochen', remedy: 'Bei Bedarf neu starten.' },
  NATIVE_LIBRARY: {
    title: 'Eine Bibliothek lässt sich nicht laden',
    remedy: 'Die Einrichtung erneut ausführen; sie legt die fehlende Bibliothek ab.',
  },
  OUT_OF_PLACE: {
    title: 'Das Teil liegt nicht am Platz',
    remedy: 'Das Teil so ins Bild legen, wie die guten Bilder es zeigen, oder die Kamera richten.',
  },
  CONNECTION_LOST: {
    title: 'Die Station antwortet nicht',
    remedy: 'Prüfen, ob sie läuft. Das Fenster verbindet sich von selbst wieder.',
  },
  INTERNAL: {
    title: 'Ein Fehler im Programm',
    remedy: 'Erneut versuchen. Kommt er wieder, die Einzelheiten an die Betreuung der Station geben.',
  },
};
