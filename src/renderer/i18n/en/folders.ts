/** Words for choosing a folder of the station's machine. */
export const folders = {
  browse: 'Browse …',
  title: 'Choose a folder on the station’s machine',
  places: 'Places',
  up: 'Up',
  images: '{count} picture lies right in it. | {count} pictures lie right in it.',
  isModel: 'An exported model lies in it.',
  empty: 'No folders in it.',
  more: 'Only the first {count} are shown.',
  choose: 'Choose this folder',
  recent: 'Lately used',
};
