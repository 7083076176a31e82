// Before anything is painted: the colors, the size of the text and the language of this visit. They
// are kept in this tab alone, and only when the patient has chosen them.
(() => {
  "use strict";
  const root = document.documentElement;
  const kept = (name) => {
    try {
      return sessionStorage.getItem(name);
    } catch {
      return null; // site data are blocked: nothing was kept
    }
  };
  const wants = (query) => window.matchMedia(query).matches;
  const device = () =>
    wants("(prefers-contrast: more)") ? "high" : wants("(prefers-color-scheme: dark)") ? "dark" : "light";

  const served = root.lang;

  function show() {
    root.dataset.theme = kept("colors") ?? device();
    root.dataset.size = kept("size") ?? "100";
    root.dataset.language = kept("language") ?? served;
    keepLanguage();
  }

  // The vendor's script says that the page is in the browser's language.
  function keepLanguage() {
    if (root.lang !== root.dataset.language) root.lang = root.dataset.language;
  }

  new MutationObserver(keepLanguage).observe(root, { attributeFilter: ["lang"] });
  for (const query of ["(prefers-contrast: more)", "(prefers-color-scheme: dark)"])
    window.matchMedia(query).addEventListener("change", show);
  // A page that the browser kept for "back" would show what was cleared.
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
  window.addEventListener("display", show);
  show();
})();
