import { diagnosisCheckNames, foundWords, todoWords } from '../../../shared/words/diagnosis/de.ts';
import type { diagnosis as schema } from '../en/diagnosis.ts';

export const diagnosis: typeof schema = {
  title: 'Diagnose',
  help: 'Sieht nach Home-Ordner, Datenträger, Datenbank, Uhr, Inferenz, Kameras, Ausgängen, Sicherungen, Modellen und Prüfprotokoll und sagt, was zu tun ist. Verändert wird nichts.',
  run: 'Nach der Station sehen',
  archive: 'Archiv für den Support herunterladen',
  archiveHelp:
    'Das Archiv hat die Prüfungen, die Logs, die Einstellungen, Versionen, Namen und Größen von Dateien: keine Bilder, keine Passwörter, keine Schlüssel.',
  at: 'Nachgesehen {time}',
  states: { ok: 'in Ordnung', attention: 'braucht Beachtung', failed: 'fehlgeschlagen' },
  checks: diagnosisCheckNames,
  found: foundWords,
  todo: todoWords,
};
