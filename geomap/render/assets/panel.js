// The panel beside the map: its head, the kinds, the tabs, and whichever view the state asks for.
geomap.panel = (() => {
  const { chips, compare, data, dom, filter, i18n, state } = geomap;
  const panel = document.getElementById("panel");
  const view = dom.element("div", { id: "view" });
  const scrolled = new Map(); // view → where it was scrolled to, to come back to
  let shown = "";

  // Name of the view that the state asks for; another name means another content.
  function wanted() {
    const { article, place, tab } = state.current;
    if (article >= 0) return `article ${article}`;
    return place >= 0 ? `place ${place}` : tab;
  }

  function kindBox(kind) {
    const box = dom.element("input", { type: "checkbox", name: kind });
    box.checked = state.current.kinds.has(kind);
    box.addEventListener("change", () => {
      const kinds = new Set(state.current.kinds);
      if (box.checked) kinds.add(kind);
      else kinds.delete(kind);
      state.update({ kinds });
    });
    return dom.element("label", { title: i18n.text(`${kind}_hint`) }, box,
      dom.element("span", { class: `dot ${kind}`, "aria-hidden": "true" }), i18n.text(kind),
      dom.element("span", { class: "count" }));
  }

  function head() {
    const other = i18n.language() === "ar" ? "en" : "ar";
    const change = () => state.update({ language: other });
    return dom.element("header", {},
      dom.element("h1", {}, i18n.text("title")),
      geomap.keys.button(),
      geomap.export.menu(),
      dom.element("button", { type: "button", id: "language", class: "small", lang: other, title: i18n.text("language_hint"), onclick: change },
        i18n.text("language")),
      dom.element("p", { id: "summary", class: "hint", "aria-live": "polite" }));
  }

  function kindBoxes() {
    return dom.element("fieldset", { id: "kinds" }, dom.element("legend", { class: "hidden" }, i18n.text("kinds")),
      ...data.kinds.map(kindBox));
  }

  function tab(name) {
    const open = () => state.update({ tab: name, place: -1, article: -1, sentence: -1 }, "push");
    return dom.element("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "view", onclick: open },
      i18n.text(name), " ", dom.element("span", { class: "count" }));
  }

  // Arrow keys walk along the tabs, in the direction in which they are written.
  function walk(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const tabs = [...event.currentTarget.children];
    const forward = i18n.language() === "ar" ? -step : step;
    const next = tabs[(tabs.indexOf(document.activeElement) + forward + tabs.length) % tabs.length];
    next.click();
    next.focus();
  }

  function frame() {
    panel.setAttribute("aria-label", i18n.text("panel"));
    panel.replaceChildren(head(), kindBoxes(), chips.box, compare.box, geomap.corrected.build(),
      dom.element("div", { role: "tablist", onkeydown: walk }, ...state.TABS.map(tab)), view);
  }

  function refreshFrame() {
    const { totals } = filter;
    const numbers = { places: totals.places, mentions: totals.mentions, chosen: totals.articles, articles: data.articleCount };
    const written = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, i18n.number(value)]));
    panel.querySelector("#summary").textContent = i18n.text("summary", written);
    const counts = { places: totals.places, articles: data.articleCount, unplaced: totals.unplaced, filters: filter.active().length || null };
    const current = state.TABS.includes(shown) ? shown : null;
    for (const name of state.TABS) {
      const button = panel.querySelector(`#tab-${name}`);
      button.querySelector(".count").textContent = counts[name] === null ? "" : i18n.number(counts[name]);
      button.setAttribute("aria-selected", String(name === current));
      button.tabIndex = name === (current ?? state.current.tab) ? 0 : -1;
    }
    for (const box of panel.querySelectorAll("#kinds input")) {
      box.checked = state.current.kinds.has(box.name);
      box.parentElement.querySelector(".count").textContent = i18n.number(filter.kindCounts[data.kinds.indexOf(box.name)]);
    }
    chips.refresh();
    compare.refresh();
  }

  function build() {
    const builder = state.current.article >= 0 ? geomap.reader : state.current.place >= 0 ? geomap.place : geomap[state.current.tab];
    if (state.TABS.includes(shown)) view.setAttribute("role", "tabpanel");
    else view.removeAttribute("role");
    if (state.TABS.includes(shown)) view.setAttribute("aria-labelledby", `tab-${shown}`);
    else view.removeAttribute("aria-labelledby");
    view.replaceChildren();
    builder.build(view);
  }

  // On a narrow screen the whole panel scrolls, on a wide one only what is below its head.
  const scroller = () => (getComputedStyle(view).overflowY === "auto" ? view : panel);

  function change(next) {
    scrolled.set(shown, scroller().scrollTop);
    const first = shown === "";
    shown = next;
    build();
    scroller().scrollTop = state.TABS.includes(next) ? scrolled.get(next) ?? 0 : 0;
    if (!first) view.querySelector("h2")?.focus({ preventScroll: true });
  }

  function refresh(changed) {
    const next = wanted();
    const moved = next !== shown;
    if (changed.has("language")) frame();
    if (moved) change(next);
    else if (next.startsWith("article ") && !changed.has("language")) geomap.reader.refresh(view);
    else if (["articles", "filters", "places"].includes(next) && !changed.has("language")) geomap[next].refresh();
    else if (changed.has("language") || state.counts(changed)) build();
    if (state.current.article >= 0 && (moved || changed.has("sentence") || changed.has("mention"))) geomap.reader.scrollToSentence(moved ? "center" : "nearest");
    refreshFrame();
  }

  return { refresh };
})();
