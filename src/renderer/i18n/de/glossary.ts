import type { glossary as schema } from '../en/glossary.ts';

export const glossary: typeof schema = {
  part: {
    word: 'Teil',
    text: 'ein einzelnes Stück eines Produkts, das geprüft wird.',
  },
  product: {
    word: 'Produkt',
    text: 'wovon Teile Exemplare sind; es hat eigene Bilder, Modelle, Grenzen und Ursachen.',
  },
  lane: {
    word: 'Spur',
    text: 'ein Platz an der Linie, an dem Teile eines Produkts an einer Quelle vorbeikommen: Kamera, Auslöser und das Produkt, das dort geprüft wird.',
  },
  shift: {
    word: 'Schicht',
    text: 'eine Arbeitszeit an der Linie, die mit der Prüfung bekannter Teile beginnen kann.',
  },
  knownPart: {
    word: 'bekanntes Teil',
    text: 'ein Testbild mit bekanntem Befund, das zu Beginn einer Schicht durch Modell und Grenzen geht.',
  },
  reject: {
    word: 'verworfenes Teil',
    text: 'ein Defekt oder ein Teil, das nicht geprüft wurde: was die Linie aussortiert.',
  },
  yield: {
    word: 'Gutanteil',
    text: 'gute Teile als Anteil an allen, die ankamen.',
  },
  score: {
    word: 'Score',
    text: 'eine Zahl je Bild, das Mittel der höchsten Stellen der Karte; 0,5 an der eigenen Defektgrenze des Modells.',
  },
  heatmap: {
    word: 'Heatmap',
    text: 'die Karte als Farben über dem Bild.',
  },
  t1: {
    word: 'Prüfgrenze',
    text: 'ab diesem Score kommt das Teil zur Nachprüfung durch einen Menschen.',
  },
  t2: {
    word: 'Defektgrenze',
    text: 'ab diesem Score ist das Teil ein Defekt.',
  },
  verdict: {
    word: 'Urteil',
    text: 'was Modell und Grenzen von einem Teil sagen: gut, prüfen oder Defekt.',
  },
  decision: {
    word: 'Entscheidung',
    text: 'was ein Mensch von einem Eintrag sagt, neben dem Urteil, das es nie ändert.',
  },
  cause: {
    word: 'Ursache',
    text: 'die Worte, mit denen eine Entscheidung sagt, warum; ein Produkt bietet eine Liste davon an.',
  },
  falseReject: {
    word: 'Falschaussortierung',
    text: 'ein gutes Teil, das Defekt genannt wird.',
  },
  escape: {
    word: 'Schlupf',
    text: 'ein defektes Teil, das gut genannt wird.',
  },
  keptGoodPart: {
    word: 'behaltenes Gutteil',
    text: 'ein Gutteil, dessen Bild das Protokoll nach der Regel des Produkts behält: zufällig gezogen oder nahe T1.',
  },
  entry: {
    word: 'Eintrag',
    text: 'ein Teil im Protokoll mit Bild, Karte, Urteil, Modell und Grenzen.',
  },
  whatif: {
    word: 'Was wäre, wenn',
    text: 'das Urteil, das andere Grenzen ergeben hätten; es ändert nichts.',
  },
  trainingImage: {
    word: 'Trainingsbild',
    text: 'ein gutes Bild, aus dem ein Modell lernt.',
  },
  validationImage: {
    word: 'Validierungsbild',
    text: 'ein gutes Bild, aus dem nicht gelernt wird und von dem Statistik und Grenzen kommen.',
  },
  testImage: {
    word: 'Testbild',
    text: 'ein Bild mit bekanntem Befund, gut oder defekt, an dem Modelle gemessen werden und aus dem sie nie lernen.',
  },
  label: {
    word: 'Zuordnung',
    text: 'was ein Mensch sagt, dass ein Bild zeigt: gut, oder einen Fehler einer Art.',
  },
  mask: {
    word: 'Maske, Umrandung',
    text: 'der Umriss eines Fehlers auf einem Testbild, an dem AU-PRO gemessen wird.',
  },
  regionOfInterest: {
    word: 'Prüfbereich',
    text: 'der Teil des Bildes, der zählt.',
  },
  teacher: {
    word: 'Lehrer',
    text: 'ein Netz, das vorher an Fotos gelernt hat und jede Stelle eines Bildes beschreibt.',
  },
  student: {
    word: 'Schüler',
    text: 'ein Netz, das an guten Teilen lernt, den Lehrer nachzuahmen.',
  },
  memory: {
    word: 'Gedächtnis',
    text: 'die Beschreibungen guter Bilder, die ein Modell behält.',
  },
  model: {
    word: 'Modell',
    text: 'ein Graph, seine Karte und was gelernt wurde; es ändert sich nie.',
  },
  evaluation: {
    word: 'Bewertung',
    text: 'ein Modell an Bildern mit bekanntem Befund: AUROC von Bildern und Pixeln, AU-PRO, Fehlurteile.',
  },
};
