// Sentences with their mentions marked, grouped by article: shared by the views of a place and of the unplaced.
geomap.sentences = (() => {
  const { correct, data, dom, i18n, state } = geomap;
  const { mentions, sentences, articles } = data;

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
      " ", correct.slot(group));
  }

  function item(listed) {
    const sentence = mentions.sentence[listed[0]];
    const article = sentences.article[sentence];
    const mark = (mention, text) => dom.element("mark", { class: kindClass(mention) }, text);
    const open = () =>
      state.update({ article, sentence: sentence - data.sentenceStarts[article] }, "push");
    const made = dom.element("li", { class: "sentence-item" });
    data.withTexts(article, () => made.append(
      dom.element("button", { type: "button", class: "sentence", dir: "auto", title: i18n.text("open_sentence"), onclick: open },
        ...marked(article, sentences.start[sentence], sentences.end[sentence], listed, mark)),
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

  function list(rows) {
    const items = runs(rows, data.articleOf).flatMap((group) => {
      const bySentence = runs(group, (mention) => mentions.sentence[mention]);
      return [() => heading(data.articleOf(group[0]), group.length), ...bySentence.map((listed) => () => item(listed))];
    });
    const more = (count) => i18n.text("more", { count: i18n.number(count) });
    if (!items.length) return dom.element("p", { class: "empty" }, i18n.text("nothing"));
    return dom.fill(dom.element("ul", { class: "sentences" }), items, (build) => build(), more);
  }

  return { list, marked, kindClass };
})();
