// The list of questions for the care team, and the page that is printed of it. It is in this page's
// memory alone, unless the patient chose to keep it on the device.
import { say } from "./answers.js";
import { forget, keep, kept } from "./store.js";

const KEPT = "list";

// {question, answer, print}; answer: null, or {said: [words], cited: [{heading, quotes, source}]}
let items = read("tab") ?? read("device") ?? [];
forget("tab", KEPT);

function read(area) {
  const held = kept(area, KEPT);
  if (held === null) return null;
  try {
    return JSON.parse(held).filter((one) => typeof one.question === "string");
  } catch {
    forget(area, KEPT); // not ours, or cut off: nothing of it can be shown
    return null;
  }
}

const isKept = () => kept("device", KEPT) !== null;

// While the connection is lost: the vendor's script reloads the page when it is back.
export function carryList() {
  keep("tab", KEPT, JSON.stringify(items));
}

export function dropCarried() {
  forget("tab", KEPT);
}

// Another tab has changed the list that is kept on the device.
export function takeOver(event) {
  if (event.key !== KEPT || !event.newValue) return;
  items = read("device") ?? items;
  if (part("#list-items")) changed(false);
}
const part = (id) => document.querySelector(id);
const words = () => part("#take-list").dataset;
const plain = (node) => node.textContent.replace(/\s+/g, " ").trim();

function element(tag, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
}

function changed(write = true) {
  if (write && isKept()) keep("device", KEPT, JSON.stringify(items));
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
  const said = [...turn.querySelectorAll(".alarm h2, .alarm p, .alarm li, .ours")].map(plain);
  return cited.length ? { said, cited } : null;
}

export function addTurn(button) {
  const turn = button.closest(".turn");
  const question = plain(turn.querySelector(".asked"));
  const at = items.findIndex((one) => one.question === question);
  const answer = answerOf(turn);
  if (at >= 0) items.splice(at, 1);
  else items.push({ question, answer, print: answer !== null });
  changed();
  say(at >= 0 ? words().removed : words().added);
}

export function addOwn() {
  const box = part("#list-new");
  const question = box.value.replace(/\s+/g, " ").trim();
  if (question) items.push({ question, answer: null, print: false });
  box.value = "";
  box.focus();
  changed();
  if (question) say(words().added);
}

export function removeItem(button) {
  const at = Number(button.dataset.number);
  items.splice(at, 1);
  changed();
  const left = document.querySelectorAll("#list-items .remove");
  (left[Math.min(at, left.length - 1)] ?? part("#list-name")).focus();
  say(words().removed);
}

export function withAnswer(box) {
  items[Number(box.dataset.number)].print = box.checked;
  if (isKept()) keep("device", KEPT, JSON.stringify(items));
}

export function keepList(wanted) {
  if (wanted) keep("device", KEPT, JSON.stringify(items));
  else forget("device", KEPT);
}

export function forgetList() {
  items = [];
  forget("device", KEPT);
  if (part("#list-items")) changed();
}

export function openSheet() {
  const said = part("#sheet").dataset;
  const line = (text, name = "") => element("p", { className: name, textContent: text });
  const entries = items.map((item) => {
    const entry = element("li", {}, element("p", { className: "asked", dir: "auto", textContent: item.question }));
    if (item.print && item.answer) {
      entry.append(...item.answer.said.map((words) => line(words)), line(said.library, "lead"));
      for (const one of item.answer.cited) {
        const quoted = element("blockquote", { lang: "en" }, ...one.quotes.map((quote) => line(quote)));
        entry.append(element("h3", { lang: "en", textContent: one.heading }), quoted);
        entry.append(line(`${said.source}: ${one.source}`, "hint"));
      }
    }
    entry.append(line(said.notes, "notes"));
    return entry;
  });
  part("#sheet-items").replaceChildren(...entries);
  part("#sheet").classList.add("open");
  window.scrollTo(0, 0);
  part("#sheet .title-line").focus();
}

export function closeSheet() {
  part("#sheet").classList.remove("open");
  part("#list-sheet").focus();
}
