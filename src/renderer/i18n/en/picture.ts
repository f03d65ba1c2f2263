/** Words of the viewer for all pictures of parts. */
export const picture = {
  toolbar: 'How the picture is shown',
  heat: 'Heatmap',
  outline: 'Outline only',
  opacity: 'Opacity of the heatmap',
  beside: 'Picture without heatmap beside',
  scale: 'Scale of the heatmap',
  scales: { product: 'Scale: product', model: 'Scale: model', picture: 'Scale: this picture' },
  scaleHints: {
    product: 'From T1 to twice T2, clear below T1. Equal colour means equal score in every picture.',
    model: 'From 0 to twice T2, so that what lies below T1 shows, too. Equal colour means equal score.',
    picture: 'From the lowest to the highest score of this picture. Not to be compared with other pictures.',
  },
  larger: 'Magnify',
  smaller: 'Make smaller',
  fit: 'Whole picture',
  actual: 'One pixel of the picture on one of the screen',
  print: 'Print the picture',
  previous: 'Previous picture',
  next: 'Next picture',
  place: '{place} of {count}',
  truth: 'blue line: outlined by people',
  keys: {
    heat: 'Heatmap on or off; held down: only meanwhile',
    outline: 'Outline of the heatmap only, or its colours, too',
    beside: 'Picture without heatmap beside',
  },
};
