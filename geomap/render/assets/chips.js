// The filters that are set, each to be taken away by itself or all at once.
geomap.chips = (() => {
  const { data, dom, facets, filter, filters, i18n, state } = geomap;
  const LISTED = 3; // values of one filter with a chip of their own; more share one
  const box = dom.element("div", { id: "chips", role: "group" });

  function chip(text, remove, name = "") {
    return dom.element("button", { type: "button", class: `chip ${name}`.trim(), "aria-label": i18n.text("remove_filter", { name: text }), onclick: remove },
      dom.word(text), dom.element("span", { "aria-hidden": "true" }, "×"));
  }

  const unset = (name) => () => filter.set(name, state.noFilters()[name]);

  function without(name, value) {
    const left = new Set(state.current[name]);
    left.delete(value);
    filter.set(name, left.size ? left : null);
  }

  function setChips(name, label) {
    const values = [...state.current[name]];
    if (values.length <= LISTED) return values.map((value) => chip(label(value), () => without(name, value)));
    return [chip(`${i18n.text(name)}: ${i18n.number(values.length)}`, unset(name))];
  }

  const WORDED = {
    chosen: (rows) => i18n.text("chosen_articles", { count: i18n.number(rows.size), all: i18n.number(data.articleCount) }),
    dates: (days) => `\u2066${days.map(facets.dayText).join(" – ")}\u2069`, // isolated, so that the earlier stays first
    kinds: (kinds) => data.kinds.filter((kind) => kinds.has(kind)).map((kind) => i18n.text(kind)).join(" + ") || i18n.text("no_kinds"),
    score: (score) => `${i18n.text("score")}: ${i18n.text("at_least", { percent: Math.round(score * 100) })}`,
    inView: () => i18n.text("in_view_only"),
    compare: () => i18n.text("compare"),
    query: (query) => i18n.text("query_chip", { query }),
  };

  function chips(name) {
    if (name === "places") return setChips(name, data.placeName);
    if (name in WORDED) return [chip(WORDED[name](state.current[name]), unset(name), name)];
    return setChips(name, (value) => filters.valueName(name, value));
  }

  // Where the chip that had the focus is gone, its successor gets it, or the tab of the filters.
  function refresh() {
    const focused = [...box.children].indexOf(document.activeElement);
    const made = filter.active().flatMap(chips);
    if (made.length) made.push(dom.element("button", { type: "button", id: "clear", class: "small", onclick: filter.clear }, i18n.text("clear")));
    box.setAttribute("aria-label", i18n.text("active_filters"));
    box.replaceChildren(...made);
    if (focused >= 0) (box.children[Math.min(focused, made.length - 1)] ?? document.getElementById("tab-filters")).focus();
  }

  return { box, refresh };
})();
