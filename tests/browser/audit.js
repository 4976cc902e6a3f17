/* What a page owes to people who use a keyboard, zoom, large text or colours of their own.
   Each function returns its faults as texts, with the element that has each. */

globalThis.audit = (() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  const name = (element) => {
    const text = (element.getAttribute("aria-label") || element.textContent).replace(/\s+/g, " ").trim();
    return `<${element.localName}${element.className.length ? `.${[...element.classList].join(".")}` : ""}> ${text.slice(0, 50)}`;
  };

  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;

  const controls = () =>
    [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(
      (element) => element.tabIndex >= 0 && !element.disabled && isShown(element),
    );

  /* Colours, as red, green, blue and opacity from 0 to 255. */

  const colour = (text) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };

  const luminance = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  /* The contrast of WCAG 2.2, from 1 to 21. */
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = colour(getComputedStyle(at).backgroundColor);
      if (found[3] === 255) return found;
    }
    return colour("Canvas");
  };

  /* Keyboard */

  const order = () =>
    controls()
      .filter((element) => {
        for (let at = element; at; at = at.parentElement) {
          const style = getComputedStyle(at);
          if (element.tabIndex > 0 || style.order !== "0" || style.flexDirection.endsWith("reverse")) return true;
        }
        return false;
      })
      .map((element) => `${name(element)} is reached in another order than it is seen in`);

  /* Marks each control with its number, to be met in that order. */
  const numbered = () => {
    const all = controls();
    all.forEach((element, index) => (element.dataset.control = index));
    return all.map(name);
  };

  /* The number of the control that has the focus, and what is wrong with how it shows; -1 where nothing has it. */
  const focused = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return [-1, ""];
    const number = Number(element.dataset.control ?? -2);
    // A chart takes the focus as a whole: what it shows then lies on it, and a pointer means its marks.
    const whole = element.closest(".plot") || element;
    const isOfIt = (met) => Boolean(met) && (whole.contains(met) || met.contains(element));
    const rects = [...element.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1);
    const style = getComputedStyle(element);
    const width = parseFloat(style.outlineWidth);
    if (!rects.length) return [number, `${name(element)} has the focus and cannot be seen`];
    if (style.outlineStyle === "none" || width < 2) return [number, `${name(element)} shows no outline of 2 pixels`];
    const offset = parseFloat(style.outlineOffset);
    const edge = element.getBoundingClientRect();
    const beside = document.elementsFromPoint(Math.max(edge.left - 2, 0), (edge.top + edge.bottom) / 2);
    const around = offset < 0 ? ground(element) : ground(beside.find((met) => !element.contains(met)) || element.parentElement);
    const ratio = contrast(colour(style.outlineColor), around);
    if (ratio < 3) return [number, `${name(element)} shows an outline of contrast ${ratio.toFixed(1)}`];
    const isMet = rects.some((rect) => {
      const left = Math.max(rect.left, 0);
      const right = Math.min(rect.right, innerWidth);
      const top = Math.max(rect.top, 0);
      const bottom = Math.min(rect.bottom, innerHeight);
      if (left >= right || top >= bottom) return false;
      return isOfIt(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
    });
    if (!isMet) return [number, `${name(element)} has the focus and is covered or outside the window`];
    const fits = edge.height < innerHeight * 0.6;
    if (fits && (edge.top < -1 || edge.bottom > innerHeight + 1)) {
      return [number, `${name(element)} has the focus and is only partly in the window`];
    }
    const corners = [[edge.left + 2, edge.top + 2], [edge.right - 2, edge.bottom - 2]];
    const covered = fits && rects.length === 1 && corners.some(([x, y]) => {
      if (x < 0 || x > innerWidth) return false;
      return !isOfIt(document.elementFromPoint(x, y));
    });
    return [number, covered ? `${name(element)} has the focus and is partly covered` : ""];
  };

  /* Reflow */

  const isNamedRegion = (element) =>
    element.getAttribute("role") === "region" && element.getAttribute("aria-label") && element.tabIndex === 0;

  const reflow = () => {
    const faults = [];
    const wide = document.scrollingElement;
    if (wide.scrollWidth > wide.clientWidth) faults.push(`the page is ${wide.scrollWidth} pixels wide`);
    for (const element of document.body.querySelectorAll("*")) {
      if (!isShown(element) || element.closest("svg")) continue;
      const style = getComputedStyle(element);
      const scrolls = /auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
      if (scrolls && !isNamedRegion(element)) faults.push(`${name(element)} scrolls sideways and is no named region`);
      const rect = element.getBoundingClientRect();
      if (rect.right > innerWidth + 1 && rect.width > 1 && rect.left < innerWidth && !element.closest('[role="region"]')) {
        faults.push(`${name(element)} reaches ${Math.round(rect.right)} pixels to the right`);
      }
    }
    return faults;
  };

  /* Text spacing: WCAG 2.2, 1.4.12 */

  const spaceOut = () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
       p { margin-bottom: 2em !important; }`,
    );
    document.adoptedStyleSheets = [sheet];
  };

  const clipped = () => {
    const faults = [];
    for (const element of document.body.querySelectorAll("*")) {
      if (!isShown(element) || element.closest("svg") || !element.innerText?.trim()) continue;
      const style = getComputedStyle(element);
      const cutX = /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
      const cutY = /hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
      if ((cutX || cutY) && element.clientWidth > 1 && style.clipPath === "none") faults.push(`${name(element)} cuts its text off`);
      if (style.textOverflow === "ellipsis" && element.scrollWidth > element.clientWidth) faults.push(`${name(element)} shortens its text`);
    }
    return faults;
  };

  /* For screen readers alone: a box of a pixel, or one that is clipped away. */
  const isOutOfSight = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.clipPath !== "none" || style.clip !== "auto" || (style.overflow === "hidden" && at.offsetWidth <= 1)) return true;
    }
    return false;
  };

  /* Texts that stand on one another. */
  const overlapping = () => {
    const lines = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || !isShown(parent) || isOutOfSight(parent) || parent.closest(".md-skip, noscript, script, style, title, desc")) continue;
      const layer = parent.closest(".md-header, [data-md-component=announce], .md-top, .md-sidebar") ? "fixed" : "page";
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width > 2 && rect.height > 2) lines.push({ rect, parent, layer, node });
      }
    }
    lines.sort((one, other) => one.rect.top - other.rect.top);
    const faults = new Set();
    lines.forEach((one, index) => {
      for (let next = index + 1; next < lines.length && lines[next].rect.top < one.rect.bottom - 1; next += 1) {
        const other = lines[next];
        if (one.layer !== other.layer || one.node === other.node) continue;
        const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
        const down = Math.min(one.rect.bottom, other.rect.bottom) - other.rect.top;
        const lower = Math.min(one.rect.height, other.rect.height);
        if (across > 2 && down > lower * 0.3) faults.add(`${name(one.parent)} stands on ${name(other.parent)}`);
      }
    });
    return [...faults];
  };

  /* Targets: WCAG 2.2, 2.5.8. A small one may stand alone, or in a sentence. */

  const SMALLEST = 24;

  const isInSentence = (element) => {
    if (getComputedStyle(element).display !== "inline") return false;
    const block = element.closest("p, li, dd, dt, td, th, figcaption, small, caption, blockquote, h1, h2, h3");
    return Boolean(block) && block.textContent.trim().length > element.textContent.trim().length + 1;
  };

  const box = (element) => {
    const rect = element.getBoundingClientRect();
    const after = getComputedStyle(element, "::after");
    // The whole of a card can be pressed: its link covers it.
    if (after.position === "absolute" && after.content !== "none" && after.inset === "0px") {
      return element.closest("li").getBoundingClientRect();
    }
    return rect;
  };

  const targets = () => {
    const all = controls()
      .filter((element) => element.getAttribute("role") !== "region" && !element.matches(".md-toggle, .md-skip"))
      .map((element) => ({ element, rect: box(element) }));
    const isSmall = ({ rect }) => rect.width < SMALLEST - 0.1 || rect.height < SMALLEST - 0.1;
    const middle = ({ rect }) => [(rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2];
    return all
      .filter((target) => isSmall(target) && !isInSentence(target.element))
      .filter((target) => {
        const [x, y] = middle(target);
        return all.some((other) => {
          if (other === target) return false;
          if (isSmall(other)) {
            const [ox, oy] = middle(other);
            return Math.hypot(x - ox, y - oy) < SMALLEST;
          }
          const dx = Math.max(other.rect.left - x, 0, x - other.rect.right);
          const dy = Math.max(other.rect.top - y, 0, y - other.rect.bottom);
          return Math.hypot(dx, dy) < SMALLEST / 2;
        });
      })
      .map(({ element, rect }) => `${name(element)} is ${Math.round(rect.width)} by ${Math.round(rect.height)} pixels beside another`);
  };

  /* Landmarks */

  const landmarks = () => {
    const faults = [];
    for (const [selector, number] of [["main", 1], ["header.md-header", 1], ["footer", 1]]) {
      const found = document.querySelectorAll(selector).length;
      if (found !== number) faults.push(`there are ${found} of ${selector}`);
    }
    for (const selector of ["nav", '[role="region"], section[aria-label]']) {
      const names = [...document.querySelectorAll(selector)].filter(isShown).map((element) => {
        const by = element.getAttribute("aria-labelledby");
        return by ? document.getElementById(by).textContent.trim() : element.getAttribute("aria-label") || "";
      });
      for (const [index, found] of names.entries()) {
        if (!found) faults.push(`a ${selector} has no name`);
        else if (names.indexOf(found) !== index) faults.push(`two of ${selector} are named ${found}`);
      }
    }
    return faults;
  };

  /* Readers' own settings */

  const motion = () => {
    const faults = [];
    const longest = (text) => Math.max(...text.split(",").map((part) => parseFloat(part) * (part.trim().endsWith("ms") ? 0.001 : 1)));
    for (const element of document.querySelectorAll("*")) {
      for (const part of [null, "::before", "::after"]) {
        const style = getComputedStyle(element, part);
        const animates = style.animationName !== "none" && longest(style.animationDuration) > 0.01;
        if (animates || longest(style.transitionDuration) > 0.01) faults.push(`${name(element)}${part || ""} moves`);
      }
      if (getComputedStyle(element).scrollBehavior === "smooth") faults.push(`${name(element)} scrolls smoothly`);
    }
    return faults;
  };

  /* In forced colours each control can be told from its ground, and each drawing from its own. */
  const forced = () => {
    const faults = [];
    for (const element of controls()) {
        if (element.getAttribute("role") === "region" || element.matches(".md-toggle, .md-skip")) continue;
      const style = getComputedStyle(element);
      const ratio = contrast(colour(style.color), ground(element));
      if (ratio < 4.5) faults.push(`${name(element)} has a contrast of ${ratio.toFixed(1)}`);
      const icon = element.querySelector("svg");
      if (icon && !element.innerText.trim()) {
        const drawn = getComputedStyle(icon.querySelector("path"));
        const paint = drawn.fill === "none" ? drawn.stroke : drawn.fill;
        if (contrast(colour(paint), ground(element)) < 3) faults.push(`the icon of ${name(element)} cannot be seen`);
      }
      if (element.matches("input, button.menu") && parseFloat(style.borderTopWidth) < 1) faults.push(`${name(element)} has no edge`);
    }
    for (const drawing of document.querySelectorAll("figure svg")) {
      if (!drawing.getClientRects().length) continue; // drawn for another width
      const paper = ground(drawing);
      const marks = [...drawing.querySelectorAll("text, path, line, circle, rect")].filter((mark) => mark.getBoundingClientRect().width > 0);
      for (const text of marks.filter((mark) => mark.localName === "text")) {
        // Words on a mark are read against that mark: the last one drawn before them that lies below their middle.
        const box = text.getBoundingClientRect();
        const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        const below = marks.slice(0, marks.indexOf(text)).filter((mark) => {
          const around = mark.getBoundingClientRect();
          const painted = mark.localName !== "text" && getComputedStyle(mark).fill !== "none";
          return painted && around.left <= x && x <= around.right && around.top <= y && y <= around.bottom;
        });
        const behind = below.length ? colour(getComputedStyle(below.at(-1)).fill) : paper;
        if (contrast(colour(getComputedStyle(text).fill), behind) < 4.5) faults.push(`${name(text)} cannot be read in its drawing`);
      }
      const seen = marks.filter((mark) => {
        const style = getComputedStyle(mark);
        return [style.fill, style.stroke].some((paint) => paint !== "none" && contrast(colour(paint), paper) >= 3);
      });
      if (seen.length < 3) faults.push("a drawing cannot be seen");
    }
    for (const verdict of document.querySelectorAll(".verdict")) {
      const shape = getComputedStyle(verdict, "::before");
      if (contrast(colour(shape.backgroundColor), ground(verdict)) < 3) faults.push(`the shape of ${name(verdict)} cannot be seen`);
    }
    return faults;
  };

  return {
    clipped, focused, forced, landmarks, motion, numbered, order, overlapping, reflow, spaceOut, targets,
  };
})();
