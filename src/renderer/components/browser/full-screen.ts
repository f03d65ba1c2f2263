import { ref } from 'vue';

/** Whether the window fills the screen, whoever asked for it. */
export const isFullScreen = ref(false);

document.addEventListener('fullscreenchange', () => {
  isFullScreen.value = document.fullscreenElement !== null;
});

/** Fills the screen, or leaves it again; where the browser does not allow it, nothing happens. */
export async function toggleFullScreen(): Promise<void> {
  if (!document.fullscreenEnabled) return;
  if (document.fullscreenElement === null) await document.documentElement.requestFullscreen();
  else await document.exitFullscreen();
}
