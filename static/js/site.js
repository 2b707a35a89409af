/** After a swap, focus goes to the new heading and the live region says it. Pages that use htmx load this. */
export function say(words) {
  const line = document.getElementById("announce");
  if (line) line.textContent = words;
}

function settle(event) {
  const target = event.detail?.ctx?.target ?? event.target;
  const place = target?.isConnected ? target : document.getElementById(target?.id);
  const heading = place?.matches?.("h1,h2,h3") ? place : place?.querySelector?.("h1,h2,h3,[data-heading]");
  if (!heading) return;
  // A filter is being worked: moving the focus away would stop the person half-way.
  if (place.dataset.focus === "stay") return say(heading.textContent.trim());
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  if (heading.getBoundingClientRect().top < 0) heading.scrollIntoView({ block: "start" });
  say(heading.textContent.trim());
}

document.addEventListener("htmx:after:swap", settle);

const PAUSES = [2, 4, 8, 15, 30]; // seconds before each further try

/**
 * What is given in forms matching `selector` survives a bad network: it stays on the page and is sent again, under the same
 * number, until it arrives. So sending twice counts once.
 */
export function keepSending(selector) {
  let failures = 0;
  let timer;
  let waiting; // { form, button } that has not arrived
  let pressed;
  const formOf = (event) => event.target.closest?.(selector);

  function wait(form) {
    waiting = { form, button: pressed };
    const note = form.querySelector("[data-waiting]");
    if (note?.hidden) {
      note.hidden = false;
      say(note.textContent.trim());
    }
    clearTimeout(timer);
    timer = setTimeout(resend, 1000 * PAUSES[Math.min(failures++, PAUSES.length - 1)]);
  }

  function resend() {
    clearTimeout(timer);
    if (waiting?.form.isConnected) waiting.form.requestSubmit(waiting.button);
  }

  function arrived() {
    clearTimeout(timer);
    waiting = undefined;
    failures = 0;
  }

  function sendPlainly(form) {
    if (pressed?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: pressed.name, value: pressed.value }));
    form.submit();
  }

  document.addEventListener("submit", (event) => {
    if (formOf(event)) pressed = event.submitter;
  }, true);

  // No answer at all: the network is gone.
  document.addEventListener("htmx:error", (event) => {
    const form = formOf(event);
    if (form && event.detail.ctx) wait(form);
  });

  document.addEventListener("htmx:before:response", (event) => {
    const form = formOf(event);
    const status = event.detail.ctx.response.status;
    if (!form || status < 400 || status === 409 || status === 422) return;
    event.preventDefault();
    if (status >= 500 || status === 429) return wait(form);
    // A page of its own (session expired, not yours): send the plain way, so that the browser shows it whole.
    arrived();
    sendPlainly(form);
  });

  document.addEventListener("htmx:after:swap", arrived);
  window.addEventListener("online", resend);
  window.addEventListener("beforeunload", (event) => {
    if (waiting?.form.isConnected) event.preventDefault();
  });
}

/** The language switch leads to the page as it stands now, also when a swap has changed its address. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[rel=alternate][hreflang]");
  if (link) link.href = location.pathname.replace(/^\/[a-z]{2}\//, `/${link.hreflang}/`) + location.search;
});
