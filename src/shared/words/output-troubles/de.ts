import type { OutputTroubleKind } from '../../domain/output-trouble-kinds.ts';

export const outputTroubles: Readonly<Record<OutputTroubleKind, string>> = {
  receiverSilent: 'Der Empfänger antwortet nicht.',
  connectionRefused: '„{address}“ nimmt keine Verbindungen an. Zu prüfen: ob es läuft, und der Port.',
  connectionEnded: '„{address}“ hat die Verbindung beendet.',
  nameUnknown: '„{address}“ ist ein Name, den niemand kennt. Zu prüfen: die Adresse.',
  nameNotLookedUp:
    '„{address}“ ist ein Name, der gerade nicht nachgeschlagen werden kann. Zu prüfen: das Netz der Station.',
  noRoute: '„{address}“ ist nicht zu erreichen. Zu prüfen: das Netz der Station.',
  noAnswer: '„{address}“ antwortet nicht.',
  late: '„{address}“ hat nicht innerhalb von {seconds} s geantwortet.',
  certificateExpired:
    '„{address}“ hat ein abgelaufenes Zertifikat. Es braucht ein neues; bis dahin wird nichts dorthin gesendet.',
  certificateNotYetValid:
    '„{address}“ hat ein Zertifikat, das noch nicht gilt. Zu prüfen: die Uhren beider Rechner.',
  certificateUnvouched:
    '„{address}“ hat ein Zertifikat, für das niemand bürgt. Es wird nichts dorthin gesendet.',
  authorityUnknown:
    '„{address}“ hat ein Zertifikat einer Stelle, die die Station nicht kennt. Es wird nichts dorthin gesendet.',
  certificateOfOtherName:
    '„{address}“ hat ein Zertifikat auf einen anderen Namen. Einzutragen ist der Name, der darin steht.',
  unreachable: '„{address}“ ist nicht zu erreichen. {said}',
  redirected:
    '„{address}“ führt weiter nach „{place}“ ({status}). Einzutragen ist die Adresse, die die Ergebnisse selbst annimmt.',
  resultRefused: '„{address}“ hat ein Ergebnis abgelehnt: {status}. {said}',
  brokerVersion: '„{address}“ spricht eine andere Version von MQTT.',
  brokerName: '„{address}“ lehnt den Namen dieses Clients ab.',
  brokerUnavailable: '„{address}“ ist gerade nicht verfügbar.',
  brokerUser: '„{address}“ lehnt Benutzer und Passwort ab. Beide sind zu prüfen.',
  brokerRefuses: '„{address}“ lehnt die Station ab. Zu prüfen: Benutzer, Passwort und Zertifikat.',
  clientKey: 'Der Schlüssel des Zertifikats der Station ist nicht lesbar. Er ist neu zu setzen.',
  secretsUnreadable: '„{path}“ ist nicht lesbar. Die Passwörter des Ausgangs sind neu zu setzen.',
  folderMissing:
    '„{path}“ ist nicht da. Der Ordner ist anzulegen oder sein Laufwerk zu verbinden, oder ein anderer zu wählen.',
  folderIsFile: '„{path}“ ist eine Datei. Für die Ergebnisse ist ein Ordner zu wählen.',
  folderFull:
    '„{path}“ enthält {count} Dateien „{day}“ anderer Programme oder Versionen. Sie sind zu verschieben.',
  diskFull: '„{path}“ konnte nicht geschrieben werden: Der Datenträger ist voll. Es ist Platz zu schaffen.',
  noPermission:
    '„{path}“ darf von diesem Benutzer nicht geöffnet werden. Zu ändern sind die Rechte oder der Ort.',
  readOnly: '„{path}“ liegt auf einem schreibgeschützten Datenträger. Ein anderer Ort ist zu wählen.',
  unwritable: '„{path}“ ist nicht zu beschreiben. {said}',
  portTaken: 'An {address} lauscht schon ein anderes Programm. Ein anderer Port ist zu wählen.',
  portForbidden: 'Das System lässt die Station an {address} nicht lauschen. Ein Port ab 1024 ist zu wählen.',
  notOwnAddress: '{address} ist keine Adresse dieses Rechners. Zu wählen ist eine, die er hat, oder 0.0.0.0.',
  cannotListen: 'Die Station kann an {address} nicht lauschen. {said}',
  noPlc: 'Mit {address} ist keine SPS verbunden.',
  heartbeatLost: 'Das Lebenszeichen der SPS bleibt aus.',
  peerRefused:
    '{address} wollte sich verbinden und darf es nicht. Ist es eine SPS, ist sie in die Liste derer aufzunehmen, die sich verbinden dürfen.',
  notAcknowledged: 'Die SPS hat ein Ergebnis der Spur {lane} nicht rechtzeitig bestätigt.',
  askedInVain: 'Die SPS hat die Spur {lane} vergeblich angefordert. {said}',
  askedTooSoon: 'Die SPS hat die Spur {lane} ausgelöst, während ein Teil von ihr geprüft wurde.',
  serialNoText: 'Die Seriennummer, die die SPS für Spur {lane} schrieb, ist kein Text.',
  triggerNotSynchronised:
    'Der erste Auslöser der Spur {lane} war nicht 0: Wo der Zähler der SPS steht, war nicht bekannt.',
  recipeNotSynchronised:
    'Die erste Rezeptanforderung war nicht 0: Wo der Zähler der SPS steht, war nicht bekannt.',
  recipeFailed: 'Die SPS hat Rezept {recipe} angefordert, und alles blieb, wie es war. {said}',
  laneCommandUnknown: 'Die SPS schrieb für Spur {lane} den Befehl {command}, den es nicht gibt.',
  commandUnknown: 'Die SPS schrieb den Befehl {command}, den es nicht gibt.',
  commandFailed: 'Der Befehl {command} der SPS wurde nicht ausgeführt. {said}',
  registerReserved: 'Die SPS schrieb in das reservierte Register {register}.',
  laneUnknown: 'Die SPS schrieb für die Spur {lane}, die es nicht gibt.',
  remoteAway: 'Das Remote-I/O {address} ist nicht zu erreichen. {said}',
  remoteNotYet: 'Das Remote-I/O {address} wurde noch nicht verbunden.',
  noOpcuaClient: 'Mit {address} ist kein OPC-UA-Client verbunden.',
  opcuaStranger:
    'Ein Client wurde abgewiesen: Seinem Zertifikat wird nicht vertraut. Siehe „Zertifikate der Clients“ am Ausgang.',
  opcuaNotStarted: 'Der OPC-UA-Server startet an {address} nicht. {said}',
  opcuaFailedOften:
    'Der OPC-UA-Server ist fünfmal in einer Minute ausgefallen. Er wird in einer Minute wieder gestartet.',
  opcuaEnded: 'Der OPC-UA-Server hat sich mit dem Code {code} beendet. Er wird wieder gestartet.',
  opcuaKilled: 'Der OPC-UA-Server wurde von außen beendet. Er wird wieder gestartet.',
  methodRefused: '{method} der Spur {lane} wurde abgelehnt. {said}',
  mailUser: 'Der Mailserver „{address}“ lässt „{user}“ nicht ein. Zu prüfen: Benutzer und Passwort. {said}',
  mailRefused:
    'Der Mailserver „{address}“ nimmt die Mail nicht an. Zu prüfen: Absender und Empfänger. {said}',
};
