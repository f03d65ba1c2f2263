import type { Messages } from '../en.ts';

export const decisions: Messages['decisions'] = {
  outcome: {
    headline:
      '{escapes} von {defective} Defekten gehen durch, {rejected} von {good} guten Teilen werden verworfen',
    sentence:
      'Mit diesen Grenzen gehen {escapes} von {defective} bekannten Defekten durch, und {rejected} von {good} guten Teilen werden verworfen.',
    noDefects:
      'Unter diesen Bildern sind keine Defekte, daher weiß niemand, was durchgeht. Mit diesen Grenzen werden {rejected} von {good} guten Teilen verworfen.',
    brief: '{escapes} von {defective} Defekten gehen durch, {rejected} von {good} Guten verworfen',
    passing: '{escapes} von {defective} gehen durch',
    reviews: '{count} von {of} Teilen gehen in die Nachprüfung.',
    atLimits: 'Bei T1 {review} und T2 {defect}.',
    interval: '95-%-Intervall {low} bis {high}',
    escapesInterval: 'Von allen Defekten dieser Arten gehen {low} bis {high} durch (95-%-Intervall).',
    validated:
      'Kreuzvalidiert, auf Bildern, aus denen diese Grenzen nicht entstanden: {escapes} von {defective} Defekten gehen durch, {rejected} von {good} guten Teilen werden verworfen, {reviews} von {all} gehen in die Nachprüfung. Von allen Teilen dieser Art gehen {low} bis {high} der Defekte durch, und {lowRejected} bis {highRejected} der guten werden verworfen (95-%-Intervall).',
    notValidated: 'Zu wenige Defekte, um zu sagen, was diese Grenzen bei anderen Bildern entscheiden.',
  },
  choices: {
    title: 'Grenzen, mit denen geprüft wird',
    standing: 'wie zuletzt in Kraft',
    own: 'die eigenen des Modells',
    noEscape: 'kein Schlupf',
    fewEscapes: 'höchstens 5 % Schlupf',
    f1: 'bestes F1',
    cost: 'geringste Kosten',
    dragged: 'wie gezogen',
    limits: 'T1 {review}, T2 {defect}',
  },
  why: {
    dragged: 'Von Hand gezogen, unter Bewerten.',
    standing: 'Beurteilten die Teile, als dieses Modell zuletzt aktiv war.',
    own: 'Aus den Scores guter Bilder allein; bekannte Defekte reden nicht mit.',
    noEscape: 'Das höchste T1, bei dem kein bekannter Defekt durchgeht; das spart Falschaussortierungen.',
    fewEscapes: 'Das höchste T1, bei dem höchstens einer von zwanzig bekannten Defekten durchgeht.',
    f1: 'T2 dort, wo sich gute und fehlerhafte Teile am besten trennen; beide Irrtümer zählen gleich.',
    cost: 'Wo Irrtümer am wenigsten kosten, ein Schlupf so viel wie {cost} Falschaussortierungen.',
  },
  cost: {
    label: 'Ein Schlupf kostet so viele Falschaussortierungen',
  },
  activate: {
    text: 'Ab dem nächsten Bild beurteilt dieses Modell {product}.',
    notEvaluated: 'Niemand weiß, wie viele Defekte durchgehen: Dieses Modell wurde noch nicht bewertet.',
    evaluate: 'Bewerten',
    tooMany:
      'Mehr als ein Fünftel der bekannten Defekte geht durch. In der Notiz sagen, warum das Modell trotzdem aktiviert wird.',
    noteNeeded: 'Notiz (nötig, bleibt im Protokoll)',
    withThese: 'Mit diesen Grenzen aktivieren …',
    next: 'Weiter: aktivieren',
  },
  comparison: {
    better:
      'Entscheidet auf denselben Bildern besser als das aktive Modell ({preset}). Dieses: {own}. Das aktive: {other}.',
    worse:
      'Das aktive Modell ({preset}) entscheidet auf denselben Bildern besser. Dieses: {own}. Das aktive: {other}.',
    alike:
      'Entscheidet auf denselben Bildern wie das aktive Modell ({preset}). Dieses: {own}. Das aktive: {other}.',
    mixed:
      'Gegenüber dem aktiven Modell ({preset}) steht auf denselben Bildern mehr Schlupf gegen weniger Falschaussortierungen. Dieses: {own}. Das aktive: {other}.',
    unknown: 'Das aktive Modell ({preset}) auf denselben Bildern bewerten, um beide zu vergleichen.',
    takeOver: 'Aktivieren',
  },
  curves: {
    escapes: 'Defekte unter der Grenze',
    falseRejects: 'Gute Teile ab der Grenze',
  },
  rates: {
    countOf: '{count} von {of}',
  },
};
