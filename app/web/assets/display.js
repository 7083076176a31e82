// Text size, colors and the language of the page. A choice holds for this tab alone.
import { forget, keep, kept } from "./store.js";

const root = document.documentElement;

let changing = false; // whether the page is being said in another language

export function toggleDisplay() {
  const panel = document.querySelector("#display");
  const tool = document.querySelector("#tool-display");
  panel.hidden = !panel.hidden;
  tool.setAttribute("aria-expanded", String(!panel.hidden));
  (panel.hidden ? tool : panel.querySelector("input:checked")).focus();
}

// What is chosen, on a panel that has just been made.
export function showDisplay() {
  if (changing && document.querySelector("#tool-language")?.lang !== root.dataset.language) {
    changing = false;
    document.querySelector("#tool-language").focus();
  }
  const panel = document.querySelector("#display");
  if (!panel || panel.querySelector("input:checked")) return;
  const chosen = { size: root.dataset.size, colors: kept("tab", "colors") ?? "device" };
  for (const input of panel.querySelectorAll("input")) input.checked = chosen[input.name] === input.value;
}

export function changeDisplay(input) {
  const usual = input.value === "device" || (input.name === "size" && input.value === "100");
  if (usual) forget("tab", input.name);
  else keep("tab", input.name, input.value);
  window.dispatchEvent(new Event("display"));
}

// The page is said anew in the other language; a typed question stays as it is.
export function changeLanguage(tool) {
  keep("tab", "language", tool.lang);
  window.dispatchEvent(new Event("display"));
  changing = true;
  sayAnew();
}

// Not while a question is being looked up: its answer would be lost.
function sayAnew() {
  if (document.querySelector('.turn[data-state="looking"]')) return setTimeout(sayAnew, 100);
  document.querySelector("#retell").click();
}
