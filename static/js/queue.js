/**
 * Answers on their way to the server: each is kept before it is sent, is sent under one number until it arrives, and so counts once.
 *
 * Nothing here knows a page or a data base: `rows` keeps, `post` sends, `tell` hears what became of a row, `share` tells other tabs.
 * A row: sent_as, learner, attempt, position, url, fields, seen, at, tried, title.
 */
const PAUSES = [2, 4, 8, 15, 30]; // seconds before each further try

export const pauseAfter = (failures) => 1000 * PAUSES[Math.min(failures, PAUSES.length) - 1];

const questionOf = (row) => `${row.attempt} ${row.position}`;
const isSameQuestion = (one, other) => questionOf(one) === questionOf(other);

/** What a newer answer makes needless: those to the same question that were never sent. One that was may have arrived. */
export const replacedBy = (row, rows) =>
  rows.filter((other) => isSameQuestion(other, row) && other.learner === row.learner && !other.tried && other.sent_as !== row.sent_as);

/** The row to send now: the oldest of this learner's that is not put aside. */
export const next = (rows, learner, aside) =>
  rows.filter((row) => row.learner === learner && !aside.has(row.sent_as)).sort((one, other) => one.at - other.at)[0];

/** The rows that the answer to `sent` must tell that it has been kept: later answers to the same question. */
export const following = (sent, rows) =>
  rows.filter((row) => isSameQuestion(row, sent) && row.learner === sent.learner && row.at > sent.at);

/** What an answer of the server means for a row: saved, refused, conflict, over: settled. login, elsewhere, later: it waits. */
export function outcomeOf(status, reply) {
  if (!status || status >= 500 || status === 429) return "later";
  if (reply?.reply === "over") return "over";
  if (status === 409) return "conflict";
  if (status === 403) return "login";
  if (status === 404) return "elsewhere";
  return status < 300 && reply ? "saved" : status < 400 ? "later" : "refused";
}

const IS_SETTLED = new Set(["saved", "refused", "conflict", "over"]);
const IS_KEPT = new Set(["kept", "same", "unreadable"]);

/** The step that an answer of the server lets newer answers follow; 0 where what was sent is none that counts. */
export const seenIn = (reply) => (IS_KEPT.has(reply?.reply) ? reply.seen : 0);

export class Queue {
  #rows; #post; #tell; #share; #learner; #timer; #run;
  #failures = 0;
  #seen = new Map(); // question -> the last step that was kept for this tab
  #mine = new Map(); // number -> row, once that is kept: what this tab gave or took up, and is not settled
  #held = new Set(); // the numbers of all that it ever gave or took up

  constructor({ rows, post, tell, learner, share = () => {} }) {
    this.#rows = rows;
    this.#post = post;
    this.#tell = tell;
    this.#share = share;
    this.#learner = learner;
  }

  /** Whether anything that this tab gave has not arrived. */
  get isWaiting() {
    return this.#mine.size > 0;
  }

  async add(row) {
    this.#hold(row.sent_as);
    for (const old of replacedBy(row, await this.#rows.all())) {
      this.#mine.delete(old.sent_as);
      await this.#rows.remove(old.sent_as);
    }
    await this.#rows.put(row);
    if (this.#mine.has(row.sent_as)) this.#mine.set(row.sent_as, row);
  }

  #hold(number, row) {
    this.#mine.set(number, row);
    this.#held.add(number);
  }

  /** What waits of an attempt whose page is open, so that it is this learner's; from now on this tab answers for it. */
  async takeUp(attempt) {
    const rows = (await this.#rows.all()).filter((row) => row.attempt === attempt);
    for (const row of rows) {
      this.#hold(row.sent_as, row);
      if (row.learner === this.#learner) continue;
      row.learner = this.#learner; // given as a guest, before a log-in that took the attempt along
      await this.#rows.put(row);
    }
    return rows.sort((one, other) => one.at - other.at);
  }

  /** Send what waits. Called while it is being sent, it sends what has come since, too. */
  drain() {
    clearTimeout(this.#timer);
    this.#run = (this.#run ?? Promise.resolve()).catch(() => {}).then(() => locked(() => this.#sendAll()));
    return this.#run;
  }

  /** Another tab has sent a row: if this one holds it too, it is settled here as well. */
  async hear(row, outcome, reply) {
    if (!this.#held.has(row.sent_as)) return;
    this.#mine.delete(row.sent_as);
    this.#see(row, seenIn(reply));
    this.#tell(row, outcome, reply, following(row, await this.#rows.all()).length > 0);
  }

  async #sendAll() {
    await this.#sendEach();
    await this.#letGo();
  }

  /** What another tab has sent, replaced or thrown away waits here no longer. */
  async #letGo() {
    const kept = [...this.#mine.values()].filter(Boolean);
    const rows = await this.#rows.all();
    const left = new Set(rows.map((row) => row.sent_as));
    for (const row of kept) {
      if (left.has(row.sent_as) || !this.#mine.delete(row.sent_as)) continue;
      this.#tell(row, "gone", undefined, following(row, rows).length > 0);
    }
  }

  async #sendEach() {
    const aside = new Set();
    let row;
    while ((row = next(await this.#rows.all(), this.#learner, aside))) {
      const outcome = await this.#send(row);
      if (outcome === "later") return this.#wait();
      if (outcome === "login") return;
      if (outcome === "elsewhere") aside.add(row.sent_as);
    }
  }

  async #send(row) {
    const sent = { ...row, tried: true, seen: Math.max(row.seen, this.#seen.get(questionOf(row)) ?? 0) };
    await this.#rows.put(sent);
    const { status, reply, isUnsent } = await this.#post(sent);
    const outcome = outcomeOf(status, reply);
    if (IS_SETTLED.has(outcome)) {
      await this.#settle(sent, seenIn(reply));
      this.#share(sent, outcome, reply);
    } else if (isUnsent) await this.#takeBack(row);
    const isFollowed = following(row, await this.#rows.all()).length > 0;
    this.#tell(sent, outcome, reply, isFollowed);
    return outcome;
  }

  /** It never left this machine: as if it had not been tried, so that a newer answer replaces it. */
  async #takeBack(row) {
    if (row.tried || following(row, await this.#rows.all()).length === 0) return this.#rows.put(row);
    this.#mine.delete(row.sent_as);
    return this.#rows.remove(row.sent_as);
  }

  async #settle(row, seen) {
    this.#failures = 0;
    this.#see(row, seen);
    for (const later of following(row, await this.#rows.all())) await this.#rows.put({ ...later, seen: Math.max(later.seen, seen) });
    await this.#rows.remove(row.sent_as);
    this.#mine.delete(row.sent_as);
  }

  #see(row, seen) {
    this.#seen.set(questionOf(row), Math.max(seen, this.#seen.get(questionOf(row)) ?? 0));
  }

  #wait() {
    this.#failures += 1;
    this.#timer = setTimeout(() => this.drain(), pauseAfter(this.#failures));
  }
}

/** One tab sends at a time. */
const locked = (work) => (navigator.locks ? navigator.locks.request("answers", work) : work());

/** randomUUID exists only on secure pages; a school's own server may be none. */
export function number() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte, at) =>
    (at === 6 ? (byte & 15) | 64 : at === 8 ? (byte & 63) | 128 : byte).toString(16).padStart(2, "0"));
  return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
