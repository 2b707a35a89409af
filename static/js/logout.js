/** Before somebody logs out: their answers that have not arrived are sent, kept for their next log-in, or thrown away. */
import { Queue } from "./queue.js";
import * as rows from "./rows.js";
import { say } from "./site.js";

const section = document.getElementById("waiting");
const form = document.querySelector("form[data-logout]");
const mine = async () => (await rows.all()).filter((row) => row.learner === section.dataset.learner);

/** The server asks the browser to forget what it kept of this site; not while answers wait, whoever's they are. */
async function tellWhetherAnyWait() {
  form.elements.waiting.value = (await rows.all()).length > 0 ? "keep" : "";
}

async function leave() {
  await tellWhetherAnyWait();
  form.submit();
}

const choices = {
  async send() {
    const queue = new Queue({ rows, post: rows.post, learner: section.dataset.learner, tell() {} });
    await queue.drain();
    if ((await mine()).length === 0) return leave();
    const line = section.querySelector("[data-failed]");
    line.hidden = false;
    say(line.textContent.trim());
  },
  keep: leave,
  async discard() {
    for (const row of await mine()) await rows.remove(row.sent_as);
    await leave();
  },
};

await tellWhetherAnyWait();
const waiting = await mine();
if (waiting.length > 0) {
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const list = section.querySelector("ul");
  for (const row of waiting) {
    list.append(Object.assign(document.createElement("li"), { textContent: `${row.title}, ${time.format(row.at)}` }));
  }
  section.hidden = false;
  form.hidden = true;
  section.addEventListener("click", (event) => choices[event.target.closest("button")?.value]?.());
}
