// "Clear and leave", for a device that others use: empties the conversation, here and in the server's
// memory, the list, and all that the browser could keep, and goes to a page that says so.
import { stopReading } from "./aloud.js";
import { forgetSent } from "./feedback.js";
import { forgetList } from "./list.js";
import { forgetAll } from "./store.js";

const MOST = 2000; // milliseconds that we wait for the server to have forgotten

async function emptyBrowser() {
  forgetAll("tab");
  forgetAll("device");
  const stores = (await window.indexedDB?.databases?.()) ?? [];
  for (const { name } of stores) window.indexedDB.deleteDatabase(name);
  for (const name of (await window.caches?.keys()) ?? []) await window.caches.delete(name);
  for (const cookie of document.cookie.split(";"))
    document.cookie = `${cookie.split("=")[0].trim()}=; max-age=0; path=/`;
}

function forgotten() {
  return new Promise((done) => {
    const late = setTimeout(done, MOST);
    const emptied = new MutationObserver(() => {
      if (document.querySelector("#conversation .turn")) return;
      clearTimeout(late);
      emptied.disconnect();
      done();
    });
    if (!document.querySelector("#conversation .turn")) return (clearTimeout(late), done());
    emptied.observe(document.querySelector("#conversation"), { childList: true, subtree: true });
    document.querySelector("#leave").click();
  });
}

export async function clearAndLeave() {
  const language = document.documentElement.dataset.language;
  stopReading();
  document.body.classList.add("leaving"); // so that nothing is kept for later
  document.querySelector("#question textarea").value = "";
  forgetList();
  forgetSent();
  await forgotten();
  await emptyBrowser();
  if (navigator.onLine) return window.location.replace(`/left/${language}`);
  document.body.replaceChildren(document.querySelector("#left-words").content.cloneNode(true));
}
