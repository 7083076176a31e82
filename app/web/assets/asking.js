// The question box: a suggested question is asked by one press, and no typed question is lost. It is
// kept, in this tab, only from the loss of the connection until the page is back.

const box = () => document.querySelector("#question textarea");

function typeIn(text) {
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box(), text);
  box().dispatchEvent(new Event("input", { bubbles: true }));
}

export function askThis(text) {
  const ask = document.querySelector("#ask");
  if (!box() || !ask) return;
  typeIn(text);
  ask.focus({ preventScroll: true }); // stays when the list of questions goes; opens no keyboard
  setTimeout(() => ask.click(), 60); // after the vendor's binding has taken the text
}

// Empties the box of the question that was answered, and of nothing that was typed meanwhile.
export function answered(turn) {
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const asked = turn.querySelector(".asked").textContent;
  if (turn.dataset.state !== "error" && box() && plain(box().value) === plain(asked)) typeIn("");
  sessionStorage.removeItem("question");
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
  if (document.body.classList.contains("lost") && box()) sessionStorage.setItem("question", box().value);
}

export function giveQuestionBack() {
  if (!box() || !document.querySelector("#welcome .welcome")) return; // the page is still being made
  box().autocomplete = "off";
  const kept = sessionStorage.getItem("question");
  if (!kept || document.body.classList.contains("lost")) return;
  sessionStorage.removeItem("question");
  typeIn(kept);
  document.body.classList.add("restarted");
}
