// What a patient says of an answer. Nothing is sent but by "Send", beside which stands what is kept.
import { say } from "./answers.js";

const done = new Map(); // what was said of which turn's question

const of = (node) => node.closest(".turn");
const key = (turn) => `${turn.dataset.turn} ${turn.querySelector(".asked").textContent}`;

export function feedbackPressed(button) {
  const form = button.closest(".helpful").querySelector(".why");
  if (button.type === "submit") return form.requestSubmit();
  if (button.matches(".cancel")) return close(form);
  const helpful = button.value === "yes";
  form.dataset.helpful = button.value;
  form.querySelector("fieldset").hidden = helpful;
  form.hidden = false;
  for (const one of form.parentElement.querySelectorAll("[aria-expanded]"))
    one.setAttribute("aria-expanded", String(one === button));
  form.querySelector(helpful ? "textarea" : "input").focus();
}

function close(form) {
  form.hidden = true;
  form.querySelector("textarea").value = "";
  const pressed = form.parentElement.querySelector('[aria-expanded="true"]');
  pressed?.setAttribute("aria-expanded", "false");
  pressed?.focus();
}

export async function sendFeedback(form) {
  const turn = of(form);
  const words = form.closest(".helpful");
  const body = {
    helpful: form.dataset.helpful === "yes",
    reasons: [...form.querySelectorAll("fieldset:not([hidden]) input:checked")].map((box) => box.value),
    comment: form.querySelector("textarea").value,
    question: turn.querySelector(".asked").textContent,
    status: turn.dataset.state,
    cited: JSON.parse(turn.querySelector(".answer").dataset.cited),
  };
  const send = form.querySelector('[type="submit"]');
  if (send.disabled) return;
  send.disabled = true;
  let kept = false;
  try {
    const headers = { "content-type": "application/json" };
    kept = (await fetch("/api/feedback", { method: "POST", headers, body: JSON.stringify(body) })).ok;
  } catch {
    kept = false; // the connection is gone: said like any other failure
  }
  const said = words.dataset[kept ? "thanks" : "failed"];
  if (kept) done.set(key(turn), true);
  send.disabled = false;
  words.querySelector(".sent").textContent = said;
  if (kept) showSent();
  else say(said);
}

// An answer of which something was sent is not asked about again, also after the page was made anew.
export function showSent() {
  for (const turn of document.querySelectorAll(".turn")) {
    const words = turn.querySelector(".helpful");
    if (!words || !words.querySelector("button")) continue;
    const form = words.querySelector(".why");
    if (form.hidden && form.querySelector("textarea").value) form.hidden = false; // half written
    if (!done.has(key(turn))) continue;
    const thanks = document.createElement("p");
    thanks.className = "sent";
    thanks.tabIndex = -1;
    thanks.textContent = words.dataset.thanks;
    const focused = words.contains(document.activeElement);
    words.replaceChildren(thanks);
    if (focused) thanks.focus();
  }
}

export function forgetSent() {
  done.clear();
}
