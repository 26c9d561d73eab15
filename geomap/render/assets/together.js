// The places that are mentioned together with a place, in the same sentences or the same articles.
geomap.together = (() => {
  const { data, dom, filter, i18n, state } = geomap;
  const { mentions } = data;
  const FEW = 8; // places shown at first

  // Of each other place how many of the sentences and of the articles that mention the place it shares.
  function shared(place) {
    const own = filter.mentionsOf(place);
    const ownSentences = new Set(own.map((mention) => mentions.sentence[mention]));
    const found = new Map();
    for (const article of new Set(own.map(data.articleOf))) {
      for (let mention = data.mentionStarts[article]; mention < data.mentionStarts[article + 1]; mention += 1) {
        const row = mentions.place[mention];
        if (row < 0 || row === place || !filter.passes(mention)) continue;
        if (!found.has(row)) found.set(row, { row, sentences: new Set(), articles: new Set() });
        found.get(row).articles.add(article);
        if (ownSentences.has(mentions.sentence[mention])) found.get(row).sentences.add(mentions.sentence[mention]);
      }
    }
    return [...found.values()];
  }

  // One shared sentence says more than any number of shared articles.
  const closer = (a, b) => b.sentences.size - a.sentences.size || b.articles.size - a.articles.size || a.row - b.row;

  function item({ row, sentences, articles }) {
    const open = () => {
      state.update({ place: row, article: -1, sentence: -1 }, "push");
      geomap.map.show(row);
    };
    const counts = i18n.text("together_counts", { sentences: i18n.number(sentences.size), articles: i18n.number(articles.size) });
    return dom.element("li", {}, dom.element("button", { type: "button", class: "row place", onclick: open },
      dom.element("span", { class: "names" }, dom.word(data.placeName(row), { class: "first" })), dom.element("span", { class: "hint" }, counts)));
  }

  function build(place) {
    const rows = shared(place).sort(closer);
    if (!rows.length) return null;
    const list = dom.element("ul", { class: "rows" });
    dom.fill(list, rows, item, (count) => i18n.text("more", { count: i18n.number(count) }), FEW);
    return dom.element("details", { class: "together" }, dom.element("summary", {}, i18n.text("together"), " ",
      dom.element("span", { class: "count" }, i18n.number(rows.length))), list);
  }

  return { build };
})();
