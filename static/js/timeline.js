/** The timeline page: filters without a new page, the card beside the results, and the arrow keys between events. */
import { say } from "./site.js";
import "./card.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
const form = document.querySelector("form.filters");
let loading;
let shown = history.state?.results ?? 0; // which of the results of this page are shown: 0 those it came with

document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.(".shown a[data-event]");
  if (!link || !(event.key in STEPS) || event.altKey || event.ctrlKey || event.metaKey || link.closest(".lanes")) return;
  const links = [...document.querySelectorAll(".shown a[data-event]")];
  const to = Math.min(links.length - 1, Math.max(0, links.indexOf(link) + STEPS[event.key]));
  event.preventDefault();
  links[to].focus();
});

/** Show what the form asks for; the focus stays where the filter is being worked. Without a network the form is sent plainly. */
async function filter() {
  loading?.abort();
  loading = new AbortController();
  const asked = new URL(form.action);
  asked.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  try {
    const reply = await fetch(asked, { headers: { "HX-Request": "true" }, signal: loading.signal });
    if (!reply.ok) throw new Error(reply.status);
    const words = await reply.text();
    document.getElementById("results").replaceWith(document.createRange().createContextualFragment(words));
    history.pushState({ results: ++shown }, "", reply.headers.get("HX-Push-Url") ?? asked);
  } catch (fault) {
    return fault.name === "AbortError" ? undefined : form.submit();
  }
  document.querySelector(".filter-box > summary").textContent = document.getElementById("results").dataset.filter;
  say(document.getElementById("found").textContent.trim());
  document.dispatchEvent(new Event("results"));
}

form?.addEventListener("change", filter);
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  filter();
});

// Back to other results: the page as the server tells it.
addEventListener("popstate", (event) => {
  if ((event.state?.results ?? 0) !== shown) location.reload();
});

/** The index says in which year the reader is. */
const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const link = document.querySelector(`.year-index a[href="#${target.id}"]`);
    if (isIntersecting) link?.setAttribute("aria-current", "true");
    else link?.removeAttribute("aria-current");
  }
}, { rootMargin: "-10% 0px -80%" });

function watch() {
  seen.disconnect();
  for (const year of document.querySelectorAll(".years > li[id]")) seen.observe(year);
}
watch();
document.addEventListener("results", watch);
