/** The forms of a sitting: what is given in them is kept and sent, and each says what became of it. */
import { number, seenIn } from "./queue.js";
import { token } from "./rows.js";
import { say } from "./site.js";

const PAUSE = 800; // milliseconds after the last key
const LONGEST = 2000; // milliseconds after the first change that was not sent
const ICONS = { saved: "check", waiting: "clock", refused: "warning", saving: "clock" };
const CONTROLS = new Set(["sent_as", "seen", "csrfmiddlewaretoken", "from"]);

export const sitting = document.getElementById("sitting");

/** Lines on answers to questions that are not on this page. */
const notes = document.createElement("div");
notes.setAttribute("role", "status");
sitting.prepend(notes);

export const formAt = (position) => document.querySelector(`#question-${position} form[data-answer]`);

export const positionOf = (form) => Number(form.closest("[data-position]").dataset.position);

/** The learner's own fields, blank ones left out. */
export const given = (form) => [...new FormData(form)].filter(([name, value]) => !CONTROLS.has(name) && value !== "");

export function rowOf(form, tried = false) {
  const row = {
    sent_as: form.elements.sent_as.value,
    learner: sitting.dataset.learner,
    attempt: sitting.dataset.attempt,
    position: positionOf(form),
    url: form.getAttribute("action"),
    fields: given(form),
    seen: Number(form.elements.seen.value),
    at: Date.now(),
    tried,
    title: document.title,
  };
  form.elements.sent_as.value = number(); // another answer gets another number
  return row;
}

/** Put an answer that waited back into its form. */
export function fill(form, fields) {
  for (const field of form.querySelectorAll("input:not([type=hidden]), select")) {
    const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
  form.dispatchEvent(new CustomEvent("filled", { bubbles: true }));
}

const noteOn = (row) => notes.querySelector(`[data-note="${row.position}"]`);

function beginNote(row) {
  const note = document.createElement("div");
  const line = document.createElement("p");
  const here = `#question-${row.position}`;
  note.dataset.note = row.position;
  line.append(link(document.querySelector(here) ? here : row.url, sitting.dataset.wordsQuestion.replace("{n}", row.position)));
  line.append(document.createElement("span"));
  note.append(line);
  notes.append(note);
  return note;
}

/** Where to say what became of a row: in its form; where that is not on this page, in a note, begun only for what has to be known. */
function placeOf(row, outcome) {
  const form = formAt(row.position);
  if (form) noteOn(row)?.remove();
  return form ?? noteOn(row) ?? (outcome === "saved" || outcome === "gone" ? null : beginNote(row));
}

/** Show what became of an answer, in its form or in a note; `after`: a link or a button behind the words. */
export function show(place, state, words, after) {
  const isNote = place && "note" in place.dataset;
  const line = place?.querySelector(isNote ? "p" : "[data-saved]");
  if (!line) return;
  const use = line.querySelector("use");
  line.className = `state ${state}`;
  line.hidden = !words;
  use?.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${ICONS[state]}`));
  const text = line.querySelector("span");
  const isNew = text.textContent !== words;
  text.textContent = words;
  if (after) text.append(" ", after);
  if (words && isNew && state !== "saving" && !isNote) say(words);
}

/** Send changes by themselves: choices at once, what is typed when the keys rest. */
export function autosave(queue) {
  const timers = new Map();

  function keep(form, pause) {
    const { timer, due = Date.now() + LONGEST } = timers.get(form) ?? {};
    clearTimeout(timer);
    const added = queue.add(rowOf(form));
    show(form, "saving", sitting.dataset.wordsSaving);
    timers.set(form, { due, timer: setTimeout(send, Math.min(pause, due - Date.now()), form, added) });
  }

  async function send(form, added) {
    timers.delete(form);
    await added;
    queue.drain();
  }

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.matches("form[data-answer]")) return;
    keep(form, event.target.matches("input:not([type=radio], [type=checkbox])") ? PAUSE : 0);
  });
  document.addEventListener("ordered", (event) => keep(event.target.closest("form"), 0));
}

/** What the server said of a row, shown where the learner sees it. */
export function heard(row, outcome, reply, isFollowed) {
  const form = formAt(row.position);
  const place = placeOf(row, outcome);
  if (!place) return;
  if (form) form.elements.seen.value = Math.max(seenIn(reply), form.elements.seen.value);
  if (isFollowed && (outcome === "saved" || outcome === "gone")) return;
  const words = sitting.dataset;
  if (outcome === "saved") show(place, "saved", reply.words);
  if (outcome === "gone") show(place, "saving", words.wordsGone);
  if (outcome === "later") show(place, "waiting", words.wordsWaiting);
  if (outcome === "login") show(place, "refused", reply?.words ?? words.wordsLogin, link(words.login, words.wordsLoginLink, "_blank"));
  if (outcome === "elsewhere") show(place, "refused", words.wordsNotYours, link(words.login, words.wordsLoginLink, "_blank"));
  if (outcome === "refused") show(place, "refused", words.wordsRefused.replace("{why}", reply?.words ?? ""));
  if (outcome === "over") show(place, "refused", words.wordsRefused.replace("{why}", reply.words), toResult());
  if (outcome === "conflict") show(place, "refused", words.wordsRefused.replace("{why}", reply.words), form && both(form, row));
}

function link(href, words, target = "") {
  return Object.assign(document.createElement("a"), { href, target, textContent: words });
}

const toResult = () => location.pathname !== sitting.dataset.result && link(sitting.dataset.result, sitting.dataset.wordsToResult);

/** Sent once more as a form, the server answers with both answers side by side. */
function both(form, row) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: sitting.dataset.wordsBoth });
  button.addEventListener("click", () => {
    fill(form, row.fields);
    form.elements.seen.value = row.seen;
    sendPlainly(form);
  });
  return button;
}

/** Past the queue: htmx sends it, and the page shows the reply. */
export function sendPlainly(form) {
  form.elements.csrfmiddlewaretoken.value = token();
  form.dataset.through = "";
  form.requestSubmit();
}
