// The page's one namespace, and building elements. Data enters the page as text nodes only.
const geomap = {};

geomap.dom = (() => {
  const CHUNK = 100;

  // Attributes whose name starts with "on" are listeners; null and false leave an attribute out.
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  // A word of the data: isolated, so that its direction and any control characters in it stay inside it.
  function word(text, attributes = {}) {
    return element("bdi", { dir: "auto", ...attributes }, text);
  }

  // Fill a list some items at a time, first perhaps fewer: a panel must open at once however many articles there are.
  function fill(list, items, build, more, few = CHUNK) {
    let shown = 0;
    const next = () => {
      const first = shown;
      shown = Math.min(shown + (shown ? CHUNK : few), items.length);
      list.append(...items.slice(first, shown).map(build));
      if (shown === items.length) return;
      const button = element("button", { type: "button", class: "more" }, more(items.length - shown));
      const row = element("li", { class: "more-row" }, button);
      button.addEventListener("click", () => {
        row.remove();
        const before = list.lastElementChild;
        next();
        before.nextElementSibling.querySelector("button, input")?.focus();
      });
      list.append(row);
    };
    next();
    return list;
  }

  // Let Enter and Space do on an element what a click does, as they do on a button.
  function pressable(made, act) {
    made.tabIndex = 0;
    made.setAttribute("role", "button");
    made.addEventListener("click", act);
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act(event);
    });
    return made;
  }

  return { element, word, fill, pressable };
})();
