// Shows the cases that fit the filters; without it the failed ones alone are shown.
"use strict";
(() => {
  const form = document.querySelector("[data-filters]");
  if (!form) return;
  const one = (name) => form.querySelector(`[data-${name}]`);
  const [search, verdict, status, tag] = ["search", "verdict", "status", "tag"].map(one);
  const count = document.querySelector("[data-count]");
  const cases = [...document.querySelectorAll("[data-case]")].map((element) => ({
    element,
    verdict: element.dataset.verdict,
    status: element.dataset.status,
    tags: JSON.parse(element.dataset.tags),
    text: element.textContent.toLowerCase(),
  }));
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of cases) {
      const fits =
        (!verdict.value || item.verdict === verdict.value) &&
        (!status.value || item.status === status.value) &&
        (!tag.value || item.tags.includes(tag.value)) &&
        words.every((word) => item.text.includes(word));
      item.element.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    count.textContent = `${shown} of ${cases.length} cases shown`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  // On paper there is nothing to open.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    opened.forEach((element) => (element.open = true));
  });
  addEventListener("afterprint", () => opened.forEach((element) => (element.open = false)));
  apply();
})();
