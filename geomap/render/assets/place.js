// One place: what it is, and the sentences of the chosen articles that mention it.
geomap.place = (() => {
  const { data, dom, filter, i18n, sentences, state } = geomap;
  const { places } = data;

  // GeoNames gives every entry a page under its number; entries of geomap's own have none.
  function identifier(row) {
    const number = /^geonames:(\d+)$/.exec(places.id[row]);
    if (!number) return dom.word(places.id[row]);
    const link = { href: `https://www.geonames.org/${number[1]}`, target: "_blank", rel: "noopener noreferrer", dir: "ltr" };
    return dom.element("a", link, `GeoNames ${number[1]}`);
  }

  const fact = (name, value) => dom.element("div", {}, dom.element("dt", {}, name), dom.element("dd", {}, value));

  function note(row) {
    const sort = data.placeSort(row);
    const kilometers = i18n.number(Math.round(places.uncertainty[row]));
    return sort ? [dom.element("p", { class: "note" }, i18n.text(`${sort}_note`, { kilometers }))] : [];
  }

  // Two ways on from here: the place by itself, or all places of the articles that now show it.
  function acts(row) {
    const button = (key, act) => dom.element("button", { type: "button", class: "small", onclick: act }, i18n.text(key));
    const itsArticles = () => filter.choose(new Set(filter.mentionsOf(row).map(data.articleOf)));
    return dom.element("p", { class: "acts" }, button("only_place", () => filter.set("places", new Set([row]))),
      button("its_articles", itsArticles));
  }

  function build(container) {
    const row = state.current.place;
    const back = () => state.update({ place: -1 }, "push");
    const position = `${places.latitude[row].toFixed(4)}, ${places.longitude[row].toFixed(4)}`;
    const other = data.placeName(row, i18n.language() === "ar" ? "en" : "ar");
    container.append(
      dom.element("button", { type: "button", class: "back", onclick: back }, i18n.text("back_to_list")),
      dom.element("h2", { tabindex: "-1" }, dom.word(data.placeName(row))),
      dom.element("p", { class: "hint" }, ...(other === data.placeName(row) ? [] : [dom.word(other), " · "]),
        i18n.text("mention_count", { count: i18n.number(filter.counts[row]) })),
      ...note(row),
      dom.element("dl", { class: "facts" },
        fact(i18n.text("coordinates"), dom.word(position, { dir: "ltr" })),
        fact(i18n.text("identifier"), identifier(row))),
      acts(row),
      sentences.list(filter.mentionsOf(row)));
  }

  return { build };
})();
