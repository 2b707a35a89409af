/** The map of the questions: what is answered, what is flagged, and how many are done. */
import { say } from "./site.js";

const map = () => document.querySelector("[data-map]");
const placeOf = (position) => [...(map()?.querySelectorAll("a") ?? [])].find((place) => Number.parseInt(place.textContent) === position);
const wordsFor = (state) => map()?.dataset[`words${state[0].toUpperCase()}${state.slice(1)}`];

const isDone = (place) => !["open", "unanswered", "unreadable"].includes(place.dataset.state);
const done = () => [...map().querySelectorAll("a")].filter(isDone).length;

/** Say what the server knows of a question; `words` where the map has none for the state. */
export function mark(position, state, words = wordsFor(state)) {
  const place = placeOf(position);
  if (!place || !words) return;
  const before = done();
  place.dataset.state = state;
  place.querySelector("[data-words]").textContent = words;
  const bar = document.getElementById("progress");
  if (!bar) return;
  bar.value += done() - before; // a map may hold one part of the quiz only
  const label = document.querySelector("label[for=progress]");
  label.textContent = label.dataset.words.replace("{n}", bar.value);
}

/** Flag a question for later, or take the flag off, without leaving it. */
export async function flag(form) {
  const isOn = form.elements.flagged.value === "1";
  const sent = { method: "POST", headers: { Accept: "application/json" }, body: new FormData(form) };
  const reply = await fetch(form.action, sent).catch(() => undefined);
  if (!reply?.ok) return form.submit();
  form.elements.flagged.value = isOn ? "0" : "1";
  document.querySelector(`button[form=${form.id}] span`).textContent = isOn ? form.dataset.on : form.dataset.off;
  const place = placeOf(Number(form.id.split("-")[1]));
  place?.toggleAttribute("data-flagged", isOn);
  const words = isOn ? map().dataset.wordsFlagged : "";
  if (place) place.querySelector("[data-flag-words]").textContent = words && `, ${words}`;
  say(isOn ? form.dataset.said : form.dataset.unsaid);
}
