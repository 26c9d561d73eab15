// Which mentions count under the chosen articles and kinds, and how many each place and article has of them.
geomap.filter = (() => {
  const { data, state } = geomap;
  const { mentions } = data;
  const counts = new Uint32Array(data.places.id.length);
  const kindOfPlace = new Uint8Array(counts.length); // the first of the kinds, in the order of data.kinds, it is named by
  const articleCounts = new Uint32Array(data.articleCount);
  const totals = { places: 0, mentions: 0, unplaced: 0 };
  let shownKinds = [];

  const isChosen = (article) => state.current.chosen === null || state.current.chosen.has(article);
  const isShown = (mention) => shownKinds[mentions.kind[mention]] && isChosen(data.articleOf(mention));

  function addArticle(article, chosen) {
    for (let mention = data.mentionStarts[article]; mention < data.mentionStarts[article + 1]; mention += 1) {
      const kind = mentions.kind[mention];
      if (!shownKinds[kind]) continue;
      articleCounts[article] += 1;
      if (!chosen) continue;
      const place = mentions.place[mention];
      if (place < 0) totals.unplaced += 1;
      else {
        kindOfPlace[place] = counts[place] ? Math.min(kindOfPlace[place], kind) : kind;
        counts[place] += 1;
      }
    }
  }

  function refresh() {
    shownKinds = data.kinds.map((kind) => state.current.kinds.has(kind));
    counts.fill(0);
    articleCounts.fill(0);
    totals.unplaced = 0;
    for (let article = 0; article < data.articleCount; article += 1) addArticle(article, isChosen(article));
    totals.places = counts.reduce((sum, count) => sum + (count > 0), 0);
    totals.mentions = counts.reduce((sum, count) => sum + count, 0);
  }

  // Rows of the places that have a mention to show, the most mentioned first.
  function placesShown() {
    const rows = [...counts.keys()].filter((row) => counts[row] > 0);
    return rows.sort((a, b) => counts[b] - counts[a] || a - b);
  }

  // The mentions of a place to show, or of none for -1, in text order.
  function mentionsOf(place) {
    const found = [];
    for (let mention = 0; mention < data.mentionCount; mention += 1) {
      if (mentions.place[mention] === place && isShown(mention)) found.push(mention);
    }
    return found;
  }

  // Change the choice of articles; choosing every one is the same as choosing none in particular.
  function choose(rows) {
    state.update({ chosen: rows.size === data.articleCount ? null : rows });
  }

  const chosenRows = () => new Set(state.current.chosen ?? data.articles.id.keys());

  // What must be switched on for a mention to be among those shown.
  function reveal(mention) {
    const kinds = new Set(state.current.kinds).add(data.kinds[mentions.kind[mention]]);
    const article = data.articleOf(mention);
    return isChosen(article) ? { kinds } : { kinds, chosen: chosenRows().add(article) };
  }

  return { counts, kindOfPlace, articleCounts, totals, refresh, isChosen, placesShown, mentionsOf, choose, chosenRows, reveal };
})();
