/** A sitting: its answers are kept and sent, its clock runs, and after a swap the focus goes to what is new. */
import { autosave, fill, formAt, heard, positionOf, rowOf, sendPlainly, show, sitting } from "./answers.js";
import { Queue } from "./queue.js";
import * as rows from "./rows.js";
import { say } from "./site.js";

const tabs = "BroadcastChannel" in window ? new BroadcastChannel("answers") : undefined;
const share = (...told) => tabs?.postMessage(told);
const queue = new Queue({ rows, post: rows.post, learner: sitting.dataset.learner, tell, share });
const sendsItself = "autosave" in sitting.dataset;
const goingOn = new Set(); // positions that are left as soon as their answer has arrived
let isLeaving = false;
let isRefused = false; // something was, since a button or link was last pressed: that has to be read before going on

function tell(row, outcome, reply, isFollowed) {
  if (row.attempt !== sitting.dataset.attempt) return;
  heard(row, outcome, reply, isFollowed);
  isRefused ||= ["refused", "conflict", "over"].includes(outcome);
  if (isFollowed) return; // a newer answer to the same question is next
  const isGoingOn = outcome !== "later" && goingOn.delete(row.position);
  if (outcome === "gone" && isGoingOn) return goOn();
  if (outcome !== "saved") return;
  mark(row.position, reply.state);
  const form = formAt(row.position);
  if (sendsItself) return isGoingOn && goOn();
  // Feedback waits: the same answer under the same number, sent as a form, brings it.
  if (!form) return;
  fill(form, row.fields);
  form.elements.sent_as.value = row.sent_as;
  sendPlainly(form);
}

/** What is only of use once the server has answered, or a digit is pressed, comes then: the first view stays small. */
const mark = (...told) => import("./map.js").then((map) => map.mark(...told));
const hint = () => document.querySelector("[data-keys]");

function flag(event) {
  if (!event.target.matches("form[data-flag]")) return;
  event.preventDefault();
  import("./map.js").then((map) => map.flag(event.target)).catch(() => event.target.submit());
}

function pressedKey(event) {
  if (/^[1-9]$/.test(event.key)) import("./keys.js").then((keys) => keys.choose(event));
}

function offerKeys() {
  if (!hint() || !document.querySelector("form[data-answer] .options input:not(:disabled)")) return;
  hint().hidden = false;
  if (localStorage.getItem("keys") === "off") import("./keys.js").then((keys) => keys.write(hint()));
}

/** To the next question; without a new page where that is possible. */
function goOn() {
  if (isRefused) return;
  const onward = document.querySelector("#question .prev-next .next");
  if (!onward) return;
  if (!window.htmx || !/\/[0-9a-f-]{36}\/\d+\/$/.test(onward.pathname)) return location.assign(onward.href);
  window.htmx.ajax("GET", onward.href, { target: "#question", swap: "outerHTML", push: "true" });
}

/** In a quiz that sends by itself the button only moves on, once what was given has arrived. */
function pressed(event) {
  const form = event.target;
  if (!sendsItself || !form.matches("form[data-answer]")) return;
  if ("through" in form.dataset) return delete form.dataset.through;
  event.preventDefault();
  event.stopPropagation();
  isRefused = false;
  if (queue.isWaiting) sendAndGoOn(positionOf(form));
  else if (form.querySelector("[data-saved].refused")) sendPlainly(form);
  else goOn();
}

async function sendAndGoOn(position) {
  goingOn.add(position);
  await queue.drain();
  if (!queue.isWaiting && goingOn.delete(position)) goOn(); // what waited was of other questions
}

/** A form that htmx could not bring to its end: what it holds waits, and is sent again. */
async function keep(form) {
  const row = rowOf(form, navigator.onLine);
  show(form, "waiting", sitting.dataset.wordsWaiting);
  await queue.add(row);
  queue.drain();
}

async function finish(event) {
  if (!event.target.matches("form[data-finish]") || !queue.isWaiting) return;
  event.preventDefault();
  isRefused = false;
  await queue.drain();
  if (isRefused) return;
  if (!queue.isWaiting) event.target.submit();
  else show(sitting, "waiting", sitting.dataset.wordsWaiting);
}

/** A link waits a moment for what is on its way, so that the next page knows of it. */
async function follow(event) {
  const link = event.target.closest?.("#sitting a[href]:not([target=_blank])");
  if (!link || !queue.isWaiting || event.ctrlKey || event.metaKey || event.shiftKey || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  isRefused = false;
  await Promise.race([queue.drain(), new Promise((resolve) => setTimeout(resolve, 1500))]);
  if (isRefused) return;
  location.assign(link.href);
}

function enhance() {
  offerKeys();
  if (document.querySelector("[data-ordering]")) import("./ordering.js").then((ordering) => ordering.enhance());
}

function settle(event) {
  const swapped = document.getElementById(event.detail?.ctx?.target?.id) ?? document.getElementById("question");
  if (!swapped) return;
  const words = [...swapped.querySelectorAll(".state:not([hidden]), [data-problem]")];
  const place = swapped.querySelector("[data-problem], [data-conflict], :is(.feedback, .callout) > .verdict");
  if (place) {
    place.tabIndex = -1;
    place.focus();
  }
  const heading = place ?? swapped.querySelector("h1, h2");
  say([heading, ...words.filter((word) => word !== heading)].map((word) => word.textContent.trim()).join(" "));
  if (swapped.dataset.state) mark(Number(swapped.dataset.position), swapped.dataset.state, swapped.dataset.words);
  enhance();
}

const isAnswer = (event) => event.target.closest?.("form[data-answer]");

document.addEventListener("submit", pressed, true);
document.addEventListener("submit", finish);
document.addEventListener("submit", flag);
document.addEventListener("click", follow);
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-keys] button")) import("./keys.js").then((keys) => keys.turn(hint()));
});
document.addEventListener("keydown", pressedKey);
document.addEventListener("htmx:after:swap", settle);
document.addEventListener("htmx:error", (event) => {
  if (isAnswer(event) && event.detail.ctx) keep(isAnswer(event));
});
document.addEventListener("htmx:before:response", (event) => {
  const status = event.detail.ctx.response.status;
  if (!isAnswer(event) || status < 400 || status === 409 || status === 422) return;
  event.preventDefault();
  keep(isAnswer(event));
});
for (const name of ["online", "focus"]) window.addEventListener(name, () => queue.isWaiting && queue.drain());
window.addEventListener("beforeunload", (event) => {
  if (queue.isWaiting && !isLeaving) event.preventDefault();
});

if (tabs) tabs.onmessage = (event) => queue.hear(...event.data);
if (sendsItself) autosave(queue);
enhance();
if (sitting.dataset.left) {
  import("./clock.js").then(({ run }) => run(sitting, async () => {
    isLeaving = true;
    isRefused = false;
    await queue.drain();
    return !queue.isWaiting && (await rows.end(sitting.dataset.finish)) && !isRefused;
  }));
}
for (const row of await queue.takeUp(sitting.dataset.attempt)) {
  const form = formAt(row.position);
  if (!form) continue;
  fill(form, row.fields);
  show(form, "waiting", sitting.dataset.wordsWaiting);
}
queue.drain();
