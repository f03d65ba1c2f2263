import './validation.ts';
import '@fontsource-variable/inter/index.css';
import './tokens.css';
import './base.css';
import './layout.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { installMessages } from './i18n/i18n.ts';
import { preloadViews, router } from './router.ts';
import { useLive } from './stores/live.ts';
import { usePreferences } from './stores/preferences.ts';
import { clientKey, connectionKey, createStationClient } from './transport/client.ts';
import { keepConnected } from './transport/connection.ts';
import { createLiveChannel, liveChannelKey } from './transport/live-channel.ts';
import { isDesktop, openPortWires } from './transport/port-wires.ts';
import { openSocketWires } from './transport/socket-wires.ts';

const connection = keepConnected(isDesktop() ? openPortWires : openSocketWires);

const app = createApp(App);
app.provide(connectionKey, connection);
app.provide(clientKey, createStationClient(connection));
app.provide(liveChannelKey, createLiveChannel(connection));
const pinia = createPinia();
app.use(pinia);
// Starts the live store early, since the station sends the current session once, on connecting.
useLive(pinia);
installMessages(app, usePreferences(pinia).locale);
app.use(router);
app.mount('#app');
// A kiosk may lack a font with Chinese characters, and names may have them in any window language. Browsers load only the used parts of the font.
const laterFaces = (): void => void import('@fontsource-variable/noto-sans-sc/index.css');
void router.isReady().then(() => {
  requestIdleCallback(laterFaces);
  requestIdleCallback(preloadViews);
});
