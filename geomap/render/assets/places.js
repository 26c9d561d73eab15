// The list of places, for reading and for the keyboard, and the search for places and for words in the texts.
geomap.places = (() => {
  const { data, dom, filter, fold, found, i18n, looks, search, sets, state } = geomap;
  const { places } = data;
  const FEW = 6; // places found that are shown before the sentences
  const names = new Map(); // row → all names of a place, folded
  let sought = "";
  let parts = null; // of the view: the field, the list, what is said where it is empty, and the sentences

  // Which of the two sets that are compared name the place; empty where none are.
  function setClass(row) {
    const [a, b] = filter.setCounts.map((counts) => counts[row]);
    if (!a && !b) return "";
    return a && b ? "set-both" : a ? "set-a" : "set-b";
  }

  function item(row) {
    const open = () => {
      state.update({ place: row, article: -1, sentence: -1 }, "push");
      geomap.map.show(row);
    };
    const other = data.placeName(row, i18n.language() === "ar" ? "en" : "ar");
    const sort = data.placeSort(row);
    return dom.element("li", {},
      dom.element("button", { type: "button", class: "row place", onclick: open },
        dom.element("span", { class: `dot ${setClass(row) || sort || data.kinds[filter.kindOfPlace[row]]}`, "aria-hidden": "true" }),
        dom.element("span", { class: "names" }, dom.word(data.placeName(row), { class: "first" }),
          other === data.placeName(row) ? null : dom.word(other, { class: "hint" })),
        sort ? dom.element("span", { class: "hint area-tag" }, i18n.text(sort)) : null,
        dom.element("span", { class: "count" }, sets.comparing() ? looks.countText([row]) : i18n.number(filter.counts[row]))));
  }

  function foldedNames(row) {
    if (!names.has(row)) names.set(row, fold.plain([places.ar[row], places.en[row], places.others[row]].join("\n")));
    return names.get(row);
  }

  function refresh() {
    const { hint, title, list, empty, results } = parts;
    const form = fold.plain(sought.trim());
    const shown = filter.placesShown();
    const rows = form ? shown.filter((row) => foldedNames(row).includes(form)) : shown;
    hint.hidden = title.hidden = !form;
    title.querySelector(".count").textContent = i18n.number(rows.length);
    list.replaceChildren();
    dom.fill(list, rows, item, (count) => i18n.text("more", { count: i18n.number(count) }), form ? FEW : undefined);
    empty.textContent = rows.length ? "" : i18n.text(form ? "nothing_found" : "nothing");
    found.refresh(results, sought.trim());
  }

  function build(container) {
    const input = dom.element("input", {
      type: "search", placeholder: i18n.text("search_places"), "aria-label": i18n.text("search_places"), "aria-describedby": "search-hint",
      onfocus: search.prepare,
      oninput: () => {
        sought = input.value;
        refresh();
      },
    });
    sought ||= state.current.query;
    input.value = sought;
    const title = dom.element("h2", { class: "results" }, i18n.text("places"), " ", dom.element("span", { class: "count", role: "status" }));
    const hint = dom.element("p", { id: "search-hint", class: "hint" }, i18n.text("search_hint"));
    parts = { hint, title, list: dom.element("ul", { class: "rows" }), empty: dom.element("p", { class: "empty", "aria-live": "polite" }),
      results: dom.element("section", { class: "results", "aria-label": i18n.text("found_sentences") }) };
    container.append(dom.element("div", { class: "tools" }, input), hint, title,
      parts.list, parts.empty, parts.results);
    refresh();
  }

  return { build, refresh };
})();
