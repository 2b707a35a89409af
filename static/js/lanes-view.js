/**
 * What is seen of a drawing of time, as numbers: `view` is { x, width } in units of the drawing, the whole of it where x is 0.
 * `drawn` is { width, left, right, since, days }: its width, where its first day begins and its last ends, and which they are.
 */
const DAY = 86_400_000;
const LONGEST = 200 * 366; // days

export const dayOf = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;
export const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

export const wholeOf = (drawn) => ({ x: 0, width: drawn.width });

/** Moved by so many units, as they are seen. */
export const panned = (drawn, view, units) => ({ ...view, x: view.x - (units * view.width) / drawn.width });

/** So many times as near; what is seen `at` so many units from the left stays there. From one day to 200 years. */
export function zoomed(drawn, view, factor, at = (drawn.left + drawn.right) / 2) {
  const day = drawn.width / drawn.days; // the width of a view in which one day is seen
  const width = Math.min(Math.max(view.width / factor, day), LONGEST * day);
  return { x: view.x + (at / drawn.width) * (view.width - width), width };
}

/** The first and the last day that are seen. */
export function seen(drawn, view) {
  const { width, left, right, since, days } = drawn;
  const dayAt = (units) => since + ((view.x + (units * view.width) / width - left) / (right - left)) * days;
  const first = Math.round(dayAt(left));
  return [first, Math.max(first, Math.round(dayAt(right)) - 1)];
}

/** Where on the screen a place of the drawing is seen now, in the same units. */
export const seenAt = (drawn, view, place) => ((place - view.x) * drawn.width) / view.width;

/** The transform that shows it: a picture that is pushed and pulled, of which nothing is drawn anew. */
export const stretch = (drawn, view) => `translateX(${(-100 * view.x) / view.width}%) scaleX(${drawn.width / view.width})`;
