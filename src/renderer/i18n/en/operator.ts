export const operator = {
  title: 'Inspect',
  sources: {
    'window-camera': 'Camera of this window',
    'watched-folder': 'Watched folder',
    'simulated-camera': 'Simulated camera',
  },
};
