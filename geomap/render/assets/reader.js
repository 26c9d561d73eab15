// A whole article with all its mentions marked, opened at a sentence or a mention, and the walk along its places.
geomap.reader = (() => {
  const { data, dom, filter, i18n, sentences, state } = geomap;
  const { articles, mentions, places } = data;
  const MARKS = ["literal", "associative", "demonym", "description", "unresolved"];
  let spans = []; // of the sentences
  let marks = new Map(); // mention → its element; of overlapping ones only the first has one
  let bar = null; // of the walk: where it stands and its two buttons

  // Look at a mention and its place, whatever filter may hide it.
  function go(mention, step = "push") {
    const { article } = state.current;
    const place = mentions.place[mention];
    state.update({
      ...filter.reveal(mention), place, mention: mention - data.mentionStarts[article],
      sentence: mentions.sentence[mention] - data.sentenceStarts[article],
    }, step);
    geomap.map.show(place);
  }

  function mark(mention, text) {
    const kind = sentences.kindClass(mention);
    const place = mentions.place[mention];
    const reason = data.reason(mention);
    const name = place < 0 ? reason : data.placeName(place);
    const made = dom.element("mark", { class: kind, title: i18n.text("mention_hint", { kind: i18n.text(kind), name }) }, text);
    marks.set(mention, made);
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

  // The mentions along which one walks: those on the map under the filters.
  const stops = () => [...marks.keys()].filter((mention) => mentions.place[mention] >= 0 && filter.passes(mention));

  // The mention looked at or, where only a sentence is, half a step before its first one.
  function position() {
    const { article, mention, sentence } = state.current;
    if (mention >= 0) return data.mentionStarts[article] + mention;
    const first = data.sentenceStarts[article] + Math.max(sentence, 0);
    let at = data.mentionStarts[article];
    while (at < data.mentionStarts[article + 1] && mentions.sentence[at] < first) at += 1;
    return at - 0.5;
  }

  // The next stop in text order, or for -1 the one before; of a place, if one is given, and then around the end.
  function stop(step, place = -1) {
    const listed = place < 0 ? stops() : stops().filter((mention) => mentions.place[mention] === place);
    const at = position();
    const next = step > 0 ? listed.find((mention) => mention > at) : listed.findLast((mention) => mention < at);
    return next ?? (place < 0 ? undefined : listed[0]);
  }

  function walk(step, place) {
    const mention = stop(step, place);
    if (mention === undefined) return;
    go(mention, "replace");
    marks.get(mention).focus({ preventScroll: true });
  }

  function walkBar() {
    const button = (name, step) => dom.element("button", { type: "button", class: "small", onclick: () => walk(step) },
      i18n.text(name), " ", dom.element("kbd", { "aria-hidden": "true" }, i18n.text(`${name}_key`)));
    bar = { status: dom.element("span", { role: "status" }), before: button("mention_before", -1), after: button("mention_after", 1) };
    return dom.element("div", { class: "walk", role: "group", "aria-label": i18n.text("walk") }, bar.before, bar.status, bar.after);
  }

  function refreshBar() {
    const listed = stops();
    const at = listed.indexOf(position());
    const values = { at: at < 0 ? "–" : i18n.number(at + 1), count: i18n.number(listed.length) };
    bar.status.textContent = i18n.text("stop_of", values);
    bar.before.setAttribute("aria-disabled", String(stop(-1) === undefined));
    bar.after.setAttribute("aria-disabled", String(stop(1) === undefined));
  }

  // The places of the article on the map, each of which leads to its passages, one after the other.
  function passages() {
    const counts = new Map();
    for (const mention of stops()) counts.set(mentions.place[mention], (counts.get(mentions.place[mention]) ?? 0) + 1);
    const button = ([row, count]) => dom.element("button", { type: "button", class: "chip", title: i18n.text("passages_hint"), onclick: () => walk(1, row) },
      dom.word(data.placeName(row)), dom.element("span", { class: "count" }, i18n.number(count)));
    return [...counts].sort(([, a], [, b]) => b - a).map(button);
  }

  // What changes while the same article stays open: the way back, the sentence looked at, the place on the map.
  function refresh(container) {
    const { place, sentence } = state.current;
    container.querySelector(".back").textContent =
      place < 0 ? i18n.text("back_to_list") : i18n.text("back_to_place", { name: data.placeName(place) });
    spans.forEach((span, index) => span.classList.toggle("open", index === sentence));
    const at = position();
    for (const [mention, made] of marks) {
      made.classList.toggle("selected", place >= 0 && mentions.place[mention] === place);
      made.classList.toggle("current", mention === at);
    }
    container.querySelector(".passages").replaceChildren(...passages());
    refreshBar();
  }

  function scrollToSentence(block = "center") {
    (marks.get(position()) ?? spans[state.current.sentence])?.scrollIntoView({ block });
  }

  function build(container) {
    const { article } = state.current;
    const back = () => state.update({ article: -1, sentence: -1, mention: -1 }, "push");
    const body = dom.element("div", { class: "text", dir: "auto" });
    spans = [];
    marks = new Map();
    container.append(
      dom.element("button", { type: "button", class: "back", onclick: back }),
      dom.element("h2", { tabindex: "-1" }, dom.word(data.articleName(article))),
      details(article), key(), dom.element("div", { class: "passages", role: "group", "aria-label": i18n.text("passages") }), walkBar(), body);
    refresh(container);
    data.withNotes(article, () => {
      if (!body.isConnected) return; // another view was opened meanwhile
      fill(body, article);
      refresh(container);
      scrollToSentence();
    });
  }

  return { build, refresh, scrollToSentence, walk };
})();
