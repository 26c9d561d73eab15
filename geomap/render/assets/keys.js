// The keys that act wherever the focus is, and the dialog that lists them.
//
// A key of a Latin keyboard has the Arabic letter at its place beside it. They can be switched off, as those who dictate
// or tremble need (WCAG 2.1.4).
geomap.keys = (() => {
  const { dom, i18n, reader, state } = geomap;
  const ITEMS = ".row.place, .sentence, .row.article input"; // of the view, along which one steps
  const view = () => document.getElementById("view");
  const dialog = dom.element("dialog", { id: "help", "aria-labelledby": "help-title" });
  let isOn = true;

  // In an article from mention to mention, elsewhere from item to item.
  function step(by) {
    if (state.current.article >= 0) {
      reader.walk(by);
      return;
    }
    const items = [...view().querySelectorAll(ITEMS)].filter((item) => !item.closest("details:not([open])"));
    const at = items.indexOf(document.activeElement);
    const next = at < 0 ? items[by > 0 ? 0 : items.length - 1] : items[at + by];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  function search() {
    if (!view().querySelector("input[type=search]")) state.update({ tab: "places", place: -1, article: -1, sentence: -1 }, "push");
    const input = view().querySelector("input[type=search]");
    input.focus();
    input.select();
  }

  function back() {
    const button = view().querySelector(".back");
    if (!button) return;
    button.click();
    if (state.current.place < 0) document.querySelector("[role=tab][aria-selected=true]").focus(); // no heading takes the focus
  }

  const ACTS = [
    { keys: ["/", "ظ"], name: "key_search", act: search },
    { keys: ["j", "ت"], name: "key_next", act: () => step(1) },
    { keys: ["k", "ن"], name: "key_before", act: () => step(-1) },
    { keys: ["Escape"], name: "key_back", act: back },
    { keys: ["?", "؟"], name: "key_help", act: open },
  ];
  const LABELS = { Escape: "Esc" };
  // Keys that the browser, Leaflet and the parts of the panel give a meaning.
  const OTHERS = [["Tab", "key_tab"], ["Enter", "key_enter"], ["← →", "key_tabs"], ["← ↑ → ↓", "key_pan"], ["+ −", "key_zoom"]];

  const keycap = (text) => dom.element("kbd", { dir: "ltr" }, text);
  const row = (keys, name) => dom.element("div", {},
    dom.element("dt", {}, ...keys.flatMap((key, index) => [...(index ? [" "] : []), keycap(key)])), dom.element("dd", {}, i18n.text(name)));

  function toggle() {
    const box = dom.element("input", { type: "checkbox", onchange: () => { isOn = box.checked; } });
    box.checked = isOn;
    return dom.element("label", { class: "choice" }, box, i18n.text("keys_on"));
  }

  function open() {
    dialog.replaceChildren(
      dom.element("h2", { id: "help-title" }, i18n.text("keys")),
      dom.element("dl", {}, ...ACTS.map(({ keys, name }) => row(keys.map((key) => LABELS[key] ?? key), name)),
        ...OTHERS.map(([keys, name]) => row(keys.split(" "), name))),
      toggle(),
      dom.element("p", { class: "acts" }, dom.element("button", { type: "button", class: "small", onclick: () => dialog.close() }, i18n.text("close_help"))));
    dialog.showModal();
  }

  // Where letters are typed, or a choice is made by letter, the keys are only letters.
  const isTyping = (target) => target.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=range])");

  // What closes on Escape, as a form does, has taken the key's target out of the page by now.
  function pressed(event) {
    const { key, target } = event;
    if (dialog.open || !target.isConnected || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(target)) return;
    const found = ACTS.find(({ keys }) => keys.includes(key.length === 1 ? key.toLowerCase() : key));
    if (!found || (!isOn && key.length === 1)) return;
    event.preventDefault();
    found.act();
  }

  const button = () => dom.element("button", { type: "button", id: "help-button", class: "small", "aria-label": i18n.text("keys"), title: i18n.text("keys"), onclick: open }, "?");

  document.body.append(dialog);
  document.addEventListener("keydown", pressed);

  return { button };
})();
