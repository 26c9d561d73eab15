// A whole article with all its mentions marked, opened at a sentence.
geomap.reader = (() => {
  const { data, dom, filter, i18n, sentences, state } = geomap;
  const { articles, mentions, places } = data;
  const MARKS = ["literal", "associative", "demonym", "unresolved"];
  let spans = [];

  function go(mention) {
    const place = mentions.place[mention];
    state.update({ ...filter.reveal(mention), place }, "push");
    geomap.map.show(place);
  }

  function mark(mention, text) {
    const kind = sentences.kindClass(mention);
    const place = mentions.place[mention];
    const reason = data.reason(mention);
    const name = place < 0 ? reason : data.placeName(place);
    const made = dom.element("mark", { class: kind, title: i18n.text("mention_hint", { kind: i18n.text(kind), name }) }, text);
    if (place < 0) return made;
    made.dataset.place = places.id[place];
    return dom.pressable(made, () => go(mention));
  }

  function bySentence(article) {
    const found = new Map();
    for (let mention = data.mentionStarts[article]; mention < data.mentionStarts[article + 1]; mention += 1) {
      const row = mentions.sentence[mention];
      if (!found.has(row)) found.set(row, []);
      found.get(row).push(mention);
    }
    return found;
  }

  // Fill in the article's text, every character of it, with each sentence in an element of its own.
  function fill(body, article) {
    const whole = articles.text[article];
    const listed = bySentence(article);
    let at = 0;
    for (let row = data.sentenceStarts[article]; row < data.sentenceStarts[article + 1]; row += 1) {
      const [start, end] = [data.sentences.start[row], data.sentences.end[row]];
      spans.push(dom.element("span", {}, ...sentences.marked(article, start, end, listed.get(row) ?? [], mark)));
      body.append(whole.slice(at, start), spans.at(-1));
      at = end;
    }
    body.append(whole.slice(at));
  }

  function details(article) {
    const texts = [articles.date[article], articles.source[article]].filter(Boolean).map((word) => dom.word(word));
    const link = { href: articles.url[article], target: "_blank", rel: "noopener noreferrer" };
    const links = articles.url[article] ? [dom.element("a", link, i18n.text("source_link"))] : [];
    return dom.element("p", { class: "hint details" }, ...texts, ...links);
  }

  const key = () =>
    dom.element("p", { class: "key" }, ...MARKS.map((kind) => dom.element("span", { class: `tag ${kind}` }, i18n.text(kind))));

  // What changes while the same article stays open: the way back, the sentence looked at, the place on the map.
  function refresh(container) {
    const { place, sentence } = state.current;
    container.querySelector(".back").textContent =
      place < 0 ? i18n.text("back_to_list") : i18n.text("back_to_place", { name: data.placeName(place) });
    spans.forEach((span, index) => span.classList.toggle("open", index === sentence));
    for (const made of container.querySelectorAll(".text mark[data-place]")) {
      made.classList.toggle("selected", made.dataset.place === places.id[place]);
    }
  }

  function scrollToSentence() {
    spans[state.current.sentence]?.scrollIntoView({ block: "center" });
  }

  function build(container) {
    const { article } = state.current;
    const back = () => state.update({ article: -1, sentence: -1 }, "push");
    const body = dom.element("div", { class: "text", dir: "auto" });
    spans = [];
    container.append(
      dom.element("button", { type: "button", class: "back", onclick: back }),
      dom.element("h2", { tabindex: "-1" }, dom.word(data.articleName(article))),
      details(article), key(), body);
    refresh(container);
    data.withTexts(article, () => {
      if (!body.isConnected) return; // another view was opened meanwhile
      fill(body, article);
      refresh(container);
      scrollToSentence();
    });
  }

  return { build, refresh, scrollToSentence };
})();
