/* The search. Its index is asked for when a reader turns to the search, and not before.

   A page is found by a whole saying that leads to it, such as a town or "my son", by the words of its title, by everyday
   words, by its description and headings, and by its text, in this order of weight; rare words weigh more than common
   ones. See builder/pages/search.py. */

const FIELD_WEIGHTS = [8, 6, 3, 1];
const SAYING_WEIGHT = 40;
const BELOW_WEIGHT = 3;
const MEANT = 0.9;
const UNINFORMATIVE = /^(?:a|an|and|are|as|at|by|do|for|from|how|i|in|is|it|many|much|my|of|on|or|people|the|there|to|what|who|with)$/;
const MOST_RESULTS = 8;
const POSTCODE = /^\s*[a-z]{1,2}\d[a-z\d]?(?:\s*\d[a-z]{2})?\s*$/i;
const ASKED = "find=";

let index;
const load = (address) => (index ??= fetch(address).then((answer) => answer.json()).then(unpacked));

const wordsOf = (text) => text.toLowerCase().normalize("NFKD").match(/[a-z0-9]+/g) ?? [];

const stem = (word) => (word.length < 4 ? word : word.replace(/ies$/, "y").replace(/(?<=...)(?:ing|ed|es|s|e)$/, ""));

/* The index as it is asked: numbers instead of the steps between them, and the longest sayings first. */
const unpacked = ({ pages, words, sayings }) => ({
  pages,
  words: Object.entries(words).map(([word, steps]) => {
    let at = 0;
    return [word, steps.map((step) => (at += step))];
  }),
  sayings: Object.entries(sayings)
    .map(([text, [ways = [], means = "", care = 0]]) => ({ text, stems: wordsOf(text).map(stem), ways, means, care }))
    .sort((one, other) => other.stems.length - one.stems.length),
});

/* How well a word of the index answers a word that was typed, from 0 to 1. */
function likeness(word, typed) {
  if (word === typed) return 1;
  if (stem(word) === stem(typed)) return 0.9;
  if (typed.length > 1 && word.startsWith(typed)) return 0.4 + (0.4 * typed.length) / word.length;
  return word.length > 4 && typed.length - word.length < 4 && typed.startsWith(word) ? 0.4 : 0;
}

/* Whether two words differ by one slip: a letter too many, too few, wrong, or in the wrong order. */
function isSlip(one, other) {
  if (one.length < 4 || one[0] !== other[0]) return false;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const [rest, otherRest] = [one.slice(same), other.slice(same)];
  return (
    rest.slice(1) === otherRest.slice(1) ||
    rest.slice(1) === otherRest ||
    rest === otherRest.slice(1) ||
    (rest[0] === otherRest[1] && rest[1] === otherRest[0] && rest.slice(2) === otherRest.slice(2))
  );
}

/* The pages that answer a typed word, each with its score; `near` says which words count as the typed one. */
function answers({ pages, words }, typed, near = likeness) {
  const scores = new Map();
  for (const [word, postings] of words) {
    const rated = near(word, typed);
    if (!rated) continue;
    for (const posting of postings) raise(scores, posting >> 2, rated * FIELD_WEIGHTS[posting % 4]);
  }
  const rarity = Math.log(1 + pages.length / scores.size);
  return new Map([...scores].map(([page, score]) => [page, score * rarity]));
}

function raise(scores, page, score) {
  if (score > (scores.get(page) ?? 0)) scores.set(page, score);
}

const telling = (words) => words.filter((word) => !UNINFORMATIVE.test(word));

/* The pages that answer a saying: where it leads, a little what lies below that, and what its words and meaning find. */
function answersOf(found, { ways, means }, typed) {
  const scores = new Map();
  for (const word of telling(typed)) answers(found, word).forEach((score, page) => raise(scores, page, score));
  for (const word of wordsOf(means)) answers(found, word).forEach((score, page) => raise(scores, page, MEANT * score));
  for (const way of ways) {
    const place = found.pages[way].location;
    if (place.endsWith("/")) {
      found.pages.forEach(({ location }, page) => location.startsWith(place) && raise(scores, page, BELOW_WEIGHT));
    }
    raise(scores, way, SAYING_WEIGHT);
  }
  return scores;
}

/* The pages that answer a text, best first, and whether it asks for care. A page that leaves something unanswered falls
   behind, by the square of the share. `near` is the partnership that the reader is looking at: its pages come a little
   earlier. */
function find(found, text, near) {
  const all = wordsOf(text);
  const said = [];
  const terms = [];
  let rest = all;
  const take = (saying, from, many) => {
    said.push(saying);
    terms.push(answersOf(found, saying, rest.slice(from, from + many)));
    rest = rest.toSpliced(from, many);
  };
  for (const saying of found.sayings) {
    const { stems } = saying;
    const from = rest.findIndex((_, at) => stems.every((one, step) => at + step < rest.length && one === stem(rest[at + step])));
    if (from >= 0) take(saying, from, stems.length);
  }
  const left = telling(rest);
  for (const word of new Set(left.length || said.length ? left : rest)) {
    let scores = answers(found, word);
    const meant = scores.size ? undefined : found.sayings.find((one) => isMeant(one, word, all));
    if (meant) {
      said.push(meant);
      scores = answersOf(found, meant, wordsOf(meant.text));
    }
    terms.push(scores.size ? scores : answers(found, word, (one) => (isSlip(word, one) ? 0.3 : 0)));
  }
  const totals = new Map();
  for (const scores of terms) {
    for (const [page, score] of scores) {
      const [count, sum] = totals.get(page) ?? [0, 0];
      totals.set(page, [count + 1, sum + score]);
    }
  }
  const results = [...totals]
    .map(([page, [count, sum]]) => {
      const nearness = near && found.pages[page].location.startsWith(near) ? 1.2 : 1;
      return { page, score: sum * nearness * (count / terms.length) ** 2 };
    })
    .sort((one, other) => other.score - one.score)
    .map(({ page }) => found.pages[page]);
  return { results, care: said.some(({ care }) => care) };
}

/* Whether a word that nothing answers is a saying with a slip, or the whole text the beginning of one. */
const isMeant = ({ text }, word, all) => isSlip(word, text) || (word.length > 2 && text.startsWith(all.join(" ")));

function show(results, list, base) {
  list.replaceChildren(
    ...results.map(({ location: address, title, text }) => {
      const link = document.createElement("a");
      link.href = new URL(address, base);
      link.textContent = title;
      const words = document.createElement("p");
      words.textContent = text;
      const item = document.createElement("li");
      item.append(link, words);
      return item;
    }),
  );
}

const baseOf = (address) => new URL(".", new URL(address, location));

/* The part of the site that the reader is looking at, such as "riverside/". */
const nearTo = (base) => location.pathname.slice(base.pathname.length).match(/^[^/]+\//)?.[0];

for (const form of document.querySelectorAll("form.search")) {
  const input = form.querySelector("input");
  const output = form.querySelector(".search-output");
  const status = output.querySelector("[role=status]");
  const list = output.querySelector("ol");
  const address = form.dataset.index;
  const care = output.querySelector(".care") ?? document.querySelector("header .care").cloneNode(true);
  list.before(care);

  const update = async () => {
    const text = input.value;
    let results = [];
    let words;
    let needsCare = true;
    try {
      const answer = wordsOf(text).length ? find(await load(address), text, nearTo(baseOf(address))) : undefined;
      results = answer?.results ?? [];
      needsCare = answer?.care || !results.length;
      words = results.length
        ? `${results.length} found, best first`
        : POSTCODE.test(text)
          ? "We know no postcodes. Type your town, district or council."
          : "Nothing found. Try another word.";
    } catch {
      index = undefined;
      words = "The search could not be loaded. Press Enter for the list of all figures.";
    }
    if (text !== input.value) return; // the reader has typed on
    show(results.slice(0, MOST_RESULTS), list, baseOf(address));
    status.textContent = words;
    care.hidden = !needsCare;
    output.hidden = !wordsOf(text).length;
  };

  input.addEventListener("focus", () => load(address).catch(() => (index = undefined)), { once: true });
  input.addEventListener("input", update);

  form.addEventListener("keydown", (event) => {
    const stops = [input, ...list.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !output.hidden) {
      event.preventDefault();
      stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
    }
    if (event.key === "Escape" && !form.classList.contains("wide")) {
      output.hidden = true;
      input.focus();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget) && !form.classList.contains("wide")) output.hidden = true;
  });
  input.addEventListener("focus", () => wordsOf(input.value).length && list.children.length && (output.hidden = false));

  // What somebody looks for goes behind the hash mark of the address, which a browser keeps to itself.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const goal = new URL(form.action);
    goal.hash = ASKED + encodeURIComponent(input.value);
    location.assign(goal);
  });
  const ask = () => {
    if (!location.hash.startsWith(`#${ASKED}`)) return;
    input.value = decodeURIComponent(location.hash.slice(ASKED.length + 1));
    update();
  };
  if (form.classList.contains("wide")) {
    addEventListener("hashchange", ask);
    ask();
  }
}

const nearest = document.querySelector(".nearest");
if (nearest) {
  const address = nearest.dataset.index;
  const base = baseOf(address);
  // The last part of an address says what it is of; those before it are folders.
  const parts = decodeURI(location.pathname).replace(base.pathname, "").replace(/(?:index)?\.html$/, "").split("/");
  const text = parts.filter(Boolean).at(-1) ?? "";
  load(address).then((found) => {
    const results = find(found, text, nearTo(base)).results.slice(0, 5);
    show(results, nearest.querySelector("ol"), base);
    nearest.hidden = !results.length;
  });
}
