/**
 * The card of an event beside the timeline. What the page holds of the event is shown at once, the rest comes from the server; it is
 * asked for ahead, when a pointer or the focus rests on a link. The address becomes that of the event, and Back comes back.
 */
import { say } from "./site.js";

const REST = 80; // milliseconds on a link before its card is asked for
const fetched = new Map(); // address -> promise of its card
const results = () => document.getElementById("results");
const panel = () => document.getElementById("card");
let opener; // the slug whose link opened the card
let timer;

/** Links of drawings have no address as a string. */
const addressOf = (link) => new URL(link.getAttribute("href"), location.href).href;
const linksInOrder = () => [...(results()?.querySelectorAll(".shown [data-event]") ?? [])];
const linkOf = (slug) => results()?.querySelector(`.shown [data-event="${CSS.escape(slug)}"]`);

function ask(address) {
  if (!fetched.has(address)) {
    const arriving = fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" }).then((response) => {
      if (!response.ok) throw new Error(response.status);
      return response.text();
    });
    arriving.catch(() => fetched.delete(address));
    fetched.set(address, arriving);
    if (fetched.size > 60) fetched.delete(fetched.keys().next().value);
  }
  return fetched.get(address);
}

/** “event 12 of 64, 18 February 2022” */
function placeOf(slug) {
  const links = linksInOrder();
  const at = links.findIndex((link) => link.dataset.event === slug);
  if (at < 0) return "";
  const date = document.getElementById(`e-${slug}`)?.querySelector(".date")?.textContent.trim() ?? "";
  return results().dataset.place.replace("{n}", at + 1).replace("{total}", links.length).replace("{date}", date);
}

function el(name, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

function toolbar(words, address) {
  const { close, whole } = panel().dataset;
  const button = el("button", { type: "button", className: "button quiet", textContent: close });
  button.dataset.close = "";
  const place = el("p", { className: "meta", textContent: words });
  return el("div", { className: "row" }, place, el("span", { className: "row" }, el("a", { href: address, textContent: whole }), button));
}

/** What the page holds of the event already: its date, its title and its summary. */
function atOnce(slug, link) {
  const row = document.getElementById(`e-${slug}`);
  const title = el("h2", { tabIndex: -1, textContent: (row?.querySelector("a[data-event]") ?? link).textContent.trim() });
  title.dataset.heading = "";
  const date = el("p", { className: "date", textContent: row?.querySelector(".date")?.textContent.trim() ?? "" });
  const summary = el("p", { textContent: row?.querySelector("[data-summary]")?.textContent.trim() ?? "" });
  return el("article", { className: "reading" }, el("header", { className: "page-head" }, date, title), summary);
}

function mark(slug) {
  for (const link of results()?.querySelectorAll(".shown [data-event][aria-current]") ?? []) link.removeAttribute("aria-current");
  const chosen = slug ? `.shown [data-event="${CSS.escape(slug)}"]` : undefined;
  for (const link of (chosen && results()?.querySelectorAll(chosen)) ?? []) link.setAttribute("aria-current", "true");
}

/** Show the card of a link's event. */
export function open(link, { push = true } = {}) {
  const slug = link.dataset.event;
  const address = addressOf(link);
  if (push) {
    if (panel().hidden) opener = slug;
    history.pushState({ ...history.state, event: slug, from: history.state?.from ?? location.href }, "", address);
  }
  const waiting = el("p", { className: "meta", textContent: panel().dataset.waiting });
  const words = placeOf(slug);
  panel().hidden = false;
  panel().replaceChildren(toolbar(words, address), atOnce(slug, link), waiting);
  mark(slug);
  say(words);
  // Last, because to give the focus the browser lays out the page: once, now that nothing changes any more.
  panel().querySelector("[data-heading]").focus({ preventScroll: true });
  panel().scrollTop = 0;
  ask(address).then((words) => fill(slug, address, words), () => fail(slug, address));
}

const isShown = (slug) => !panel().hidden && history.state?.event === slug;

function fill(slug, address, words) {
  if (!isShown(slug)) return;
  const hadFocus = panel().contains(document.activeElement);
  const card = document.createRange().createContextualFragment(words);
  panel().replaceChildren(toolbar(placeOf(slug), address), card);
  if (hadFocus) panel().querySelector("[data-heading]").focus({ preventScroll: true });
}

function fail(slug, address) {
  if (!isShown(slug)) return;
  const { failed, whole } = panel().dataset;
  panel().lastElementChild.replaceChildren(`${failed} `, el("a", { href: address, textContent: whole }));
  say(failed);
}

function close({ back = true } = {}) {
  if (panel().hidden) return;
  const slug = history.state?.event ?? opener;
  panel().hidden = true;
  panel().replaceChildren();
  mark(undefined);
  (linkOf(slug) ?? linkOf(opener))?.focus();
  if (back && history.state?.from) history.pushState({ results: history.state.results }, "", history.state.from);
}

document.addEventListener("click", (event) => {
  if (event.target.closest("button[data-close]")) return close();
  const link = event.target.closest("a[data-event]");
  if (!link || !panel() || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(link);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel() && !panel().hidden) close();
});

function soon(event) {
  const link = event.target.closest?.("a[data-event]");
  clearTimeout(timer);
  if (link && panel()) timer = setTimeout(() => ask(addressOf(link)), REST);
}
document.addEventListener("pointerover", soon);
document.addEventListener("focusin", soon);

addEventListener("popstate", () => {
  if (!panel()) return;
  const slug = history.state?.event;
  const link = slug && (linkOf(slug) ?? panel().querySelector(`[data-event="${CSS.escape(slug)}"]`));
  if (link) open(link, { push: false });
  else close({ back: false });
});
