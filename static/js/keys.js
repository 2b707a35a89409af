/** Keys 1 to 9 choose an option. They can be turned off, for those who speak to their computer or press by accident. */
const isOn = () => localStorage.getItem("keys") !== "off";

/** The form that is being read: the one with the focus, else the first that reaches into the lower half of the window. */
function formInView() {
  const focused = document.activeElement?.closest("form[data-answer]");
  const forms = [...document.querySelectorAll("form[data-answer]")];
  return focused ?? forms.find((form) => form.getBoundingClientRect().bottom > innerHeight / 2) ?? forms.at(-1);
}

/** Take a pressed digit for a choice, unless it is meant for a field. */
export function choose(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !isOn()) return;
  if (event.target.closest("select, textarea, input:not([type=radio], [type=checkbox])")) return;
  const option = formInView()?.querySelectorAll(".options input:not(:disabled)")[event.key - 1];
  option?.focus();
  option?.click();
}

/** Say what the keys do now. */
export function write(hint) {
  for (const part of hint.children) part.textContent = isOn() ? part.dataset.on : part.dataset.off;
}

export function turn(hint) {
  localStorage.setItem("keys", isOn() ? "off" : "on");
  write(hint);
}
