/** Words of the window's camera, shared by training and inspection. */
export const camera = {
  label: 'Camera',
  any: 'Any camera',
  unnamed: 'Camera {number}',
  preview: 'Show camera picture',
  opening: 'Opening the camera …',
  retry: 'Retry',
  mode: '{width} × {height} pixels, used as {usedWidth} × {usedHeight}',
  problems: {
    refused: {
      title: 'The camera is not permitted',
      remedy:
        'Allow the camera for this page in the browser or in the system’s privacy settings, then retry.',
    },
    none: { title: 'No camera found', remedy: 'Plug in a camera. It is found by itself; if not, retry.' },
    busy: {
      title: 'The camera is in use elsewhere',
      remedy: 'Close the other program that uses the camera, then retry.',
    },
    unplugged: { title: 'The camera is unplugged', remedy: 'Plug it in again. It goes on by itself.' },
    silent: {
      title: 'The camera gives no pictures',
      remedy: 'Check cable and power, and that the camera is switched on. It goes on by itself.',
    },
    insecure: {
      title: 'This page may not use cameras',
      remedy: 'Open the station on its own machine (localhost) or over https.',
    },
    failed: { title: 'The camera could not be opened', remedy: 'Unplug it, plug it in again, then retry.' },
  },
};
