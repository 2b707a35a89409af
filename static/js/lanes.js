/**
 * The lanes of the timeline by hand: drag, pinch, ctrl and wheel, keys and the toolbar move them at once, by stretching what
 * is drawn; when the hand rests, the server's drawing of that stretch of time takes its place and the address says it.
 */
import { say } from "./site.js";
import { keyed, placeOf, rove } from "./lanes-keys.js";
import { dayOf, isoOf, panned, seen, seenAt, stretch, wholeOf, zoomed } from "./lanes-view.js";

const REST = 150; // milliseconds without a move
const SLACK = 5; // pixels that a click may slip

const figureNow = () => document.getElementById("lanes");
const drawings = (figure) => figure.querySelectorAll(".drawing");

let view; // what is seen of the figure: { x, width } in units of its drawing; undefined while it rests
let timer, frame, loading;

/** What the drawing measures: units across, where time begins and ends in it, and its days. */
function measure(figure) {
  const { since, until, left, right } = figure.dataset;
  const width = figure.querySelector(".drawing > svg").width.baseVal.value;
  return { width, left: Number(left), right: Number(right), since: dayOf(since), days: dayOf(until) - dayOf(since) + 1 };
}

/** From pixels on the screen to units of the drawing as it was made. */
function unitsAt(figure, clientX) {
  const box = figure.querySelector(".lane").getBoundingClientRect(); // which stays while what it holds moves
  return ((clientX - box.left) / box.width) * measure(figure).width;
}

function draw(figure) {
  frame = undefined;
  figure.classList.toggle("is-moving", Boolean(view));
  const how = view && stretch(measure(figure), view);
  for (const drawing of drawings(figure)) drawing.style.transform = how ?? "";
}

function change(figure, to) {
  loading?.abort();
  view = to;
  frame ??= requestAnimationFrame(() => draw(figure));
  clearTimeout(timer);
  timer = setTimeout(settle, REST);
}

const move = (figure, how, ...by) => {
  const drawn = measure(figure);
  change(figure, how(drawn, view ?? wholeOf(drawn), ...by));
};

const STEP = 1.5; // how much nearer a key brings it
const SIDES = { ArrowLeft: -1, ArrowRight: 1 };
const ENDS = ["pointerup", "pointercancel"];

let fingers; // how far apart they are, and the middle between them, in pixels
let isHeld = false; // a button or two fingers are down: what comes now would be torn away

function settle() {
  const figure = figureNow();
  if (!figure || !view) return;
  if (isHeld) return void (timer = setTimeout(settle, REST));
  const [first, last] = seen(measure(figure), view);
  const address = new URL(location);
  address.searchParams.set("from", isoOf(first));
  address.searchParams.set("to", isoOf(last));
  load(address);
}

/** The server's drawing in place of ours. Without an answer, what was there before comes back. */
async function load(address) {
  loading?.abort();
  const { signal } = (loading = new AbortController());
  try {
    const reply = await fetch(address, { headers: { "HX-Request": "true" }, signal });
    const page = reply.ok && new DOMParser().parseFromString(await reply.text(), "text/html");
    const figure = page && page.getElementById("lanes");
    if (!figure) throw new Error(reply.status);
    if (!signal.aborted) show(figure, reply.headers.get("HX-Push-Url") || address);
  } catch (reason) {
    if (!signal.aborted) putBack();
  }
}

function putBack() {
  const figure = figureNow();
  view = undefined;
  draw(figure);
  say(figure.dataset.wordsFailed);
}

function show(next, address) {
  const old = figureNow();
  const focus = old.contains(document.activeElement) ? document.activeElement : undefined;
  const { scrollLeft } = old.querySelector(".lanes-scroll") ?? {};
  view = undefined;
  cancelAnimationFrame(frame);
  frame = undefined;
  old.replaceWith(document.adoptNode(next));
  enhance();
  const scroll = next.querySelector(".lanes-scroll");
  if (scroll && scrollLeft) scroll.scrollLeft = scrollLeft;
  if (focus) refocus(next, focus);
  history.replaceState(history.state, "", address);
  say(next.dataset.words);
}

/** On the same event or the same tool, else on the lanes as a whole. */
function refocus(figure, { dataset }) {
  const same = dataset.event
    ? figure.querySelector(`.mark[data-event="${CSS.escape(dataset.event)}"]`)
    : dataset.tool && figure.querySelector(`[data-tool="${dataset.tool}"]`);
  if (same?.classList.contains("mark")) rove(figure, same);
  (same || figure.querySelector(".lanes-scroll"))?.focus({ preventScroll: true });
}

function onWheel(event) {
  const figure = figureNow();
  const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault(); // a plain wheel goes on scrolling the page
    move(figure, zoomed, Math.exp(-event.deltaY / 300), unitsAt(figure, event.clientX));
  } else if (isSideways && event.currentTarget.scrollWidth <= event.currentTarget.clientWidth) {
    event.preventDefault();
    move(figure, panned, -event.deltaX);
  }
}

/** A mouse or a pen drags; a finger scrolls as it does everywhere. */
function onDrag(event) {
  if (event.button !== 0 || event.pointerType === "touch") return;
  const figure = figureNow();
  const scroll = event.currentTarget;
  let at = event.clientX;
  let isDragged = false;
  const follow = ({ clientX }) => {
    if (!isDragged && Math.abs(clientX - at) < SLACK) return;
    if (!isDragged) scroll.setPointerCapture(event.pointerId);
    isDragged = isHeld = true;
    figure.classList.add("is-dragged");
    move(figure, panned, unitsAt(figure, clientX) - unitsAt(figure, at));
    at = clientX;
  };
  const end = ({ type }) => {
    scroll.removeEventListener("pointermove", follow);
    for (const name of ENDS) scroll.removeEventListener(name, end);
    isHeld = false;
    figure.classList.remove("is-dragged");
    if (!isDragged || type === "pointercancel") return;
    // The click that ends a drag opens nothing; where none comes, the next one is not lost.
    const swallow = (click) => click.preventDefault() || click.stopPropagation();
    scroll.addEventListener("click", swallow, true);
    setTimeout(() => scroll.removeEventListener("click", swallow, true));
  };
  scroll.addEventListener("pointermove", follow);
  for (const name of ENDS) scroll.addEventListener(name, end);
}

/** Two fingers: what lies between them grows with their distance and goes along. */
function onTouch(event) {
  if (event.touches.length !== 2) return void (isHeld = false);
  const figure = figureNow();
  const [one, other] = event.touches;
  const now = { apart: Math.abs(one.clientX - other.clientX), at: (one.clientX + other.clientX) / 2 };
  if (event.type === "touchmove") {
    event.preventDefault();
    const at = unitsAt(figure, now.at);
    move(figure, panned, at - unitsAt(figure, fingers.at));
    if (now.apart > SLACK && fingers.apart > SLACK) move(figure, zoomed, now.apart / fingers.apart, at);
  }
  isHeld = true;
  fingers = now;
}

function placeOn(figure, mark) {
  const drawn = measure(figure);
  return mark ? seenAt(drawn, view ?? wholeOf(drawn), placeOf(mark)) : undefined;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const figure = figureNow();
  const scroll = event.currentTarget;
  const mark = event.target.closest?.(".mark");
  const to = mark && keyed(figure, mark, event.key);
  if (to) {
    rove(figure, to);
    to.focus();
  } else if (event.key === "+" || event.key === "=" || event.key === "-") {
    move(figure, zoomed, event.key === "-" ? 1 / STEP : STEP, placeOn(figure, mark));
  } else if (event.target === scroll && event.key in SIDES && !scrolls(scroll, SIDES[event.key])) {
    move(figure, panned, (-SIDES[event.key] * measure(figure).width) / 8);
  } else return;
  event.preventDefault();
}

/** Whether the drawing is wider than its place and the browser itself still has a way to go. */
const scrolls = ({ scrollLeft, scrollWidth, clientWidth }, side) =>
  side < 0 ? scrollLeft > 0 : scrollLeft + clientWidth < scrollWidth - 1;

function onTool(event) {
  const tool = event.target.closest("[data-tool]");
  if (!tool?.hasAttribute("href") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  clearTimeout(timer);
  load(tool.href);
}

/** Make the figure that is on the page ready: once, whoever put it there. */
function enhance() {
  const figure = figureNow();
  if (!figure || figure.classList.contains("is-scripted")) return;
  figure.classList.add("is-scripted");
  figure.querySelector(".lanes-tools").addEventListener("click", onTool);
  const scroll = figure.querySelector(".lanes-scroll");
  if (!scroll) return;
  rove(figure);
  scroll.addEventListener("wheel", onWheel, { passive: false });
  scroll.addEventListener("pointerdown", onDrag);
  scroll.addEventListener("dragstart", (event) => event.preventDefault());
  for (const name of ["touchstart", "touchmove", "touchend"]) scroll.addEventListener(name, onTouch, { passive: false });
  scroll.addEventListener("keydown", onKey);
  scroll.addEventListener("focusin", ({ target }) => target.matches(".mark") && rove(figure, target));
}

document.addEventListener("results", () => {
  view = undefined;
  enhance();
});
enhance();
