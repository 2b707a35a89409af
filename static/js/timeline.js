/** The timeline page: filters without a new page, the card beside the results, and the arrow keys between events. */
import "./site.js";
import "./card.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.(".shown a[data-event]");
  if (!link || !(event.key in STEPS) || event.altKey || event.ctrlKey || event.metaKey || link.closest(".lanes")) return;
  const links = [...document.querySelectorAll(".shown a[data-event]")];
  const to = Math.min(links.length - 1, Math.max(0, links.indexOf(link) + STEPS[event.key]));
  event.preventDefault();
  links[to].focus();
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
document.addEventListener("htmx:after:swap", watch);
