// The question box: a suggested question is asked by one press, and no typed question is lost. It is
// kept, in this tab, only from the loss of the connection until the page is back.
import { forget, keep, kept } from "./store.js";

let draft = ""; // what stood in the box when a suggested question was asked

const box = () => document.querySelector("#question textarea");

function typeIn(text) {
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box(), text);
  box().dispatchEvent(new Event("input", { bubbles: true }));
}

export function askThis(text) {
  const ask = document.querySelector("#ask");
  if (!box() || !ask) return;
  draft = box().value;
  typeIn(text);
  ask.focus({ preventScroll: true }); // stays when the list of questions goes; opens no keyboard
  setTimeout(() => ask.click(), 60); // after the vendor's binding has taken the text
}

// Empties the box of the question that was answered, and of nothing that was typed meanwhile; what
// stood there before a suggested question comes back.
export function answered(turn) {
  const plain = (text) => text.normalize("NFC").replace(/\p{Cf}/gu, "").replace(/\s+/g, " ").trim();
  const asked = turn.querySelector(".asked").textContent;
  if (turn.dataset.state !== "error" && box() && plain(box().value) === plain(asked)) typeIn(draft);
  draft = "";
  forget("tab", "question");
}

// The vendor says a broken connection in words of its own, in a corner; ours stand by the box.
export function noticeLoss() {
  if (!document.querySelector(".toast-wrap .toast-body.error")) return;
  document.body.classList.add("lost");
  keepQuestion();
}

// The vendor's script reloads the page when the server is back: kept at once, for what is written
// while a page goes may be lost.
export function keepQuestion() {
  if (document.body.classList.contains("leaving")) return;
  if (document.body.classList.contains("lost") && box()) keep("tab", "question", box().value);
}

export function giveQuestionBack() {
  if (!box() || !document.querySelector("#welcome .welcome")) return; // the page is still being made
  box().autocomplete = "off";
  const question = kept("tab", "question");
  if (question === null || document.body.classList.contains("lost")) return;
  forget("tab", "question");
  if (question) typeIn(question);
  document.body.classList.add("restarted");
}
