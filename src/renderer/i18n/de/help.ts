import type { help as schema } from '../en/help.ts';

export const help: typeof schema = {
  title: 'Hilfe',
  open: 'Hilfe (F1)',
  tabs: { view: 'Diese Ansicht', first: 'Erste Schritte', keys: 'Tasten', glossary: 'Glossar' },
  search: 'Wort suchen',
  none: 'Kein solches Wort.',
  views: {
    inspect: {
      title: 'Prüfen',
      text: 'Die Linie: eine Prüfung starten, jedes Teil mit seinem Urteil sehen und sagen, wo das Modell irrt.',
      first: 'Start prüft das Produkt oben an der Quelle daneben. Leertaste hält an; ein Tipp sagt, warum.',
      second:
        'Ein Tipp auf ein Teil im Streifen hält es fest; G und B sagen, was es ist. Sein Urteil bleibt im Protokoll.',
      third: 'Die Lampen links sagen, was Aufmerksamkeit braucht; ein Tipp sagt, was zu tun ist.',
    },
    images: {
      title: 'Bilder',
      text: 'Aus guten Bildern lernt ein Modell; an Testbildern mit Befund, guten und schlechten, wird es gemessen.',
      first:
        '20 bis 50 gute Bilder reichen für den Anfang. Dateien oder einen Ordner ablegen oder mit einer Kamera aufnehmen.',
      second: 'Den Prüfbereich vor dem ersten Training zeichnen: Alles andere bleibt außer Acht.',
      third: 'Ungewöhnliche und doppelte Bilder stehen über der Liste; was nicht dazugehört, herausnehmen.',
    },
    train: {
      title: 'Trainieren',
      text: 'Macht aus den guten Bildern ein Modell. Die empfohlene Voreinstellung passt zum Takt der Linie auf diesem Rechner.',
      first:
        'Voreinstellungen unterscheiden sich in Dauer, Zeit je Bild und dem, was sie finden; die Karten sagen es.',
      second: 'Ein Training läuft weiter, wenn das Fenster zu ist. Mehrere warten aufeinander.',
      third: 'Danach die fünf schlechtesten guten Bilder ansehen: Ein falsches Bild verschiebt die Grenzen.',
    },
    evaluate: {
      title: 'Bewerten',
      text: 'Sagt an Testbildern, wie viele Defekte durchkommen und wie viele gute Teile verworfen werden, und setzt die Grenzen.',
      first: 'Der erste Satz ist die Antwort. T1 und T2 im Diagramm ziehen oder einen Vorschlag nehmen.',
      second:
        'Die Galerie zeigt jedes Bild mit Heatmap; ein Klick auf einen Balken oder eine Zahl grenzt ein.',
      third: 'Zuordnungen und Masken werden gleich dort berichtigt.',
    },
    activate: {
      title: 'Aktivieren',
      text: 'Die Modelle des Produkts: vergleichen und das wählen, das ab dem nächsten Bild prüft.',
      first:
        'Beim Aktivieren werden die Grenzen gewählt, und es steht da, was sie an den Testbildern entscheiden.',
      second: 'Modelle haben Namen, werden angeheftet, archiviert, exportiert; keines wird je geändert.',
      third: 'Der Verlauf darunter sagt, welches Modell wann geprüft hat.',
    },
    review: {
      title: 'Sichten',
      text: 'Was nicht gut war, mit Bild und Heatmap, um darüber zu entscheiden; und Gutteile, die ein Produkt behalten hat.',
      first:
        'Der Eingang zeigt, worüber niemand entschieden hat, das älteste zuerst; G und B führen zum nächsten.',
      second: 'Eine Ursache sagt, warum. Zu den Testbildern: daran werden Modelle von da an gemessen.',
      third: 'Was wäre, wenn probiert andere Grenzen; es ändert nichts.',
    },
    statistics: {
      title: 'Statistik',
      text: 'Gutanteil im Zeitverlauf, Ursachen, Drift der Scores und wie oft Menschen dem Modell widersprechen.',
      first: 'Ein Klick auf einen Balken öffnet das Protokoll dieser Zeit oder Ursache.',
      second:
        'Punkte jenseits der Eingriffsgrenzen sagen, dass sich etwas geändert hat: Licht, Kamera oder Teile.',
      third:
        'Bericht als PDF schreibt, was die Filter zeigen; in den Einstellungen werden Berichte von selbst gesendet.',
    },
    plant: {
      title: 'Werk',
      text: 'Alle Stationen des Werks: wie sie stehen, was sie protokollieren, und Modelle für mehrere.',
      first: 'Entscheidungen von hier gehen zurück an die Stationen.',
      second: 'Ein Modell geht erst an einige Stationen, dann an alle.',
      third: 'Die Station arbeitet ohne das Werk wie zuvor.',
    },
    'settings-station': {
      title: 'Einstellungen: Station',
      text: 'Die Station selbst: ihr Name, die Sprache der Berichte, und wer was geändert hat.',
      first: 'Einstellungen gelten, sobald sie gespeichert sind; jede sagt, was sie bewirkt.',
      second:
        'Der Verlauf sagt, wer eine Einstellung wann geändert hat; rückgängig wird sie durch eine neue.',
      third: 'Alle Einstellungen lassen sich in eine Datei schreiben und auf einer anderen Station einlesen.',
    },
    'settings-line': {
      title: 'Einstellungen: Linie',
      text: 'Spuren, Rezepte und Ausgänge: was hier prüft, und wohin die Ergebnisse gehen.',
      first: 'Eine Spur ist ein Platz der Prüfung mit eigener Quelle und eigenem Produkt.',
      second:
        'Ergebnisse gehen über Ausgänge hinaus, der Reihe nach und mindestens einmal; die Lampe sagt, ob.',
      third: 'Die Wahl eines Rezepts rüstet alle seine Spuren auf ihre Produkte um, oder keine.',
    },
    'settings-people': {
      title: 'Einstellungen: Personen',
      text: 'Wer die Station benutzt, was jeder darf, und wie andere PCs sie erreichen.',
      first: 'Rollen sagen, was eine Person darf; sie kann mehrere haben.',
      second: 'Wer sich anmeldet, steht mit Namen bei jeder Entscheidung und Änderung.',
      third: 'Andere PCs erreichen die Station erst, wenn der Zugriff hier eingerichtet ist.',
    },
    'settings-log': {
      title: 'Einstellungen: Protokoll und Daten',
      text: 'Was die Station wie lange behält: Bilder, Sicherungen, Berichte, Prüfprotokoll.',
      first: 'Regeln der Aufbewahrung entfernen nur Bilder und Heatmaps; die Einträge bleiben im Protokoll.',
      second:
        'Eine Sicherung gehört auf einen anderen Datenträger; sie enthält alles außer Passwörtern und Schlüsseln.',
      third: 'Das Prüfprotokoll sagt, wer was wann getan hat, und lässt sich als Nachweis ausgeben.',
    },
    'settings-plant': {
      title: 'Einstellungen: Werk',
      text: 'Die Verbindung zu den anderen Stationen des Werks.',
      first: 'Hier steht, was die Station verlässt: Teile, Einträge, kleine Bilder, ihr Zustand.',
      second: 'Entscheidungen und Modelle aus dem Werk nimmt sie nur an, wenn das eingeschaltet ist.',
      third: 'Ohne das Werk arbeitet die Station wie zuvor.',
    },
    'settings-support': {
      title: 'Einstellungen: Hilfe und Über',
      text: 'Tasten, Diagnose, Aktualisierungen und Angaben zu dieser Version.',
      first: 'Die Diagnose sieht alles an und sagt, was zu tun ist.',
      second: 'Eine Aktualisierung sichert zuerst und geht von selbst zurück, wenn sie scheitert.',
      third: 'Das Support-Protokoll hilft denen, die helfen; es enthält keine Bilder.',
    },
  },
  steps: {
    title: 'Erste Schritte',
    done: 'Erledigt',
    go: 'Öffnen',
    sample: {
      title: 'Das Beispielprodukt prüfen',
      text: 'Zwei Klicks: Beispielprodukt ausprobieren, dann Start. Es zeigt, was Urteil, Heatmap und Protokoll sind.',
    },
    decide: {
      title: 'Über ein Teil entscheiden',
      text: 'In „Sichten“ den Eingang öffnen und Gut oder Defekt sagen. Entscheidungen zeigen, wo das Modell irrt.',
    },
    own: {
      title: 'Ein eigenes Produkt anlegen',
      text: '20 bis 50 Bilder guter Teile; ein Prüfbereich, wo nur ein Teil des Bildes zählt.',
    },
    train: {
      title: 'Trainieren und ansehen, was es entscheidet',
      text: 'Mit der empfohlenen Voreinstellung beginnen. Mit einigen defekten Teilen als Testbildern sagt Bewerten, wie viele durchkommen.',
    },
    line: {
      title: 'Aktivieren und prüfen',
      text: 'Das Modell mit passenden Grenzen aktivieren, die Quelle wählen und starten.',
    },
  },
};
