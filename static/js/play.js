/** A quiz question: answers survive a bad network, and after a swap the focus goes to what is new. */
import { keepSending, say } from "./site.js";

keepSending("form[data-answer]");

document.addEventListener("htmx:after:swap", () => {
  const words = [...document.querySelectorAll("#question .state:not([hidden]), #problem")];
  const place = document.querySelector("#problem, #conflict, #question .feedback > .verdict");
  if (place) {
    place.tabIndex = -1;
    place.focus();
  }
  const heading = place ?? document.querySelector("#question h1");
  say([heading, ...words.filter((word) => word !== heading)].map((word) => word.textContent.trim()).join(" "));
});
