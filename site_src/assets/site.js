/* What the pages can do only with script: the menu by keyboard, and the choice of colours. Every page is complete without. */

const root = document.documentElement;

const drawer = document.querySelector("#__drawer");
const menu = document.querySelector("button.menu");
const navigation = document.querySelector(".md-sidebar--primary");
navigation.tabIndex = -1;

menu.addEventListener("click", () => {
  drawer.click();
  if (drawer.checked) navigation.focus();
});

drawer.addEventListener("change", () => menu.setAttribute("aria-expanded", String(drawer.checked)));

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawer.checked) {
    drawer.click();
    menu.focus();
  }
  // A heading of the menu that opens is a label, which a browser opens by mouse only.
  if (event.key === "Enter" && event.target.matches("label[tabindex]")) event.target.click();
});

document.querySelector("button.scheme").addEventListener("click", () => {
  const now = root.dataset.scheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  root.dataset.scheme = now === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("colour-scheme", root.dataset.scheme);
  } catch {
    // A browser that keeps nothing forgets the choice with the page.
  }
});
