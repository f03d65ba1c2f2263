import type { camera as schema } from '../en/camera.ts';

export const camera: typeof schema = {
  label: 'Kamera',
  any: 'Beliebige Kamera',
  unnamed: 'Kamera {number}',
  preview: 'Kamerabild zeigen',
  opening: 'Kamera wird geöffnet …',
  retry: 'Erneut versuchen',
  mode: '{width} × {height} Bildpunkte, verwendet als {usedWidth} × {usedHeight}',
  problems: {
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
      remedy: 'Wieder anschließen. Es geht von selbst weiter.',
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
};
