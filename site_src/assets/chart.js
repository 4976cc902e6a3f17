/* The value of a mark, for whoever points at it, taps it or steps from mark to mark by keyboard. The words stand in the
   drawing; its text alternative and the table beside it hold the same without script. */

const FAR = 40; // pixels from a pointer to a mark that it does not mean any more
const GAP = 6; // pixels between a mark, its ring and its words

const header = document.querySelector(".md-header");
const ring = document.createElement("span");
const reading = document.createElement("p");
let shown, dismissed;
ring.className = "ring";
reading.className = "reading";

function hide() {
  ring.remove();
  reading.remove();
  shown = null;
}

function show({ plot, steps, marks }, mark) {
  dismissed = null;
  if (shown === mark) return;
  shown = mark;
  steps.value = marks.indexOf(mark);
  steps.setAttribute("aria-valuetext", mark.dataset.value);
  reading.textContent = mark.dataset.value;
  plot.append(ring, reading);
  const edge = mark.getBoundingClientRect();
  const room = plot.getBoundingClientRect();
  const around = [edge.left - GAP, edge.top - GAP, edge.width + 2 * GAP, edge.height + 2 * GAP];
  put(ring, room, ...around);
  ring.style.width = `${around[2]}px`;
  ring.style.height = `${around[3]}px`;
  put(reading, room, ...freest(room, around, marks.filter((one) => one !== mark)));
}

function put(element, room, left, top) {
  element.style.left = `${left - room.left}px`;
  element.style.top = `${top - room.top}px`;
}

/* Where the words cover the fewest other marks: above or below the mark, to its right, over it or to its left. */
function freest(room, [left, top, width, height], others) {
  const marks = others.length + 1;
  const [wide, high] = [reading.offsetWidth, reading.offsetHeight];
  const edges = others.map((mark) => mark.getBoundingClientRect());
  let best = [Infinity];
  for (const y of [top - high - GAP, top + height + GAP]) {
    for (const x of [left + (width - wide) / 2, left, left + width - wide]) {
      const inside = Math.max(room.left, Math.min(room.right - wide, x));
      const covered = edges.filter(
        (edge) => edge.left < inside + wide && edge.right > inside && edge.top < y + high && edge.bottom > y,
      ).length;
      const leaves = y < room.top || y + high > room.bottom;
      const unseen = y < header.getBoundingClientRect().bottom || y + high > innerHeight;
      const cost = 2 * covered + leaves + unseen * 2 * marks;
      if (cost < best[0]) best = [cost, inside, y];
    }
  }
  return best.slice(1);
}

function nearest(marks, { clientX, clientY }) {
  let found = [Infinity];
  for (const mark of marks) {
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    const away = Math.hypot(Math.max(left - clientX, 0, clientX - right), Math.max(top - clientY, 0, clientY - bottom));
    // Of marks that lie on one another, the one whose middle is nearer.
    const off = Math.hypot(clientX - (left + right) / 2, clientY - (top + bottom) / 2);
    if (away + off / 1e4 <= found[0]) found = [away + off / 1e4, mark];
  }
  return found;
}

const place = (mark) => mark.dataset.at.split(" ").map(Number);

/* The mark of the nearest period in the row above or below. */
function beside(marks, mark, by) {
  const [row, period] = place(mark);
  const rows = [...new Set(marks.map((one) => place(one)[0]))];
  const goal = rows[rows.indexOf(row) + by];
  const away = (one) => Math.abs(place(one)[1] - period);
  return marks.filter((one) => place(one)[0] === goal).sort((a, b) => away(a) - away(b))[0];
}

function enhance(svg) {
  const marks = [...svg.querySelectorAll("[data-value]")];
  if (!marks.length) return;
  const plot = document.createElement("div");
  const steps = document.createElement("input");
  const chart = { plot, steps, marks };
  plot.className = `plot ${svg.getAttribute("class") ?? ""}`;
  // A native slider: its keys, and how screen readers tell of it and move it, come with the browser.
  steps.type = "range";
  steps.className = "steps";
  steps.max = marks.length - 1;
  steps.value = 0;
  steps.setAttribute("aria-label", `Values, one by one: ${svg.querySelector("title").textContent}`);
  steps.setAttribute("aria-valuetext", marks[0].dataset.value);
  svg.replaceWith(plot);
  plot.append(svg, steps);

  const step = (mark) => {
    show(chart, mark);
    reading.scrollIntoView({ block: "nearest" });
  };
  steps.addEventListener("focus", () => step(marks[steps.value]));
  steps.addEventListener("input", () => step(marks[steps.value]));
  steps.addEventListener("blur", hide);
  steps.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    // In a chart of one row the keys up and down do what they do in any slider.
    if (!by || place(marks[0])[0] === place(marks.at(-1))[0]) return;
    event.preventDefault();
    step(beside(marks, marks[steps.value], by) ?? marks[steps.value]);
  });

  plot.addEventListener("pointermove", (event) => {
    // The words stay while the pointer is on them. A finger moves to scroll.
    if (event.pointerType === "touch" || event.target === reading) return;
    const [away, mark] = nearest(marks, event);
    if (away > FAR) leave(event);
    else if (mark !== dismissed) show(chart, mark);
  });
  const leave = (event) => {
    if (event.pointerType === "touch") return;
    dismissed = null;
    if (document.activeElement !== steps) hide();
  };
  plot.addEventListener("pointerleave", leave);
  plot.addEventListener("click", (event) => {
    // A finger on the words puts them away, so that what lies under them can be tapped.
    if (event.target !== reading) show(chart, nearest(marks, event)[1]);
    else if (event.pointerType === "touch") hide();
  });
}

document.querySelectorAll(".chart svg").forEach(enhance);

addEventListener("pointerdown", (event) => { if (!event.target.closest(".plot")) hide(); });
addEventListener("resize", hide);
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !shown) return;
  // Gone until the pointer means another mark.
  dismissed = shown;
  hide();
});
