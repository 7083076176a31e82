// Text size, colors and the language of the page. A choice holds for this tab alone.

const root = document.documentElement;

let changing = false; // whether the page is being said in another language

export function toggleDisplay() {
  const panel = document.querySelector("#display");
  const tool = document.querySelector("#tool-display");
  panel.hidden = !panel.hidden;
  tool.setAttribute("aria-expanded", String(!panel.hidden));
  (panel.hidden ? tool : panel.querySelector("input:checked")).focus();
}

// What is chosen, on a panel that has just been made.
export function showDisplay() {
  if (changing && document.querySelector("#tool-language")?.lang !== root.dataset.language) {
    changing = false;
    document.querySelector("#tool-language").focus();
  }
  const panel = document.querySelector("#display");
  if (!panel || panel.querySelector("input:checked")) return;
  const chosen = { size: root.dataset.size, colors: sessionStorage.getItem("colors") ?? "device" };
  for (const input of panel.querySelectorAll("input")) input.checked = chosen[input.name] === input.value;
}

export function changeDisplay(input) {
  const usual = input.value === "device" || (input.name === "size" && input.value === "100");
  if (usual) sessionStorage.removeItem(input.name);
  else sessionStorage.setItem(input.name, input.value);
  window.dispatchEvent(new Event("display"));
}

// The page is said anew in the other language; a typed question stays as it is.
export function changeLanguage(tool) {
  sessionStorage.setItem("language", tool.lang);
  window.dispatchEvent(new Event("display"));
  changing = true;
  document.querySelector("#retell").click();
}
