// A word that the library explains: on hover, on focus, by a tap; Escape or a press elsewhere ends it.

let held = false; // opened by a press: it stays until the next one
let leaving = 0;

const note = () => document.querySelector("#explained");
const open = () => document.querySelector('.term[aria-expanded="true"]');

function made() {
  const made = document.createElement("div");
  made.id = "explained";
  made.setAttribute("role", "note");
  document.body.append(made);
  return made;
}

function show(term) {
  hideExplained();
  const shown = note() ?? made();
  const meaning = document.getElementById(term.getAttribute("aria-describedby"));
  shown.replaceChildren(...meaning.cloneNode(true).childNodes);
  shown.hidden = false;
  term.setAttribute("aria-expanded", "true");
  const at = term.getBoundingClientRect();
  const left = Math.min(at.left, document.documentElement.clientWidth - shown.offsetWidth - 12);
  const bar = document.querySelector("#bar").getBoundingClientRect().top;
  const below = at.bottom + 6;
  const fits = below + shown.offsetHeight < bar || at.top - shown.offsetHeight - 6 < 0;
  shown.style.left = `${window.scrollX + Math.max(12, left)}px`;
  shown.style.top = `${window.scrollY + (fits ? below : at.top - shown.offsetHeight - 6)}px`;
}

export function hideExplained() {
  const shown = note();
  held = false;
  open()?.setAttribute("aria-expanded", "false");
  if (!shown || shown.hidden) return false;
  shown.hidden = true;
  return true;
}

export function explain(node) {
  if (!node) return;
  clearTimeout(leaving);
  if (node.matches(".term") && node !== open()) show(node);
}

export function toggleExplained(term) {
  const again = held && term === open();
  if (again) return hideExplained();
  if (term !== open()) show(term);
  held = true;
}

export function keepExplained(event) {
  if (held || !event.target.closest?.(".term, #explained")) return;
  clearTimeout(leaving);
  leaving = setTimeout(() => held || hideExplained(), 250); // time to reach what is explained
}
