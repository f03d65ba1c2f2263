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
};
