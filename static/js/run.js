/** A scene of a scenario: a choice survives a bad network, and what it moved is said aloud. */
import { keepSending, say } from "./site.js";

keepSending("form[data-choice]");

const words = (place) => place?.textContent.replace(/\s+/g, " ").trim() ?? "";

document.addEventListener("htmx:after:swap", () => {
  const moved = [...document.querySelectorAll("#scene [data-moved]")].map(
    (gauge) => `${words(gauge.querySelector("dt"))}: ${words(gauge.querySelector("dd > span"))}, ${words(gauge.querySelector("strong"))}`,
  );
  // The heading has the focus and is read anyway.
  if (moved.length) say([words(document.querySelector("#scene h1")), ...moved].join(". "));
});
