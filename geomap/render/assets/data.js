// The tables that payload.py wrote, and what is read off them. Rows are numbered; ids are only for the address bar.
geomap.data = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const { kinds, articles, sentences, places, mentions, alternatives, reasons, attributions } = read("geomap-data");
  const articleCount = articles.id.length;
  const mentionCount = mentions.place.length;
  const rowsById = (ids) => new Map(ids.map((id, row) => [id, row]));

  // Sentences and mentions lie in the order of their articles: an article's run from starts[a] to starts[a + 1].
  function starts(count, articleOfRow) {
    const found = new Uint32Array(articleCount + 1);
    for (let row = 0; row < count; row += 1) found[articleOfRow(row) + 1] += 1;
    for (let article = 0; article < articleCount; article += 1) found[article + 1] += found[article];
    return found;
  }

  const articleOf = (mention) => sentences.article[mentions.sentence[mention]];
  const sentenceStarts = starts(sentences.article.length, (row) => sentences.article[row]);
  const mentionStarts = starts(mentionCount, articleOf);

  // The form in which words are compared: without diacritics, hamzas, tatweel, case and the like.
  function fold(text) {
    return text.normalize("NFKD").replace(/[\p{M}\p{Cf}\u0640]/gu, "").toLowerCase()
      .replace(/[ٱ]/g, "ا").replace(/[ىی]/g, "ي").replace(/ة/g, "ه").replace(/ک/g, "ك");
  }

  const folded = new Map();
  function foldedArticle(row) {
    if (!folded.has(row)) {
      const parts = [articles.title[row], articles.id[row], articles.date[row], articles.source[row], articles.text[row]];
      folded.set(row, fold(parts.join("\n")));
    }
    return folded.get(row);
  }

  const articleName = (row) => articles.title[row] || articles.id[row];

  function placeName(row, language = geomap.i18n.language()) {
    return (language === "en" ? places.en[row] || places.ar[row] : places.ar[row] || places.en[row]) || places.id[row];
  }

  // What keeps a place's circle from being its spot, as the word for it; empty for a point.
  const placeSort = (row) => (places.relation[row] ? "approximate" : places.area[row] ? "area" : "");

  const sentenceText = (row) =>
    articles.text[sentences.article[row]].slice(sentences.start[row], sentences.end[row]);

  const surface = (mention) =>
    articles.text[articleOf(mention)].slice(mentions.start[mention], mentions.end[mention]);

  return {
    kinds, articles, sentences, places, mentions, alternatives, reasons, attributions, articleCount, mentionCount, read,
    articleOf, sentenceStarts, mentionStarts, fold, foldedArticle, articleName, placeName, placeSort, surface, sentenceText,
    articleById: rowsById(articles.id), placeById: rowsById(places.id),
  };
})();
