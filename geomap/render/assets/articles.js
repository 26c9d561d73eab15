// The list of articles, to choose whose places are shown and to open one.
geomap.articles = (() => {
  const { data, dom, filter, i18n, state } = geomap;
  const { articles } = data;
  const PAUSE = 150; // milliseconds after the last key before a search of all texts
  const OPENING = 160; // characters of an untitled article shown to tell it by
  let sought = "";
  let rows = []; // { article, box, count } of the items now in the page

  function toggle(article, chosen) {
    const all = filter.chosenRows();
    if (chosen) all.add(article);
    else all.delete(article);
    filter.choose(all);
  }

  function about(article) {
    const details = [articles.date[article], articles.source[article]].filter(Boolean);
    const opening = articles.title[article] ? "" : articles.text[article].slice(0, OPENING).trim();
    return [
      dom.word(data.articleName(article), { class: "first" }),
      details.length ? dom.element("span", { class: "hint details" }, ...details.map((text) => dom.word(text))) : null,
      opening ? dom.word(opening, { class: "hint opening" }) : null,
    ];
  }

  function item(article) {
    const name = data.articleName(article);
    const box = dom.element("input", { type: "checkbox", onchange: () => toggle(article, box.checked) });
    const count = dom.element("span", { class: "count" });
    const button = (key, act) =>
      dom.element("button", { type: "button", class: "small", "aria-label": i18n.text(`${key}_hint`, { name }), onclick: act }, i18n.text(key));
    rows.push({ article, box, count });
    return dom.element("li", { class: "row article" },
      dom.element("label", {}, box, dom.element("span", { class: "names" }, ...about(article)), count),
      dom.element("span", { class: "acts" },
        button("only", () => filter.choose(new Set([article]))),
        button("read", () => state.update({ article, sentence: -1 }, "push"))));
  }

  // The state of the boxes and the counts, without building the list anew under the reader's hands.
  function refresh() {
    for (const { article, box, count } of rows) {
      box.checked = filter.isChosen(article);
      count.textContent = i18n.number(filter.articleCounts[article]);
    }
  }

  function found() {
    const all = [...articles.id.keys()];
    const words = data.fold(sought).split(/\s+/).filter(Boolean);
    return words.length ? all.filter((row) => words.every((word) => data.foldedArticle(row).includes(word))) : all;
  }

  function fillList(list, empty) {
    const shown = found();
    rows = [];
    list.replaceChildren();
    const more = (count) => i18n.text("more", { count: i18n.number(count) });
    const built = (article) => {
      queueMicrotask(refresh);
      return item(article);
    };
    dom.fill(list, shown, built, more);
    refresh();
    empty.textContent = shown.length ? "" : i18n.text("nothing_found");
  }

  function chooseFound(chosen) {
    const all = filter.chosenRows();
    for (const row of found()) {
      if (chosen) all.add(row);
      else all.delete(row);
    }
    filter.choose(all);
  }

  function build(container) {
    let timer = 0;
    const list = dom.element("ul", { class: "rows" });
    const empty = dom.element("p", { class: "empty", "aria-live": "polite" });
    const search = () => {
      sought = input.value;
      clearTimeout(timer);
      timer = setTimeout(fillList, PAUSE, list, empty);
    };
    const input = dom.element("input", {
      type: "search", placeholder: i18n.text("search_articles"), "aria-label": i18n.text("search_articles"), oninput: search,
    });
    input.value = sought;
    const button = (key, chosen) =>
      dom.element("button", { type: "button", class: "small", onclick: () => chooseFound(chosen) }, i18n.text(key));
    container.append(dom.element("div", { class: "tools" }, input, button("all", true), button("none", false)), list, empty);
    fillList(list, empty);
  }

  return { build, refresh };
})();
