export const line = {
  pause: {
    title: 'Why does it pause?',
    hint: 'One tap is enough; it may also stay without a reason.',
    reasons: {
      changeover: 'Changeover',
      cleaning: 'Cleaning',
      fault: 'Fault at the machine',
      material: 'No material',
      setting: 'Camera or light adjusted',
      break: 'Break',
    },
    other: 'Another reason',
    set: 'Note reason',
    since: 'Paused since {time}',
    by: 'Paused by {name}',
  },
  alarm: {
    title: 'One defect | {count} defects in a row',
    text: 'The inspection goes on. Look at the process, then acknowledge.',
    defects: 'One defect in this inspection. | {shown} defects in this inspection.',
    acknowledge: 'Acknowledge',
    mute: 'Without sound',
  },
  settings: {
    open: 'At the line',
    title: '{product} at the line',
    alarm: 'Alarm after defects in a row',
    alarmAfter: 'Defects in a row, 1 to 100',
    alarmHint:
      'A good part ends the row; parts for review neither count nor end it. With a live camera a defect in view counts once a second.',
    code: 'Code of the product (optional)',
    codeHint:
      '3 to 64 letters, digits and signs. Scan it here; scanned at the line, it changes over to this product.',
    save: 'Save',
    saved: 'Settings of the line saved',
  },
  changeover: {
    open: 'Choose or change the product',
    choose: 'Choose a product',
    title: 'Change over to',
    text: 'Parts that have arrived are inspected to the end as what they are; the next ones are the new product.',
    states: {
      inspected: 'Under inspection',
      ready: 'Model active',
      trained: 'No model active',
      untrained: 'No model yet',
    },
    done: 'Changed over to {product}',
    already: '{product} is under inspection already',
    finishing: 'Still inspecting the last parts of {product}',
  },
  scan: {
    title: 'Unknown code',
    unknown:
      'No product has the code “{code}”. Check the label, or have the code entered in Train, At the line.',
  },
};
