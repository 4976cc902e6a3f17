/* What the theme leaves undone for people who use a keyboard or their voice. Every page is complete without it. */

const drawer = document.querySelector("#__drawer");
const menu = document.querySelector("button.menu");
const navigation = document.querySelector(".md-sidebar--primary");
navigation.tabIndex = -1;

menu.addEventListener("click", () => {
  drawer.click();
  if (drawer.checked) navigation.focus();
});

drawer.addEventListener("change", () => menu.setAttribute("aria-expanded", String(drawer.checked)));

addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Escape" && drawer.checked) {
      drawer.click();
      menu.focus();
    }
    // The theme takes single letters as commands, which a slip or dictated words set off (WCAG 2.1.4).
    const typing = event.target instanceof HTMLInputElement;
    if (event.key.length === 1 && event.key !== " " && !typing) event.stopImmediatePropagation();
  },
  { capture: true },
);
