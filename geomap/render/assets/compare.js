// The row under the filters that keeps two sets of articles and says where each of them leads.
geomap.compare = (() => {
  const { data, dom, facets, filter, i18n, sets, state } = geomap;
  const box = dom.element("section", { id: "compare" });

  const button = (text, act) => dom.element("button", { type: "button", class: "small", onclick: act }, text);
  const setName = (name) => i18n.text(`set_${name}`);
  const mark = (set) => dom.element("span", { class: `dot set-${set}`, "aria-hidden": "true" });

  // What a set was kept by, in words: a title, sources, dates, and how many articles that makes.
  function described(name) {
    const set = state.current.compare[name];
    const words = [];
    if (set.chosen?.size === 1) words.push(data.articleName([...set.chosen][0]));
    if (set.sources) words.push([...set.sources].map((source) => source || i18n.text("no_source")).join(", "));
    if (set.dates) words.push(`\u2066${set.dates.map(facets.dayText).join(" – ")}\u2069`); // isolated, so that the earlier stays first
    if (set.chosen?.size !== 1) words.push(i18n.text("article_count", { count: i18n.number(sets.size(set)) }));
    return words.join(" · ");
  }

  function keptSet(name) {
    return dom.element("p", { class: "kept" }, mark(name), dom.element("b", {}, setName(name)), dom.word(described(name)));
  }

  // How many places only the one set names, only the other, and both.
  function tally() {
    const found = { only_a: 0, only_b: 0, both: 0 };
    for (const row of filter.placesShown()) {
      const [a, b] = filter.setCounts.map((counts) => counts[row]);
      found[a && b ? "both" : a ? "only_a" : "only_b"] += 1;
    }
    return Object.fromEntries(Object.entries(found).map(([key, count]) => [key, i18n.number(count)]));
  }

  function content() {
    const compare = state.current.compare;
    const kept = sets.NAMES.filter((name) => compare?.[name]);
    const missing = sets.NAMES.filter((name) => !compare?.[name]);
    const keep = missing.map((name) => button(i18n.text("keep_as", { set: setName(name) }), () => sets.keep(name)));
    return [
      ...kept.map(keptSet),
      missing.length ? null : dom.element("p", { id: "tally", "aria-live": "polite" }, i18n.text("tally", tally())),
      missing.length === 1 ? dom.element("p", { class: "hint" }, i18n.text("keep_set_hint", { set: setName(missing[0]) })) : null,
      dom.element("p", { class: "acts" }, ...keep, kept.length ? button(i18n.text("leave_comparison"), sets.leave) : null),
    ].filter(Boolean);
  }

  // It stands there once there is something to keep. Where the focused button goes, the next one gets the focus.
  function refresh() {
    const focused = box.contains(document.activeElement);
    box.hidden = state.current.compare === null && sets.KEPT.every((key) => state.current[key] === null);
    box.setAttribute("aria-label", i18n.text("compare"));
    box.replaceChildren(...(box.hidden ? [] : content()));
    if (focused) (box.querySelector("button") ?? document.getElementById("tab-places")).focus();
  }

  return { box, refresh, described };
})();
