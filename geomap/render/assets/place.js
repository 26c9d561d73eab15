// One place: what it is, what is mentioned together with it, and the sentences of the chosen articles that mention it.
geomap.place = (() => {
  const { data, dom, filter, i18n, sentences, state, together } = geomap;
  const { places } = data;

  // GeoNames gives every entry a page under its number; entries of geomap's own have none.
  function identifier(row) {
    const number = /^geonames:(\d+)$/.exec(places.id[row]);
    if (!number) return dom.word(places.id[row]);
    const link = { href: `https://www.geonames.org/${number[1]}`, target: "_blank", rel: "noopener noreferrer", dir: "ltr" };
    return dom.element("a", link, `GeoNames ${number[1]}`);
  }

  const fact = (name, ...values) => dom.element("div", {}, dom.element("dt", {}, name), dom.element("dd", {}, ...values));

  function note(row) {
    const sort = data.placeSort(row);
    const kilometers = i18n.number(Math.round(places.uncertainty[row]));
    return sort ? [dom.element("p", { class: "note" }, i18n.text(`${sort}_note`, { kilometers }))] : [];
  }

  // All that it is called, beside its name: its name in the other language, and what the articles write.
  function otherNames(row) {
    const other = data.placeName(row, i18n.language() === "ar" ? "en" : "ar");
    const names = new Set([other, ...places.others[row].split("\n")].filter((name) => name && name !== data.placeName(row)));
    return [...names].flatMap((name, index) => [...(index ? [i18n.text("comma")] : []), dom.word(name)]);
  }

  function facts(row) {
    const position = `${places.latitude[row].toFixed(4)}, ${places.longitude[row].toFixed(4)}`;
    const others = otherNames(row);
    return dom.element("dl", { class: "facts" },
      others.length ? fact(i18n.text("other_names"), ...others) : null,
      fact(i18n.text("types"), i18n.text(`type_${data.types[places.type[row]]}`)),
      fact(i18n.text("countries"), dom.word(geomap.filters.valueName("countries", places.country[row]))),
      fact(i18n.text("coordinates"), dom.word(position, { dir: "ltr" })),
      fact(i18n.text("identifier"), identifier(row)));
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
    const newest = sentences.newestFirst(filter.mentionsOf(row), data.articleOf);
    const near = together.build(row);
    container.append(
      dom.element("button", { type: "button", class: "back", onclick: back }, i18n.text("back_to_list")),
      dom.element("h2", { tabindex: "-1" }, dom.word(data.placeName(row))),
      dom.element("p", { class: "hint" }, i18n.text("mention_count", { count: i18n.number(filter.counts[row]) })),
      ...note(row),
      facts(row), acts(row), ...(near ? [near] : []),
      ...sentences.list(`place ${row}`, newest));
  }

  return { build };
})();
