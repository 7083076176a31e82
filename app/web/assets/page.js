// What the page does in the browser: ask a suggested question, open and leave a source, bring a new
// answer into view, say it once to a screen reader, and say when the connection broke. It sends
// nothing and knows nothing of how an answer is made; it keeps a typed question, in this tab, only
// from the loss of the connection until the page is back.
(() => {
  "use strict";

  const live = document.createElement("div");
  live.className = "unseen";
  live.id = "said";
  live.setAttribute("aria-live", "polite");
  live.setAttribute("role", "status");

  // A card is no part of it: it is an alert, which is said at once.
  const SAID = ".understood, .ours, .lead, .cited h3, .tag, .quote, .visit h3, .reach, .reminder";

  let shown = ""; // which turn, in which state, was last brought into view
  let opener = null; // the citation that opened the source

  const beside = () => window.matchMedia("(min-width: 1000px)").matches;

  const box = () => document.querySelector("#question textarea");

  function typeIn(text) {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box(), text);
    box().dispatchEvent(new Event("input", { bubbles: true }));
  }

  function askThis(text) {
    const ask = document.querySelector("#ask");
    if (!box() || !ask) return;
    typeIn(text);
    ask.focus({ preventScroll: true }); // stays when the list of questions goes; opens no keyboard
    setTimeout(() => ask.click(), 60); // after the vendor's binding has taken the text
  }

  function openSource(source) {
    for (const other of document.querySelectorAll(".source")) other.hidden = other !== source;
    for (const cite of document.querySelectorAll(".cite"))
      cite.classList.toggle("open", cite.hash === `#${source.id}`);
  }

  function goToSource(cite) {
    const source = document.getElementById(cite.hash.slice(1));
    if (!source) return;
    opener = cite;
    openSource(source);
    source.focus({ preventScroll: true });
    source.scrollIntoView({ block: beside() ? "nearest" : "start" });
  }

  function goBack(link) {
    const answer = document.getElementById(link.hash.slice(1));
    const cite = opener && opener.isConnected ? opener : answer;
    if (!beside()) link.closest(".source").hidden = true;
    cite?.focus({ preventScroll: true });
    cite?.scrollIntoView({ block: "nearest" });
  }

  function say(turn) {
    const inAnswer = [...turn.querySelectorAll(SAID)].filter((node) => node.closest(".answer"));
    live.textContent = inAnswer.map((node) => node.textContent.trim()).join(" ");
  }

  // The turn from its question on; under a long question, a card from its heading on.
  function bringIntoView(turn) {
    turn.scrollIntoView({ block: "start" });
    const first = turn.querySelector(".alarm li");
    const bar = document.querySelector("#bar");
    if (first && first.getBoundingClientRect().bottom > bar.getBoundingClientRect().top)
      turn.querySelector(".alarm").scrollIntoView({ block: "start" });
  }

  function turnChanged() {
    const turn = document.querySelector("#conversation .turn:last-of-type");
    const now = turn ? `${turn.dataset.turn} ${turn.dataset.state}` : "";
    if (now === shown) return;
    shown = now;
    if (!turn) return;
    document.body.classList.remove("lost");
    bringIntoView(turn);
    if (turn.dataset.state === "looking") return;
    say(turn);
    emptyBox(turn);
    const first = turn.querySelector(".source");
    if (first && beside()) openSource(first);
  }

  // Empties the box of the question that was answered, and of nothing that was typed meanwhile.
  function emptyBox(turn) {
    const plain = (text) => text.replace(/\s+/g, " ").trim();
    const asked = turn.querySelector(".asked").textContent;
    if (turn.dataset.state !== "error" && box() && plain(box().value) === plain(asked)) typeIn("");
  }

  // The vendor's script reloads the page when the server is back.
  function keepQuestion() {
    if (document.body.classList.contains("lost") && box()?.value)
      sessionStorage.setItem("question", box().value);
  }

  function giveQuestionBack() {
    const kept = sessionStorage.getItem("question");
    if (!kept || !box()) return;
    sessionStorage.removeItem("question");
    typeIn(kept);
  }

  function measureBar() {
    const bar = document.querySelector("#bar");
    if (!bar) return;
    document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`);
    document.querySelector("#before")?.remove(); // the page stands; what stood in for it goes
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest?.(".ask-this, .cite, .back");
    if (!target) return;
    event.preventDefault();
    if (target.matches(".ask-this")) askThis(target.textContent);
    else if (target.matches(".cite")) goToSource(target);
    else goBack(target);
  });

  document.addEventListener("keydown", (event) => {
    const source = event.key === "Escape" && event.target.closest?.(".source");
    if (source) goBack(source.querySelector(".back"));
  });

  // The vendor says a broken connection in words of its own, in a corner; ours stand by the box.
  function noticeLoss() {
    if (document.querySelector(".toast-wrap .toast-body.error")) document.body.classList.add("lost");
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(live);
    new MutationObserver(() => {
      noticeLoss();
      turnChanged();
      measureBar();
      giveQuestionBack();
    }).observe(document.body, { childList: true, subtree: true });
    window.addEventListener("resize", measureBar);
    window.addEventListener("pagehide", keepQuestion);
  });
})();
