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
  dataNotes: {
    title: 'Hinweise zu den Bildern: {count}',
    more: 'und {count} weitere',
    good: 'Sie sind gut',
    defects: 'Es sind Fehler',
    says: {
      kindsTakenAsGood: 'Dem Namen nach als gut genommene Arten – stimmt das? {count}',
      kindsMatched: 'Maskenordner, die für eine Art in anderer Schreibweise genommen wurden: {count}',
      picturesWithoutKind: 'Bilder direkt in „test“, ohne Art, ausgelassen: {count}',
      otherFiles: 'Dateien, die keine Bilder sind, ausgelassen: {count}',
      foldersNotRead: 'Ordner, in die nicht geschaut wurde: {count}',
      trainNotRead: 'In „train“, aber nicht in dessen Ordner „good“, ausgelassen: {count}',
      alreadyThere: 'Zugleich Test- und Trainingsbild, bleibt, was es war: {count}',
      masksBeside: 'Masken neben ihren Bildern: {count}',
      masksWithoutPicture: 'Masken, zu denen kein Bild passt: {count}',
      masksAmbiguous: 'Bilder mit mehrdeutiger Maske, ohne Pixelmaße: {count}',
      defectsWithoutMask: 'Fehlerbilder ohne Maske, ohne Pixelmaße: {count}',
      masksUnreadable: 'Bilder mit unlesbarer Maske, ohne Pixelmaße: {count}',
      masksShape: 'Bilder, deren Maske eine andere Form hat, ohne Pixelmaße: {count}',
      masksEmpty: 'Bilder, auf deren Maske nichts markiert ist, ohne Pixelmaße: {count}',
      masksInverted:
        'Bilder, deren Maske fast alles markiert, ohne Pixelmaße; Schwarz muss der Grund sein: {count}',
      masksOutside: 'Bilder, deren Markierungen ganz außerhalb der geprüften Fläche liegen: {count}',
      shapeDiffers: 'Bilder anderer Form als die Trainingsbilder, auf deren Form verzerrt: {count}',
      sampleBits: '16-Bit-Bilder, deren Werte weniger Bits füllen, in diesem Bereich gelesen: {count}',
      samplesCut: 'Bilder heller als der Bereich der Trainingsbilder, bei Weiß abgeschnitten: {count}',
    },
  },
  facts: {
    limits: 'Grenzen T1, T2',
    regionLimits: 'Pixelschwelle, kleinste Fläche',
  },
};
