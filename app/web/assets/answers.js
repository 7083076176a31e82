// A new answer is brought into view and said once to a screen reader; its sources open and close.

// A card is no part of it: it is an alert, which is said at once.
const SAID = ".understood, .ours, .lead, .cited h3, .tag, .quote, .visit h3, .reach, .reminder";

let shown = ""; // which turn, in which state, was last brought into view
let answers = 0; // how many there were
let opener = null; // the citation that opened the source

const beside = () => window.matchMedia("(min-width: 1000px)").matches;

export function say(words) {
  document.querySelector("#said").textContent = words;
}

export function lastTurn() {
  return document.querySelector("#conversation .turn:last-of-type");
}

function openSource(source) {
  for (const other of document.querySelectorAll(".source")) other.hidden = other !== source;
  for (const cite of document.querySelectorAll(".cite"))
    cite.classList.toggle("open", cite.hash === `#${source.id}`);
}

export function goToSource(cite) {
  const source = document.getElementById(cite.hash.slice(1));
  if (!source) return;
  opener = cite;
  openSource(source);
  source.focus({ preventScroll: true });
  source.scrollIntoView({ block: beside() ? "nearest" : "start" });
}

export function goBack(link) {
  const answer = document.getElementById(link.hash.slice(1));
  const cite = opener && opener.isConnected ? opener : answer;
  if (!beside()) link.closest(".source").hidden = true;
  cite?.focus({ preventScroll: true });
  cite?.scrollIntoView({ block: "nearest" });
}

function sayTurn(turn) {
  const inAnswer = [...turn.querySelectorAll(SAID)].filter((node) => node.closest(".answer"));
  say(inAnswer.map((node) => node.textContent.trim()).join(" "));
}

// The turn from its question on; under a long question, a card from its heading on.
function bringIntoView(turn) {
  turn.scrollIntoView({ block: "start" });
  const first = turn.querySelector(".alarm li");
  const bar = document.querySelector("#bar");
  if (first && first.getBoundingClientRect().bottom > bar.getBoundingClientRect().top)
    turn.querySelector(".alarm").scrollIntoView({ block: "start" });
}

// Calls `answered` with a turn that has just got its answer.
export function bringNewTurn(answered) {
  const turn = lastTurn();
  const now = turn ? `${turn.dataset.turn} ${turn.dataset.state}` : "";
  if (now === shown) return;
  const before = answers;
  const looking = turn?.dataset.state === "looking";
  shown = now;
  answers = document.querySelectorAll('#conversation .turn:not([data-state="looking"])').length;
  if (!turn) return;
  document.body.classList.remove("lost");
  // Fewer than there were: the server started again, or forgot, under an open page.
  if (answers < before || looking) document.body.classList.toggle("restarted", answers < before);
  bringIntoView(turn);
  if (looking) return;
  sayTurn(turn);
  answered(turn);
  const first = turn.querySelector(".source");
  if (first && beside()) openSource(first);
}
