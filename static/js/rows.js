/** Where answers wait: IndexedDB, which outlives the page; where there is none, the page itself. And the way they are sent. */
const opened = new Promise((resolve) => {
  try {
    const request = indexedDB.open("answers", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("rows", { keyPath: "sent_as" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(undefined);
  } catch {
    resolve(undefined); // forbidden in this browser
  }
});
const memory = new Map();

async function work(mode, ask) {
  const base = await opened;
  return new Promise((resolve, reject) => {
    const request = ask(base.transaction("rows", mode, { durability: "strict" }).objectStore("rows"));
    request.transaction.oncomplete = () => resolve(request.result);
    request.transaction.onabort = () => reject(request.transaction.error);
  });
}

export const all = async () => [...(await work("readonly", (rows) => rows.getAll()).catch(() => [])), ...memory.values()];

export async function put(row) {
  // No base, or no room left on the disk.
  await work("readwrite", (rows) => rows.put(row)).catch(() => memory.set(row.sent_as, row));
}

export async function remove(sent_as) {
  memory.delete(sent_as);
  await work("readwrite", (rows) => rows.delete(sent_as)).catch(() => {});
}

/** Of this browser now: a log-in elsewhere makes the one in an open form stale. */
export const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

/** One row to the server; status 0 when it could not be reached, isUnsent when it surely did not leave. A log-in elsewhere changes the token: then once more. */
export async function post(row, isSecond = false) {
  const body = new URLSearchParams(row.fields);
  body.set("sent_as", row.sent_as);
  body.set("seen", row.seen);
  try {
    const sent = token();
    const response = await fetch(row.url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": sent },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout?.(20000),
    });
    const reply = await response.json().catch(() => undefined);
    if (response.status === 403 && !reply && !isSecond) {
      if (sent === token()) await fetch("/token/");
      return post(row, true);
    }
    return { status: response.status, reply };
  } catch {
    return { status: 0, isUnsent: !navigator.onLine };
  }
}

/** End an attempt; whether that arrived. */
export async function end(url) {
  const reply = await fetch(url, { method: "POST", headers: { "X-CSRFToken": token() } }).catch(() => undefined);
  return Boolean(reply?.ok);
}
