import type { operator as schema } from '../en/operator.ts';

export const operator: typeof schema = {
  title: 'Prüfen',
  product: 'Produkt',
  source: 'Quelle',
  sources: {
    'window-camera': 'Kamera dieses Fensters',
    'watched-folder': 'Überwachter Ordner',
    'simulated-camera': 'Simulierte Kamera',
  },
  camera: {
    label: 'Kamera',
    any: 'Beliebige Kamera',
    unnamed: 'Kamera {number}',
    preview: 'Kamerabild zeigen',
    retry: 'Erneut versuchen',
    reload: 'Seite neu laden',
    state: {
      refused: {
        title: 'Die Kamera ist nicht freigegeben',
        remedy:
          'Die Kamera für diese Seite im Browser oder in den Datenschutzeinstellungen des Systems freigeben, dann erneut versuchen.',
      },
      none: {
        title: 'Keine Kamera gefunden',
        remedy: 'Eine Kamera anschließen. Sie wird von selbst gefunden; wenn nicht, erneut versuchen.',
      },
      busy: {
        title: 'Die Kamera ist anderswo in Gebrauch',
        remedy: 'Das andere Programm schließen, das die Kamera benutzt, dann erneut versuchen.',
      },
      unplugged: {
        title: 'Die Kamera ist abgezogen',
        remedy: 'Wieder anschließen. Die Prüfung geht von selbst weiter.',
      },
      silent: {
        title: 'Die Kamera liefert keine Bilder',
        remedy: 'Kabel und Strom prüfen und ob die Kamera eingeschaltet ist. Es geht von selbst weiter.',
      },
      insecure: {
        title: 'Diese Seite darf keine Kamera benutzen',
        remedy: 'Die Station auf ihrem eigenen Rechner (localhost) oder über https öffnen.',
      },
      failed: {
        title: 'Die Kamera ließ sich nicht öffnen',
        remedy: 'Abziehen, wieder anschließen, dann erneut versuchen.',
      },
    },
  },
  folder: {
    label: 'Ordner auf der Station',
    placeholder: '/daten/linie-1',
    hint: 'Den Ordner angeben, der überwacht werden soll',
  },
  session: {
    start: 'Start',
    pause: 'Pause',
    resume: 'Weiter',
    stop: 'Stopp',
    starting: 'Startet …',
    waiting: 'Wartet auf das erste Teil …',
    ready: 'Bereit. Start prüft die Teile der gewählten Quelle.',
    paused: 'Pausiert',
    ended: 'Angehalten',
    elsewhere: 'Die Kamera eines anderen Fensters speist diese Prüfung; die Bilder sind dort zu sehen.',
    since: 'Seit {time}',
  },
  keys: {
    pause: 'Pause oder weiter',
    heat: 'Heatmap ein oder aus',
    older: 'Älteres Teil',
    newer: 'Neueres Teil',
    live: 'Zurück zum Livebild',
    good: 'Teil ist gut',
    defect: 'Teil ist defekt',
  },
  picture: {
    label: 'Geprüftes Teil {number}, Wert {score}',
    heat: 'Heatmap',
    opacity: 'Deckkraft der Heatmap',
    frozen: 'Festgehalten: Teil {number}, {time}',
    live: 'Zurück zum Livebild',
  },
  verdict: { label: 'Urteil', score: 'Wert' },
  limits: { title: 'Grenzen', set: 'Grenzen gesetzt: T1 {review}, T2 {defect}' },
  counts: {
    title: 'Teile',
    total: 'Gesamt',
    yield: 'Gutanteil',
    yieldHint: 'Anteil guter Teile',
  },
  decision: {
    cause: 'Ursache: {cause}',
    withCause: 'Defekt mit Ursache bestätigen',
    title: 'Letztes protokolliertes Teil',
    held: 'Festgehaltenes Teil',
    none: 'Noch kein Teil im Protokoll',
    notLogged: 'Dieses Teil war gut und steht nicht im Protokoll',
    frame: 'Teil {number}',
    confirm: 'Defekt bestätigen',
    overrule: 'Doch gut',
    done: { good: 'Als gut vermerkt', defect: 'Als defekt vermerkt' },
  },
  timings: {
    title: 'Zeiten des Bildes',
    capture: 'Aufnahme',
    queue: 'Warten',
    run: 'Rechnen',
    post: 'Nacharbeit',
    draw: 'Zeichnen',
    total: 'Gesamt',
    rate: '{rate} Teile/s',
    dropped: '{count} verworfen',
    provider: 'Rechenwerk',
  },
  strip: {
    label: 'Letzte Teile',
    part: 'Teil {number}: {verdict}, Wert {score}',
    empty: 'Hier erscheinen die Teile',
  },
  empty: {
    noProducts: {
      title: 'Noch kein Produkt',
      text: 'Ein Produkt lernt aus Bildern guter Teile. Das Beispielprodukt zeigt den ganzen Weg in wenigen Minuten, ohne Kamera.',
      sample: 'Beispielprodukt ausprobieren',
      create: 'Produkt anlegen',
    },
    noModel: {
      train: {
        title: '{product} hat noch kein Modell',
        text: 'Aus Bildern guter Teile anlernen und das Modell aktivieren; dann kann geprüft werden.',
        button: 'Anlernen',
      },
      activate: {
        title: 'Kein Modell von {product} ist aktiv',
        text: 'Angelernt ist es. Eines seiner Modelle aktivieren; dann kann geprüft werden.',
        button: 'Modell wählen',
      },
    },
  },
};
