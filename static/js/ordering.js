/** Buttons that move an item up or down, and its row with the finger; the places always say the order on the screen. */
import { say } from "./site.js";

const selectOf = (item) => item.querySelector("select");
const itemsOf = (list) => [...list.children];

/** Let whoever saves answers know. */
const tell = (list) => list.dispatchEvent(new CustomEvent("ordered", { bubbles: true }));

/** Write the places from the order on the screen. */
function renumber(list) {
  itemsOf(list).forEach((item, at) => (selectOf(item).value = at + 1));
  tell(list);
}

/** Put the rows where their places say; those without one stay behind the others. */
function sort(list) {
  const place = (item) => Number(selectOf(item).value) || Infinity;
  list.append(...itemsOf(list).sort((one, other) => place(one) - place(other) || 0));
}

function move(list, item, to) {
  const items = itemsOf(list).filter((other) => other !== item);
  items.splice(to, 0, item);
  list.append(...items);
  renumber(list);
  say(`${item.querySelector(".row-words").textContent.trim()}: ${list.dataset.now} ${to + 1}`);
}

function button(list, item, words, by) {
  const one = Object.assign(document.createElement("button"), { type: "button", className: "step", textContent: by < 0 ? "↑" : "↓" });
  one.setAttribute("aria-label", `${words}: ${item.querySelector(".row-words").textContent.trim()}`);
  one.addEventListener("click", () => {
    const to = itemsOf(list).indexOf(item) + by;
    if (to < 0 || to >= list.children.length) return;
    move(list, item, to);
    one.focus();
  });
  return one;
}

const ENDS = ["pointerup", "pointercancel"];

/** An extra: pull a row by its words. The buttons and the selects do the same. */
function pull(list, event) {
  const item = event.target.closest("li");
  if (!event.target.closest(".row-words") || event.button !== 0 || event.pointerType === "touch") return;
  event.preventDefault();
  const before = itemsOf(list);
  const follow = (moved) => {
    const over = itemsOf(list).find((other) => other !== item && isWithin(other, moved.clientY));
    if (over) over[over.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING ? "before" : "after"](item);
  };
  const end = ({ type }) => {
    document.removeEventListener("pointermove", follow);
    for (const name of ENDS) document.removeEventListener(name, end);
    if (type === "pointercancel") list.append(...before);
    else if (itemsOf(list).some((other, at) => other !== before[at])) renumber(list);
  };
  document.addEventListener("pointermove", follow);
  for (const name of ENDS) document.addEventListener(name, end);
}

function isWithin(item, y) {
  const box = item.getBoundingClientRect();
  return y > box.top && y < box.bottom;
}

function prepare(list) {
  list.dataset.ordering = "ready";
  for (const item of itemsOf(list)) {
    const buttons = Object.assign(document.createElement("span"), { className: "steps" });
    buttons.append(button(list, item, list.dataset.up, -1), button(list, item, list.dataset.down, 1));
    item.querySelector(".row-words").after(buttons);
  }
  sort(list);
  list.addEventListener("input", (event) => {
    event.stopPropagation(); // one place changed, the others are about to
    if (event.target.value) move(list, event.target.closest("li"), event.target.value - 1);
    else tell(list);
  });
  list.addEventListener("pointerdown", (event) => pull(list, event));
}

/** Prepare the lists that have come since. */
export const enhance = () => document.querySelectorAll("[data-ordering='']").forEach(prepare);

// An answer that waited was put back into its form.
document.addEventListener("filled", (event) => event.target.querySelectorAll("[data-ordering]").forEach(sort));
