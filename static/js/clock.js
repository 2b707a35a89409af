/** The time that is left, in words. The server keeps the time; this only tells it, counting from when the page came. */
import { say } from "./site.js";

const language = document.documentElement.lang;
const inWords = (number, unit) => new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(number);

/** Minutes while there are some; near the end seconds, by tens until the last ones. */
export function words(left) {
  if (left > 5400) return `${inWords(Math.floor(left / 3600), "hour")} ${inWords(Math.floor((left % 3600) / 60), "minute")}`;
  if (left > 120) return inWords(Math.ceil(left / 60), "minute");
  return inWords(left > 10 ? Math.ceil(left / 10) * 10 : left, "second");
}

/** Run until the end; then `send` what waits and end the attempt: true once that has arrived, and there is a result. */
export function run(sitting, send) {
  const line = document.querySelector("[data-clock]");
  if (!line) return;
  const { left: atFirst, warn, result, wordsOver } = sitting.dataset;
  const began = Date.now();
  let isWarned = Number(atFirst) <= Number(warn);

  const timer = setInterval(tick, 1000);
  tick();

  function tick() {
    const left = Math.max(0, Math.round(atFirst - (Date.now() - began) / 1000));
    line.querySelector("span").textContent = line.dataset.words.replace("{time}", words(left));
    line.classList.toggle("waiting", left <= warn);
    if (!isWarned && left <= warn) {
      isWarned = true;
      say(line.dataset.warning.replace("{time}", words(left)));
    }
    if (left === 0) over();
  }

  async function over() {
    clearInterval(timer);
    say(wordsOver);
    line.querySelector("span").textContent = wordsOver;
    if (await send()) location.assign(result);
    else line.append(" ", Object.assign(document.createElement("a"), { href: result, textContent: sitting.dataset.wordsToResult }));
  }
}
