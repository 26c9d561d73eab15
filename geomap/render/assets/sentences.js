// Sentences grouped by article, with what they mention marked: shared by the views of a place, of the unplaced and of a search.
geomap.sentences = (() => {
  const { correct, data, dom, facets, i18n, pager, state } = geomap;
  const { mentions, sentences, articles, places } = data;

  // The text from start to end as nodes, each listed mention made by `mark`; of overlapping ones the first counts.
  function marked(article, start, end, listed, mark) {
    const text = articles.text[article];
    const nodes = [];
    let at = start;
    for (const mention of listed) {
      if (mentions.start[mention] < at) continue;
      nodes.push(text.slice(at, mentions.start[mention]));
      nodes.push(mark(mention, text.slice(mentions.start[mention], mentions.end[mention])));
      at = mentions.end[mention];
    }
    nodes.push(text.slice(at, end));
    return nodes;
  }

  const kindClass = (mention) => (mentions.place[mention] < 0 ? "unresolved" : data.kinds[mentions.kind[mention]]);

  // Mentions in one sentence about which the same is to be said.
  function alike(listed) {
    const found = new Map();
    for (const mention of listed) {
      const key = [mentions.kind[mention], mentions.reason[mention], mentions.score[mention], data.surface(mention)].join(" ");
      found.set(key, [...(found.get(key) ?? []), mention]);
    }
    return [...found.values()];
  }

  function why(group) {
    const [mention] = group;
    const placed = mentions.place[mention] >= 0;
    const confidence = i18n.text("confidence", { percent: Math.round(mentions.score[mention] * 100) });
    return dom.element("li", {},
      dom.element("span", { class: `tag ${kindClass(mention)}`, title: i18n.text(`${data.kinds[mentions.kind[mention]]}_hint`) },
        i18n.text(data.kinds[mentions.kind[mention]])),
      " ", dom.word(data.surface(mention), { class: "surface" }), group.length > 1 ? ` ×${group.length}` : "",
      " ", dom.word(data.reason(mention), { class: "reason" }),
      placed ? dom.element("span", { class: "confidence" }, ` · ${confidence}`) : null,
      " ", correct.slot(group), alternatives(mention));
  }

  // Places that the mention might have meant as well.
  function alternatives(mention) {
    const rows = data.alternatives[mentions.alternatives[mention]];
    if (!rows.length) return null;
    const described = rows.map((row) => dom.element("li", {}, dom.word(data.placeName(row)), " · ",
      i18n.text(`type_${data.types[places.type[row]]}`), " · ", dom.word(geomap.filters.valueName("countries", places.country[row]))));
    return dom.element("details", {}, dom.element("summary", {}, i18n.text("alternatives", { count: i18n.number(rows.length) })),
      dom.element("ul", {}, ...described));
  }

  // A sentence as a button that opens its article there: at the mention, if one is given.
  function opener(sentence, mention, nodes) {
    const article = sentences.article[sentence];
    const open = () => state.update({
      article, sentence: sentence - data.sentenceStarts[article], mention: mention < 0 ? -1 : mention - data.mentionStarts[article],
    }, "push");
    return dom.element("button", { type: "button", class: "sentence", dir: "auto", title: i18n.text("open_sentence"), onclick: open }, ...nodes);
  }

  // Mentions of one sentence.
  function item(listed) {
    const sentence = mentions.sentence[listed[0]];
    const article = sentences.article[sentence];
    const mark = (mention, text) => dom.element("mark", { class: kindClass(mention) }, text);
    const made = dom.element("li", { class: "sentence-item" });
    data.withNotes(article, () => made.append(
      opener(sentence, listed[0], marked(article, sentences.start[sentence], sentences.end[sentence], listed, mark)),
      dom.element("ul", { class: "why" }, ...alike(listed).map(why))));
    return made;
  }

  // Runs of neighbors that agree on a key.
  function runs(rows, key) {
    const found = [];
    for (const row of rows) {
      if (found.length && key(found.at(-1)[0]) === key(row)) found.at(-1).push(row);
      else found.push([row]);
    }
    return found;
  }

  function heading(article, count) {
    const details = [articles.date[article], articles.source[article]].filter(Boolean);
    return dom.element("li", { class: "group" },
      dom.element("h3", {}, dom.word(data.articleName(article)), " ",
        dom.element("span", { class: "count" }, i18n.number(count))),
      details.length ? dom.element("p", { class: "hint" }, ...details.map((text) => dom.word(text))) : null);
  }

  // Things in sentences, grouped by article in pages; `count` says how many of what is meant one thing holds.
  function grouped(key, things, articleOf, build, count = () => 1) {
    const counts = new Map();
    for (const thing of things) counts.set(articleOf(thing), (counts.get(articleOf(thing)) ?? 0) + count(thing));
    const page = (shown) => runs(shown, articleOf).flatMap((group) =>
      [heading(articleOf(group[0]), counts.get(articleOf(group[0]))), ...group.map(build)]);
    return pager.list(key, things, page, { class: "sentences" });
  }

  // The sentences of mentions, which are rows in the order of their articles.
  function list(key, rows) {
    if (!rows.length) return [dom.element("p", { class: "empty" }, i18n.text("nothing"))];
    const bySentence = runs(rows, (mention) => mentions.sentence[mention]);
    return grouped(key, bySentence, ([mention]) => data.articleOf(mention), item, (listed) => listed.length);
  }

  // Rows of articles' things with the latest article first and those without a date last.
  function newestFirst(rows, articleOf) {
    const day = (row) => facets.spans[articleOf(row)]?.[1] ?? -Infinity;
    return rows.map((row) => [row, day(row)]).sort(([a, first], [b, second]) =>
      (first === second ? articleOf(a) - articleOf(b) : second > first ? 1 : -1)).map(([row]) => row);
  }

  return { grouped, list, marked, kindClass, newestFirst, opener };
})();
