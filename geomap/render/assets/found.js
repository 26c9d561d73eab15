// The sentences that contain the words that are searched, below the places of that name.
geomap.found = (() => {
  const { data, dom, filter, i18n, search, sentences, state } = geomap;
  const PAUSE = 150; // milliseconds after the last key before all texts are searched
  const articleOf = (sentence) => data.sentences.article[sentence];
  let asked = ""; // the query whose answer is awaited or shown
  let timer = 0;

  function marked(sentence, query) {
    const text = data.sentenceText(sentence);
    const nodes = [];
    let at = 0;
    for (const [start, end] of search.spans(text, query)) {
      if (start < at) continue;
      nodes.push(text.slice(at, start), dom.element("mark", { class: "hit" }, text.slice(start, end)));
      at = end;
    }
    return [...nodes, text.slice(at)];
  }

  // The texts have come by now, as they were searched.
  const item = (query) => (sentence) =>
    dom.element("li", { class: "sentence-item" }, sentences.opener(sentence, -1, marked(sentence, query)));

  function keeper(query, rows) {
    const isKept = state.current.query === query;
    const act = () => (isKept ? filter.set("query", "") : search.keep(query, rows));
    return dom.element("button", { type: "button", id: "keep", class: "small", "aria-pressed": String(isKept), title: i18n.text("keep_hint"), onclick: act },
      i18n.text("keep"));
  }

  // Only articles that the filters let through; how many sentences the others have is said.
  function show(box, query, rows) {
    const hadFocus = document.activeElement?.id === "keep";
    const shown = sentences.newestFirst(rows.filter((row) => filter.takesArticle(articleOf(row))), articleOf);
    const left = rows.length - shown.length;
    box.replaceChildren(
      dom.element("h2", { class: "results" }, i18n.text("found_sentences"), " ", dom.element("span", { class: "count", role: "status" }, i18n.number(shown.length))),
      ...(rows.length ? [dom.element("p", { class: "acts" }, keeper(query, rows))] : [dom.element("p", { class: "empty" }, i18n.text("nothing_found"))]),
      ...(left ? [dom.element("p", { class: "hint" }, i18n.text("found_elsewhere", { count: i18n.number(left) }))] : []),
      ...(shown.length ? sentences.grouped(`found ${query}`, shown, articleOf, item(query)) : []));
    if (hadFocus) box.querySelector("#keep")?.focus();
  }

  // Fill the box with what the query finds, at once where that is only shown anew.
  function refresh(box, query) {
    clearTimeout(timer);
    if (!search.hasWords(query)) box.replaceChildren();
    const again = asked === query;
    asked = query;
    if (search.hasWords(query)) timer = setTimeout(() => answer(box, query), again ? 0 : PAUSE);
  }

  async function answer(box, query) {
    const rows = await search.find(query, () => asked === query && box.isConnected);
    if (rows) show(box, query, rows);
  }

  return { refresh };
})();
