// The list of places: what the map shows, for reading and for the keyboard.
geomap.places = (() => {
  const { data, dom, filter, i18n, looks, sets, state } = geomap;
  const { places } = data;

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

  function build(container) {
    const list = dom.element("ul", { class: "rows" });
    const shown = filter.placesShown();
    const names = new Map();
    const foldedNames = (row) => {
      if (!names.has(row)) names.set(row, data.fold(`${places.ar[row]}\n${places.en[row]}`));
      return names.get(row);
    };
    const search = () => {
      const sought = data.fold(input.value.trim());
      const found = sought ? shown.filter((row) => foldedNames(row).includes(sought)) : shown;
      list.replaceChildren();
      dom.fill(list, found, item, (count) => i18n.text("more", { count: i18n.number(count) }));
      empty.textContent = found.length ? "" : i18n.text(sought ? "nothing_found" : "nothing");
    };
    const input = dom.element("input", {
      type: "search", placeholder: i18n.text("search_places"), "aria-label": i18n.text("search_places"), oninput: search,
    });
    const empty = dom.element("p", { class: "empty", "aria-live": "polite" });
    container.append(dom.element("div", { class: "tools" }, input), list, empty);
    search();
  }

  return { build };
})();
