/** Arrow keys among the marks of the lanes: one of them is a stop of the Tab key, the arrows lead to the others. */

const lanesOf = (figure) => [...figure.querySelectorAll(".drawing > svg")].map((svg) => [...svg.querySelectorAll(".mark")]).filter((marks) => marks.length);
/** Where it stands, in units of the drawing. */
export const placeOf = (mark) => mark.transform.baseVal.getItem(0).matrix.e;

/** Make this mark, or the first, the stop. */
export function rove(figure, mark) {
  const marks = figure.querySelectorAll(".mark");
  const stop = mark ?? marks[0];
  for (const one of marks) one.setAttribute("tabindex", one === stop ? 0 : -1);
}

const nearest = (marks, x) => marks.reduce((best, one) => (Math.abs(placeOf(one) - x) < Math.abs(placeOf(best) - x) ? one : best));

/** The mark to which a key leads from this one: left and right in time, up and down between lanes, Home and End in its lane. */
export function keyed(figure, mark, key) {
  const lanes = lanesOf(figure);
  const lane = lanes.findIndex((marks) => marks.includes(mark));
  const marks = lanes[lane];
  const at = marks.indexOf(mark);
  const across = (other) => other && nearest(other, placeOf(mark));
  const ways = {
    ArrowLeft: () => marks[at - 1],
    ArrowRight: () => marks[at + 1],
    ArrowUp: () => across(lanes[lane - 1]),
    ArrowDown: () => across(lanes[lane + 1]),
    Home: () => marks[0],
    End: () => marks.at(-1),
  };
  return key in ways ? (ways[key]() ?? mark) : undefined;
}
