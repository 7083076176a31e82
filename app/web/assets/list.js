// The list of questions for the care team, and the page that is printed of it. It is in this page's
// memory alone, unless the patient chose to keep it on the device.
import { say } from "./answers.js";

const KEPT = "list";

let items = read(); // {question, answer, print}; answer: null, or {said, cited: [{heading, quotes, source}]}

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.question === "string") : [];
  } catch {
    localStorage.removeItem(KEPT); // not ours, or cut off: nothing of it can be shown
    return [];
  }
}

const isKept = () => localStorage.getItem(KEPT) !== null;
const part = (id) => document.querySelector(id);
const words = () => part("#take-list").dataset;
const plain = (node) => node.textContent.replace(/\s+/g, " ").trim();

function element(tag, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
}

function changed() {
  if (isKept()) localStorage.setItem(KEPT, JSON.stringify(items));
  part("#list-items").dataset.made = "";
  showList();
}

// The list as it is, wherever the page has been made anew.
export function showList() {
  const list = part("#list-items");
  if (!list) return;
  for (const button of document.querySelectorAll(".add-to-list")) {
    const on = items.some((one) => one.question === plain(button.closest(".turn").querySelector(".asked")));
    const label = on ? button.dataset.added : button.dataset.add;
    if (button.textContent !== label) button.textContent = label;
    button.setAttribute("aria-pressed", String(on));
  }
  if (list.dataset.made === "yes") return;
  list.dataset.made = "yes";
  list.replaceChildren(...items.map(row));
  part("#list-empty").hidden = items.length > 0;
  part("#list-sheet").hidden = items.length === 0;
  part("#list-keep").checked = isKept();
  const number = part("#tool-list").dataset;
  part("#tool-list").textContent = items.length ? number.number.replace("{number}", items.length) : number.none;
}

function row(item, number) {
  const buttons = element("div", { className: "buttons" });
  if (item.answer) {
    const box = element("input", { type: "checkbox", className: "with-answer", checked: item.print });
    box.dataset.number = number;
    buttons.append(element("label", { className: "choice" }, box, words().withAnswer));
  }
  const remove = element("button", { type: "button", className: "button remove", textContent: words().remove });
  remove.setAttribute("aria-label", words().removeThis.replace("{question}", item.question));
  remove.dataset.number = number;
  buttons.append(remove);
  return element("li", {}, element("p", { textContent: item.question, dir: "auto" }), buttons);
}

export function goToList() {
  part("#take .card").scrollIntoView({ block: "start" });
  part("#list-name").focus({ preventScroll: true });
}

function answerOf(turn) {
  const cited = [...turn.querySelectorAll(".cited")].map((block) => {
    const source = document.getElementById(block.querySelector(".cite").hash.slice(1));
    const of = (selector) => [...source.querySelectorAll(selector)].map(plain);
    return {
      heading: plain(block.querySelector("h3")),
      quotes: [...block.querySelectorAll("blockquote p, blockquote li")].map((line) =>
        [...line.querySelectorAll(".quote")].map(plain).join(" "),
      ),
      source: [
        ...of(".title"),
        ...of(".path li"),
        ...of("dd:not(:has(ul))"),
        of(".references li").join("; "),
      ].filter(Boolean).join(" · "),
    };
  });
  return cited.length ? { cited } : null;
}

export function addTurn(button) {
  const turn = button.closest(".turn");
  const question = plain(turn.querySelector(".asked"));
  const at = items.findIndex((one) => one.question === question);
  const answer = answerOf(turn);
  if (at >= 0) items.splice(at, 1);
  else items.push({ question, answer, print: answer !== null });
  changed();
  say(button.textContent);
}

export function addOwn() {
  const box = part("#list-new");
  const question = box.value.replace(/\s+/g, " ").trim();
  if (question) items.push({ question, answer: null, own: true, print: false });
  box.value = "";
  box.focus();
  changed();
  if (question) say(words().added);
}

export function removeItem(button) {
  items.splice(Number(button.dataset.number), 1);
  changed();
  const next = part("#list-items .remove") ?? part("#list-name");
  next.focus();
}

export function withAnswer(box) {
  items[Number(box.dataset.number)].print = box.checked;
  if (isKept()) localStorage.setItem(KEPT, JSON.stringify(items));
}

export function keepList(keep) {
  if (keep) localStorage.setItem(KEPT, JSON.stringify(items));
  else localStorage.removeItem(KEPT);
}

export function forgetList() {
  items = [];
  localStorage.removeItem(KEPT);
  if (part("#list-items")) changed();
}

export function openSheet() {
  const said = part("#sheet").dataset;
  const line = (text, name = "") => element("p", { className: name, textContent: text });
  const entries = items.map((item) => {
    const entry = element("li", {}, element("p", { className: "asked", dir: "auto", textContent: item.question }));
    if (item.print && item.answer) {
      entry.append(line(said.library, "lead"));
      for (const one of item.answer.cited) {
        const quoted = element("blockquote", { lang: "en" }, ...one.quotes.map((quote) => line(quote)));
        entry.append(element("h2", { lang: "en", textContent: one.heading }), quoted);
        entry.append(line(`${said.source}: ${one.source}`, "hint"));
      }
    }
    entry.append(line(said.notes, "notes"));
    return entry;
  });
  part("#sheet-items").replaceChildren(...entries);
  part("#sheet").classList.add("open");
  window.scrollTo(0, 0);
  part("#sheet h1").focus();
}

export function closeSheet() {
  part("#sheet").classList.remove("open");
  part("#list-sheet").focus();
}
