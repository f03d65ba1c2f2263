/** Length of one round of the alarm, seconds: two tones and a rest. */
const roundSeconds = 1.2;
const tones = [
  { hertz: 880, from: 0, to: 0.25 },
  { hertz: 660, from: 0.3, to: 0.55 },
] as const;
const loudness = 0.4;

/**
 * Sounds the alarm repeatedly until the returned function is called. The alarm is silent on a machine without sound,
 * and in a browser that allows none before the user touches the page.
 */
export function soundAlarm(): () => void {
  if (!('AudioContext' in window)) return () => undefined;
  const context = new AudioContext();
  const play = (): void => {
    if (context.state !== 'running') return;
    for (const { hertz, from, to } of tones) {
      const tone = context.createOscillator();
      const gain = context.createGain();
      const now = context.currentTime;
      tone.type = 'square';
      tone.frequency.value = hertz;
      gain.gain.setValueAtTime(0, now + from);
      gain.gain.linearRampToValueAtTime(loudness, now + from + 0.02);
      gain.gain.setValueAtTime(loudness, now + to - 0.02);
      gain.gain.linearRampToValueAtTime(0, now + to);
      tone.connect(gain).connect(context.destination);
      tone.start(now + from);
      tone.stop(now + to);
    }
  };
  // A page that the user has touched sounds at once; any other page sounds from the first touch on.
  void context.resume().then(play, () => undefined);
  const timer = setInterval(play, roundSeconds * 1_000);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
