import type { Messages } from '../en.ts';

export const plantHost: Messages['plantHost'] = {
  title: 'Werk',
  tabs: { label: 'Ansichten des Werks', board: 'Übersicht' },
  links: {
    log: 'Protokoll',
    server: 'NATS-Server',
    opening: 'Wird geöffnet',
    ok: 'Verbunden',
    failed: 'Nicht erreicht',
  },
  board: {
    empty: 'Noch keine Stationen',
    emptyText:
      'Eine Station einladen und ihr Token dort an „station join“ oder in den Einstellungen übergeben.',
    station: 'Station',
    state: 'Zustand',
    product: 'Produkt',
    parts: 'Teile in 24 h',
    yield: 'Ausbeute',
    lastPart: 'Letztes Teil',
    here: 'Verbunden',
    away: 'Nicht gehört seit {time}',
    never: 'Noch nicht beigetreten',
    removed: 'Entfernt',
    waiting: '{count} Zeile wartet an der Station | {count} Zeilen warten an der Station',
    clock: 'Die Uhr geht {minutes} min falsch',
    alarm: {
      row: 'Alarm: {count} Ausschussteile in Folge',
      silence: 'Alarm: seit {count} s kein Teil',
    },
    lane: { stopped: 'angehalten', paused: 'pausiert', ready: 'bereit', busy: 'prüft' },
  },
  compared: {
    title: 'Werte der Stationen im Vergleich',
    text: 'Gleiches Produkt und Modell in 24 Stunden. Abstand des Mittels einer Station vom Median aller, in Abweichungen eines einzelnen Werts; ab 1 ist er groß.',
    mean: 'Mittlerer Wert',
    distance: 'Abstand',
    drifts: 'Weit von den anderen',
    none: 'Nichts zu vergleichen: Nötig sind drei Stationen mit gleichem Produkt und Modell und je 30 Teilen.',
  },
  held: {
    title: 'Zurückgehaltene Nachrichten',
    text: '{count} Nachricht zählt nirgends. | {count} Nachrichten zählen nirgends.',
  },
  invite: {
    name: 'Name der Station',
    action: 'Station einladen',
    token: 'Token der Station {station}, „{name}“. Es wird nur dieses eine Mal gezeigt.',
    copy: 'Kopieren',
    copied: 'Kopiert',
    close: 'Schließen',
    remove: 'Entfernen',
    removing: 'Station {station} entfernen? Sie wird ausgesperrt; was sie gemeldet hat, bleibt.',
    keep: 'Behalten',
  },
};
