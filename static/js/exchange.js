/** The exchange step by step: next, previous, all. Everything is in the page; what comes later is hidden. */
import { say } from "./site.js";

const play = document.querySelector("[data-play]");
const moves = [...document.querySelectorAll("[data-step]")];
const threads = [...document.querySelectorAll("[data-last]")];
const links = Object.fromEntries([...play.querySelectorAll("[data-go]")].map((link) => [link.dataset.go, link]));
const progress = document.querySelector("[data-progress]");

const stepOf = (address) => Number(new URL(address).searchParams.get("step")) || 0;

/** Show the moves up to this one, and the replies among them; 0: all. */
function show(step) {
  const isShown = (number) => !step || Number(number) <= step;
  for (const move of moves) {
    move.hidden = !isShown(move.dataset.step);
    if (Number(move.dataset.step) === step) move.setAttribute("aria-current", "step");
    else move.removeAttribute("aria-current");
  }
  for (const thread of threads) {
    if (isShown(thread.dataset.last)) thread.removeAttribute("display");
    else thread.setAttribute("display", "none");
  }
  document.querySelector(".exchange .year-jump").hidden = Boolean(step);
  progress.textContent = step ? play.dataset.words.replace("{n}", step) : play.dataset.all;
  point("before", Math.max(step - 1, 1), step === 1);
  point("after", Math.min(step + 1, moves.length), step === moves.length);
  links.after.querySelector("[data-label]").textContent = step ? play.dataset.next : play.dataset.first;
  links.before.hidden = links.all.hidden = !step;
}

function point(way, step, isEnd) {
  const address = new URL(location);
  address.searchParams.set("step", step);
  address.hash = moves[step - 1].id;
  links[way].href = address;
  if (isEnd) links[way].setAttribute("aria-disabled", "true");
  else links[way].removeAttribute("aria-disabled");
}

/** What a move says, as one line. */
const told = (move) => [...move.querySelectorAll(".when, .instrument, .what, .reply")].map((line) => line.textContent.trim()).join(" ");

function goTo(step) {
  const address = new URL(location);
  if (step) address.searchParams.set("step", step);
  else address.searchParams.delete("step");
  address.hash = "";
  history.replaceState(history.state, "", address.href.replace(/#$/, ""));
  show(step);
  // A hidden link cannot keep the focus.
  if (!step) links.after.focus({ preventScroll: true });
  else moves[step - 1].scrollIntoView({ block: "nearest" });
  say(step ? `${progress.textContent}: ${told(moves[step - 1])}` : progress.textContent);
}

play.addEventListener("click", (event) => {
  const link = event.target.closest("[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.getAttribute("aria-disabled")) return say(progress.textContent);
  goTo(link.dataset.go === "all" ? 0 : stepOf(link.href));
});

/** Where the order is uncertain, a reply may stand before its move: a link to what is not shown yet shows it. */
window.addEventListener("hashchange", () => {
  const move = document.getElementById(location.hash.slice(1));
  if (!move?.hidden || !move.dataset.step) return;
  goTo(Number(move.dataset.step));
});
