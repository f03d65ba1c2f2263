import type { common as schema } from './en.ts';

export const common: typeof schema = {
  causes: {
    title: 'Ursachen',
    defect: 'Defekte',
    good: 'Falsch verworfen',
    cumulative: 'Kumulierter Anteil an den Einträgen mit Ursache',
    rest: 'Seltenere Ursachen',
    withoutCause: 'Ohne Ursache',
  },
  rates: {
    title: 'Modell und Mensch',
    rate: 'Rate',
    share: 'Anteil',
    entries: 'Einträge',
    of: '{part} von {whole}',
    between: '{least} – {most}',
    falseRejects: 'Falsch verworfen',
    falseRejectsText: 'Vom Modell defekt, vom Menschen gut genannt; von den entschiedenen Defekt-Einträgen.',
    goodInReview: 'Gut unter „Prüfen“',
    goodInReviewText: 'Zum Prüfen gegeben, vom Menschen gut genannt; von den entschiedenen Prüf-Einträgen.',
    caughtInReview: 'Beim Prüfen entdeckt',
    caughtInReviewText:
      'Vom Menschen defekt genannt, vom Modell nur zum Prüfen gegeben; von allen Einträgen, die der Mensch defekt nennt.',
    rejectedGoodParts: 'Gute Teile verworfen',
    rejectedGoodPartsText:
      'Von allen geprüften Teilen: mindestens die bestätigten, höchstens diese und alle offenen Defekt-Einträge.',
    escapes: 'Durchgerutscht',
    unknown: 'Aus dem Protokoll nicht bekannt',
  },
  sources: {
    'simulated-camera': { name: 'Simulierte Kamera', at: 'Simulierte Kamera' },
    'window-camera': { name: 'Kamera dieses Fensters', at: 'Kamera {address}' },
    'watched-folder': {
      name: 'Überwachter Ordner',
      at: 'Ordner {address}',
      label: 'Ordner auf der Station',
      placeholder: '/daten/linie-1',
      missing: 'Den Ordner angeben, der überwacht werden soll',
      subfolders: 'Auch Unterordner',
      inspected:
        '{count} Bild ist schon geprüft: noch einmal prüfen | {count} Bilder sind schon geprüft: noch einmal prüfen',
      passedOver:
        'Kein Bild hier; {count} Unterordner wird nicht überwacht | Kein Bild hier; {count} Unterordner werden nicht überwacht',
    },
  },
  facts: {
    limits: 'Grenzen T1, T2',
    regionLimits: 'Pixelschwelle, kleinste Fläche',
  },
};
