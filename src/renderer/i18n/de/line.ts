import type { line as schema } from '../en/line.ts';

export const line: typeof schema = {
  pause: {
    title: 'Warum ist Pause?',
    hint: 'Ein Tipp genügt; es geht auch ohne Grund.',
    reasons: {
      changeover: 'Produktwechsel',
      cleaning: 'Reinigung',
      fault: 'Störung an der Maschine',
      material: 'Kein Material',
      setting: 'Kamera oder Licht eingestellt',
      break: 'Arbeitspause',
    },
    other: 'Ein anderer Grund',
    set: 'Grund vermerken',
    since: 'Pausiert seit {time}',
    by: 'Pausiert von {name}',
  },
  alarm: {
    title: 'Ein Defekt | {count} Defekte in Folge',
    text: 'Die Prüfung läuft weiter. Nach dem Prozess sehen, dann quittieren.',
    defects: 'Ein Defekt in dieser Prüfung. | {shown} Defekte in dieser Prüfung.',
    acknowledge: 'Quittieren',
    mute: 'Ohne Ton',
  },
  settings: {
    open: 'An der Linie',
    title: '{product} an der Linie',
    alarm: 'Alarm nach Defekten in Folge',
    alarmAfter: 'Defekte in Folge, 1 bis 100',
    alarmHint:
      'Ein gutes Teil beendet die Folge; Teile zur Prüfung zählen nicht und beenden sie nicht. Bei einer laufenden Kamera zählt ein Defekt im Bild einmal je Sekunde.',
    code: 'Code des Produkts (freiwillig)',
    codeHint:
      '3 bis 64 Buchstaben, Ziffern und Zeichen. Hier einscannen; an der Linie gescannt, wechselt er auf dieses Produkt.',
    save: 'Speichern',
    saved: 'Einstellungen der Linie gespeichert',
  },
  changeover: {
    open: 'Produkt wählen oder wechseln',
    choose: 'Produkt wählen',
    title: 'Wechseln auf',
    text: 'Teile, die schon da sind, werden als das geprüft, was sie sind; die nächsten sind das neue Produkt.',
    states: {
      inspected: 'In Prüfung',
      ready: 'Modell aktiv',
      trained: 'Kein Modell aktiv',
      untrained: 'Noch kein Modell',
    },
    done: 'Auf {product} gewechselt',
    already: '{product} wird schon geprüft',
    finishing: 'Die letzten Teile von {product} werden noch geprüft',
  },
  scan: {
    title: 'Unbekannter Code',
    unknown:
      'Kein Produkt hat den Code „{code}“. Das Etikett prüfen oder den Code in „Anlernen“, „An der Linie“ eintragen lassen.',
  },
};
