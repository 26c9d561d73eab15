// The list of articles, to choose whose places are shown and to open one.
geomap.articles = (() => {
  const { data, dom, filter, fold, i18n, search, state } = geomap;
  const { articles } = data;
  const PAUSE = 150; // milliseconds after the last key before a search of all texts
  const everything = [...articles.id.keys()];
  let sought = "";
  let listed = everything; // the articles that the search has found
  let rows = []; // { article, box, count } of the items now in the page

  function toggle(article, chosen) {
    const all = filter.chosenRows();
    if (chosen) all.add(article);
    else all.delete(article);
    filter.choose(all);
  }

  function about(article) {
    const details = [articles.date[article], articles.source[article]].filter(Boolean);
    const opening = articles.opening[article];
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
        button("read", () => state.update({ article, sentence: -1, mention: -1 }, "push"))));
  }

  // The state of the boxes and the counts, without building the list anew under the reader's hands.
  function refresh() {
    for (const { article, box, count } of rows) {
      box.checked = filter.isChosen(article);
      count.textContent = i18n.number(filter.articleCounts[article]);
    }
  }

  const heads = new Map(); // row → what stands above an article's text, folded
  function foldedHead(row) {
    if (!heads.has(row)) heads.set(row, fold([articles.title[row], articles.id[row], articles.date[row], articles.source[row]].join("\n")));
    return heads.get(row);
  }

  function found() {
    const words = fold(sought).split(/\s+/).filter(Boolean);
    if (!words.length) return everything;
    return everything.filter((row) => words.every((word) => foldedHead(row).includes(word) || search.contains(row, word)));
  }

  function fillList(list, empty) {
    listed = found();
    rows = [];
    list.replaceChildren();
    const more = (count) => i18n.text("more", { count: i18n.number(count) });
    const built = (article) => {
      queueMicrotask(refresh);
      return item(article);
    };
    dom.fill(list, listed, built, more);
    refresh();
    empty.textContent = listed.length ? "" : i18n.text("nothing_found");
  }

  // Choose those of the articles found of which `wanted` says so, and leave the others as they are.
  function chooseFound(wanted) {
    const all = filter.chosenRows();
    for (const row of listed) {
      if (wanted(row)) all.add(row);
      else all.delete(row);
    }
    filter.choose(all);
  }

  function build(container) {
    let timer = 0;
    const list = dom.element("ul", { class: "rows" });
    const empty = dom.element("p", { class: "empty", "aria-live": "polite" });
    const searchTexts = async () => {
      await data.loadTexts(everything);
      if (list.isConnected) fillList(list, empty);
    };
    const typed = () => {
      sought = input.value;
      clearTimeout(timer);
      timer = setTimeout(searchTexts, PAUSE);
    };
    const input = dom.element("input", {
      type: "search", placeholder: i18n.text("search_articles"), "aria-label": i18n.text("search_articles"), oninput: typed,
    });
    input.value = sought;
    const button = (key, wanted) =>
      dom.element("button", { type: "button", class: "small", onclick: () => chooseFound(wanted) }, i18n.text(key));
    container.append(dom.element("div", { class: "tools" }, input, button("all", () => true), button("none", () => false),
      button("invert", (row) => !filter.isChosen(row))), list, empty);
    if (sought) searchTexts();
    else fillList(list, empty);
  }

  return { build, refresh };
})();
