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
    save: 'Speichern',
    saved: 'Einstellungen der Linie gespeichert',
  },
};
