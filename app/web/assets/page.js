// Puts the parts of the page together: what a press, a key and a change of the page lead to. It sends
// nothing by itself and knows nothing of how an answer is made.
import { bringNewTurn, goBack, goToSource } from "./answers.js";
import { askThis, giveQuestionBack, keepQuestion, noticeLoss, answered } from "./asking.js";
import { readAloud, offerReading, stopReading } from "./aloud.js";
import { changeDisplay, changeLanguage, showDisplay, toggleDisplay } from "./display.js";
import { feedbackPressed, sendFeedback, showSent } from "./feedback.js";
import { clearAndLeave } from "./leaving.js";
import {
  addOwn, addTurn, carryList, closeSheet, dropCarried, goToList, keepList, openSheet, removeItem,
  showList, takeOver, withAnswer,
} from "./list.js";
import { explain, hideExplained, keepExplained, toggleExplained } from "./terms.js";

const PRESSED = {
  ".ask-this": (node) => askThis(node.textContent),
  ".cite": goToSource,
  ".back": goBack,
  ".add-to-list": addTurn,
  ".read-aloud": readAloud,
  ".helpful button": feedbackPressed,
  ".remove": removeItem,
  "#tool-list": goToList,
  "#tool-display, #display-close": toggleDisplay,
  "#tool-language": changeLanguage,
  "#tool-leave": clearAndLeave,
  "#list-sheet": openSheet,
  "#sheet-back": closeSheet,
  "#sheet-print": () => window.print(),
};

function pressed(event) {
  const term = event.target.closest?.(".term");
  if (term) return toggleExplained(term);
  hideExplained();
  for (const [selector, does] of Object.entries(PRESSED)) {
    const node = event.target.closest?.(selector);
    if (!node) continue;
    event.preventDefault();
    return does(node);
  }
}

function keyed(event) {
  const term = event.target.closest?.(".term");
  if (term && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    toggleExplained(term);
  } else if (event.key === "Escape" && !hideExplained()) {
    const source = event.target.closest?.(".source");
    if (document.querySelector("#sheet.open")) closeSheet();
    else if (source) goBack(source.querySelector(".back"));
    else if (event.target.closest?.("#display")) toggleDisplay();
  }
}

function sent(event) {
  event.preventDefault();
  if (event.target.matches("#list-form")) addOwn();
  else if (event.target.matches(".why")) sendFeedback(event.target);
}

function chosen(event) {
  if (event.target.matches("#display input")) changeDisplay(event.target);
  else if (event.target.matches("#list-keep")) keepList(event.target.checked);
  else if (event.target.matches(".with-answer")) withAnswer(event.target);
}

// How much of the screen the bar takes, so that nothing that has the focus hides behind it.
function measureBar() {
  const bar = document.querySelector("#bar");
  if (!bar) return;
  document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`);
}

function pageChanged() {
  if (document.querySelector("#welcome .welcome")) document.querySelector("#before")?.remove();
  const clinic = document.querySelector("#header .clinic")?.textContent;
  const title = `${document.querySelector("#header .about")?.textContent} - ${clinic}`;
  if (clinic && document.title !== title) document.title = title;
  noticeLoss();
  if (document.body.matches(".lost:not(.leaving)")) carryList();
  bringNewTurn((turn) => (hideExplained(), dropCarried(), answered(turn)));
  offerReading();
  showSent();
  showList();
  showDisplay();
  measureBar();
  giveQuestionBack();
}

function start() {
  const live = document.createElement("div");
  live.className = "unseen";
  live.id = "said";
  live.setAttribute("aria-live", "polite");
  live.setAttribute("role", "status");
  document.body.append(live);
  const connection = () => document.body.classList.toggle("offline", !navigator.onLine);
  document.addEventListener("click", pressed);
  document.addEventListener("keydown", keyed);
  document.addEventListener("submit", sent);
  document.addEventListener("change", chosen);
  for (const kind of ["focusin", "pointerover"])
    document.addEventListener(kind, (event) => explain(event.target.closest?.(".term, #explained")));
  for (const kind of ["focusout", "pointerout"])
    document.addEventListener(kind, (event) => keepExplained(event));
  for (const kind of ["online", "offline"]) window.addEventListener(kind, connection);
  window.addEventListener("resize", measureBar);
  document.addEventListener("input", keepQuestion);
  window.addEventListener("storage", takeOver);
  window.addEventListener("pagehide", stopReading);
  new MutationObserver(pageChanged).observe(document.body, { childList: true, subtree: true });
  connection();
  pageChanged();
}

start();
