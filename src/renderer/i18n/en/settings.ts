/** Words of the station's settings: a title and a help for each, and a word for each choice. */
export const settings = {
  titles: {
    station: 'Station settings',
    line: 'At the line',
    people: 'Signing in',
    log: 'Log, disk and backups',
    plant: 'What travels to the plant, and its time zone',
    support: 'Support',
  },
  help: 'For everybody who uses this station. Each change is kept with who made it.',
  lineAdded: 'Added',
  lineChanged: 'Changed',
  secretsToSet: 'Passwords and keys are not in the file. Set these again at the outputs:',
  readOnly: 'Changed by an engineer or an administrator.',
  keys: {
    logs: {
      level: {
        title: 'Support log',
        help: 'Written into the folder “logs” of the data folder, without pictures and passwords. Everything also has a line for each part.',
      },
    },
    backup: {
      folder: {
        title: 'Folder for backups',
        help: 'On the station’s machine, outside its data folder, best on another disk; it has to be there. Empty: no backups.',
      },
      everyHours: {
        title: 'Backup every',
        help: 'Hours between two backups; 0 takes none by itself.',
      },
      keep: {
        title: 'Backups that are kept',
        help: 'The oldest are removed once a new one is whole.',
      },
    },
    folders: {
      places: {
        title: 'Folders to choose from',
        help: 'What the window may look into on the station’s machine to choose a folder, separated by semicolons. Empty: the folder of the station’s user and mounted disks.',
      },
    },
    plant: {
      parts: {
        title: 'Parts to the plant',
        help: 'Of each part its number, name, product, model, verdict, score, limits, regions and times. No picture.',
      },
      entries: {
        title: 'Entries to the plant',
        help: 'What was not good, what people decided on it, and their names. No picture.',
      },
      thumbnails: {
        title: 'Small pictures to the plant',
        help: 'With each entry its picture, 256 pixels at most. The picture itself stays here.',
      },
      state: {
        title: 'State to the plant',
        help: 'Name, lanes, alarms, shift and room on the disk. That the station is there is always told.',
      },
      decisions: {
        title: 'Decisions from the plant',
        help: 'What people at the plant decide on entries is written into the log here, with their names.',
      },
      models: {
        title: 'Models from the plant',
        help: 'A model is tried on the known parts, and activated where all of them are judged right.',
      },
      training: {
        title: 'Training for others',
        help: 'Other stations of the plant train models on this machine. Their images come here while they do, and are removed afterwards.',
      },
      zone: {
        title: 'Time zone of the plant',
        help: 'Where this station hosts a plant: the zone of its board and statistics, such as Europe/Berlin. Empty: that of this machine.',
      },
    },
    users: {
      mode: {
        title: 'Who uses the station',
        help: 'One for all: whoever sits there has every role. Everybody signs in: with name and PIN or password, or a badge; links stay as they are.',
      },
      lockOperator: {
        title: 'Sign operators out',
        help: 'After so many minutes without a hand at the window; 0: never.',
      },
      lockOthers: {
        title: 'Sign others out',
        help: 'After so many minutes without a hand at the window; 0: never. A camera of the window stops with it.',
      },
    },
    log: {
      pictures: {
        title: 'Pictures of entries',
        help: 'Compact takes a fraction of the disk; a replay and training images then have the picture as it was kept, not bit for bit.',
      },
    },
    disk: {
      amber: { title: 'Disk needs attention below', help: 'Free gigabytes; also below 5 % of the disk.' },
      red: {
        title: 'Disk is full below',
        help: 'Free megabytes. The last 64 MB are a reserve that is given up by itself.',
      },
    },
    station: {
      name: {
        title: 'Name of the station',
        help: 'In the window, in reports and in the names of exported files.',
      },
    },
    line: {
      silence: {
        title: 'Alarm when no part comes',
        help: 'While an inspection runs and no part has come for so many seconds; 0 never alarms. A pause does not count.',
      },
    },
    report: {
      language: {
        title: 'Language of reports',
        help: 'Of PDF reports and evaluation pages where none is chosen.',
      },
    },
    csv: {
      decimalSeparator: {
        title: 'Decimal separator of CSV files',
        help: 'With a comma, the fields of a line are separated by semicolons.',
      },
    },
    inspection: {
      unlikePictures: {
        title: 'Pictures unlike the training images',
        help: 'Whether parts get a verdict while a notice says that their pictures differ from the training images.',
      },
      unlogged: {
        title: 'When a verdict cannot be logged',
        help: 'The part is not inspected either way; its entry is written once there is room.',
      },
    },
  },
  values: {
    send: 'Sent',
    keep: 'Stays here',
    take: 'Taken',
    refuse: 'Refused',
    lossless: 'Lossless',
    compact: 'Compact',
    error: 'Failures',
    warn: 'Failures and warnings',
    info: 'What happens',
    debug: 'Everything, each part too',
    single: 'One for all',
    people: 'Everybody signs in',
    window: 'The language of the window',
    en: 'English',
    de: 'Deutsch',
    'zh-CN': '简体中文',
    'go-on': 'The line goes on',
    halt: 'The line is paused',
    judge: 'Judged, with a notice',
    leave: 'Not inspected',
    point: 'Point: 1.5',
    comma: 'Comma: 1,5',
  },
  empty: 'none',
  since: 'Since {time}, by {name}',
  unreadable:
    'The value that {name} set on {time} cannot be read; the station works as delivered. Set it again.',
  save: 'Save',
  discard: 'Discard',
  unsaved: 'Not saved yet:',
  fileTitle: 'Settings as a file',
  fileHelp:
    'All settings, lanes, recipes and outputs, for another station. What a file would change is shown before it is applied.',
  saved: 'Saved',
  invalid: 'This value cannot be used.',
  conflict: 'A setting was changed meanwhile. Discard to see what is in force now.',
  history: 'History',
  noHistory: 'Nothing was changed yet.',
  change: '{before} → {after}',
  by: '{time}, {name}',
  more: 'Earlier changes',
  export: 'Save as file',
  apply: 'Apply a file',
  applyTitle: 'Apply these settings',
  applyPlan: 'Apply',
  applyText: 'What the file does not name stays as it is.',
  nothingToApply: 'All of it is in force already.',
  tooLarge: 'This file is too large for settings.',
};
