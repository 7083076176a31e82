// An answer read aloud by the browser's own speech. Only by a voice of this device: others would send
// the words to a company's server. What is in a language that no voice speaks is left out.

const READ = ".alarm h2, .alarm p, .alarm li, .understood, .ours, .lead, .cited h3, .quote, .take-this, .reach, .reminder";
const speech = window.speechSynthesis;

const voiceOf = (language) =>
  speech?.getVoices().find((voice) => voice.localService && voice.lang.slice(0, 2) === language);

let reading = null; // the button of the answer that is being read

function mark(button) {
  for (const one of document.querySelectorAll(".read-aloud"))
    one.textContent = one === button ? one.dataset.stop : one.dataset.read;
  reading = button;
}

// The buttons are there where the device has a voice for what the library is written in.
export function offerReading() {
  const silent = !voiceOf("en");
  for (const button of document.querySelectorAll(".read-aloud"))
    if (button.hidden !== silent) button.hidden = silent;
  if (reading && !reading.isConnected) stopReading();
}

export function stopReading() {
  speech?.cancel();
  mark(null);
}

export function readAloud(button) {
  const again = button === reading;
  stopReading();
  if (again) return;
  mark(button);
  const parts = [...button.closest(".talk").querySelectorAll(READ)];
  const read = parts.map((part) => [part, voiceOf(part.closest("[lang]").lang.slice(0, 2))]);
  const spoken = read.filter(([, voice]) => voice);
  for (const [number, [part, voice]] of spoken.entries()) {
    const words = new SpeechSynthesisUtterance(part.textContent.trim());
    words.voice = voice;
    words.lang = voice.lang;
    const done = () => reading === button && mark(null);
    words.onerror = done;
    if (number === spoken.length - 1) words.onend = done;
    speech.speak(words);
  }
}

speech?.addEventListener?.("voiceschanged", offerReading);
