/* The filter of a plan's page. Without it every action is shown, and another page lists them by organisation,
   status and area. What is chosen stands in the address, so that it can be sent to somebody. */

const form = document.querySelector("#filter");
const status = form.querySelector("[role=status]");
const lists = [...form.querySelectorAll("select")];
const cards = [...document.querySelectorAll("li.action")];
const sections = [...document.querySelectorAll("section.priority")];
const folds = [...document.querySelectorAll(".priority details")];

function fits(card) {
  return lists.every((list) => !list.value || card.dataset[list.name].split(" ").includes(list.value));
}

function show() {
  const chosen = lists.some((list) => list.value);
  cards.forEach((card) => { card.hidden = !fits(card); });
  // A priority of which nothing is left is hidden; one with reports only is shown while nothing is chosen.
  sections.forEach((section) => { section.hidden = chosen && !section.querySelector("li.action:not([hidden])"); });
  folds.forEach((fold) => { fold.open = chosen || fold.querySelector(":target") !== null; });
  const found = new Set(cards.filter((card) => !card.hidden).map((card) => card.dataset.action)).size;
  const every = new Set(cards.map((card) => card.dataset.action)).size;
  status.textContent = chosen ? `${found} of ${every} actions shown` : `All ${every} actions are below`;
}

function remember() {
  const query = new URLSearchParams(location.search);
  lists.forEach((list) => (list.value ? query.set(list.name, list.value) : query.delete(list.name)));
  const text = query.toString();
  history.replaceState(null, "", `${location.pathname}${text ? `?${text}` : ""}${location.hash}`);
}

function recall() {
  const query = new URLSearchParams(location.search);
  lists.forEach((list) => {
    const value = query.get(list.name) ?? "";
    list.value = [...list.options].some((option) => option.value === value) ? value : "";
  });
  show();
}

form.addEventListener("change", () => { show(); remember(); });
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(() => { show(); remember(); }));
addEventListener("popstate", recall);
form.hidden = false;
recall();
