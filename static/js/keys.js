/** Keys 1 to 9 choose an option. They can be turned off, for those who speak to their computer or press by accident. */
const hint = () => document.querySelector("[data-keys]");
const isOn = () => localStorage.getItem("keys") !== "off";

/** The form that is being read: the one with the focus, else the first that reaches into the upper half of the window. */
function formInView() {
  const focused = document.activeElement?.closest("form[data-answer]");
  const forms = [...document.querySelectorAll("form[data-answer]")];
  return focused ?? forms.find((form) => form.getBoundingClientRect().bottom > innerHeight / 2) ?? forms.at(-1);
}

function choose(event) {
  if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey || !isOn()) return;
  if (event.target.closest("select, textarea, input:not([type=radio], [type=checkbox])")) return;
  const option = formInView()?.querySelectorAll(".options input:not(:disabled)")[event.key - 1];
  if (!option) return;
  event.preventDefault();
  option.focus();
  option.click();
}

/** Show what the keys do, where there is something to choose and most likely a keyboard. */
export function offerKeys() {
  const place = hint();
  if (!place || !document.querySelector("form[data-answer] .options input:not(:disabled)")) return;
  place.hidden = false;
  const write = () => {
    for (const part of place.children) part.textContent = isOn() ? part.dataset.on : part.dataset.off;
  };
  write();
  place.querySelector("button").addEventListener("click", () => {
    localStorage.setItem("keys", isOn() ? "off" : "on");
    write();
  });
}

export const listen = () => document.addEventListener("keydown", choose);
