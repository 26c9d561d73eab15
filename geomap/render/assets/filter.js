// Which mentions count under all filters together, and how many of them each thing has.
//
//   set(name, value)   sets one of state.FILTERS; a Set that holds everything is the same as null
//   clear()            sets all back
//   active()           names of the filters that are set
//   passing()          rows of the mentions that count, placed or not, in text order
//   passes(mention)    whether it counts
//   takesArticle(row)  whether an article's mentions may count
//   counts[place], setCounts[set][place], bestScores[place]: of the mentions that count, also in each of the sets compared
//   totals { places, mentions, unplaced, articles }
//   articleCounts, dateCounts (both by article), sourceCounts, countryCounts, typeCounts, kindCounts
//                      what each would have under all filters but its own, as facets are counted
//
// state.onChange tells of changes; `counts` and the like are then already up to date.
geomap.filter = (() => {
  const { data, facets, search, sets, state } = geomap;
  const { mentions, places } = data;
  const placeCount = places.id.length;
  // One bit per filter: a mention's failures are those of its article, its place and its own, put together.
  const TEST = Object.fromEntries(state.FILTERS.map((name, position) => [name, 1 << position]));
  const articleFails = new Uint16Array(data.articleCount);
  const placeFails = new Uint16Array(placeCount + 1); // by row + 1: first of the mentions without a place
  const kindFails = new Uint16Array(data.kinds.length);
  const passed = new Uint8Array(data.mentionCount);

  const counts = new Uint32Array(placeCount);
  const kindOfPlace = new Uint8Array(placeCount); // the first of the kinds, in the order of data.kinds, it is named by
  const articleCounts = new Uint32Array(data.articleCount);
  const dateCounts = new Uint32Array(data.articleCount);
  const sourceCounts = new Uint32Array(facets.sources.values.length);
  const countryCounts = new Uint32Array(facets.countries.values.length);
  const typeCounts = new Uint32Array(facets.types.values.length);
  const kindCounts = new Uint32Array(data.kinds.length);
  const setCounts = sets.NAMES.map(() => new Uint32Array(placeCount)); // in each of the sets compared
  const bestScores = new Float64Array(placeCount);
  const ALL_COUNTS = [counts, ...setCounts, bestScores, articleCounts, dateCounts, sourceCounts, countryCounts, typeCounts, kindCounts];
  const totals = { places: 0, mentions: 0, unplaced: 0, articles: 0 };
  let shown = [];
  let setsOf = null; // of which of the sets compared each article is, a bit for each
  let wantedSentences = null; // a flag per sentence, or null for all; none while they are searched

  const isChosen = (article) => state.current.chosen === null || state.current.chosen.has(article);

  // For each value of a facet the bit if it is not among those wanted, else 0.
  const facetFails = (name) => {
    const wanted = state.current[name];
    return facets[name].values.map((value) => (wanted === null || wanted.has(value) ? 0 : TEST[name]));
  };

  const dateFails = (article) =>
    (state.current.dates === null || facets.isWithin(article, state.current.dates) ? 0 : TEST.dates);

  function prepareArticles() {
    const bySource = facetFails("sources");
    setsOf = sets.membership();
    const unset = sets.comparing() ? TEST.compare : 0;
    for (let article = 0; article < data.articleCount; article += 1) {
      articleFails[article] =
        (isChosen(article) ? 0 : TEST.chosen) | (setsOf[article] ? 0 : unset) | dateFails(article) | bySource[facets.sources.of[article]];
    }
  }

  function viewFails(row) {
    const { inView, bounds } = state.current;
    if (!inView || bounds === null) return 0;
    const [south, west, north, east] = bounds;
    const [latitude, longitude] = [places.latitude[row], places.longitude[row]];
    return south <= latitude && latitude <= north && west <= longitude && longitude <= east ? 0 : TEST.inView;
  }

  // What has no place is in no country, of no type and in no view.
  function preparePlaces() {
    const byCountry = facetFails("countries");
    const byType = facetFails("types");
    const wanted = state.current.places;
    for (let row = 0; row < placeCount; row += 1) {
      placeFails[row + 1] = byCountry[facets.countries.of[row]] | byType[facets.types.of[row]] | viewFails(row)
        | (wanted === null || wanted.has(row) ? 0 : TEST.places);
    }
    placeFails[0] = ["countries", "types", "places", "inView"].reduce((fails, name) => fails | (isSet(name) ? TEST[name] : 0), 0);
  }

  function prepareMentions() {
    data.kinds.forEach((kind, row) => { kindFails[row] = state.current.kinds.has(kind) ? 0 : TEST.kinds; });
    const { query } = state.current;
    wantedSentences = query ? search.known(query) ?? new Uint8Array(data.sentences.article.length) : null;
  }

  // The score is the place's: it says nothing of a mention without one.
  function ownFails(mention) {
    const place = mentions.place[mention];
    return placeFails[place + 1] | kindFails[mentions.kind[mention]]
      | (place >= 0 && mentions.score[mention] < state.current.score ? TEST.score : 0)
      | (wantedSentences === null || wantedSentences[mentions.sentence[mention]] ? 0 : TEST.query);
  }

  function countPassing(mention, kind, article) {
    const place = mentions.place[mention];
    if (place < 0) {
      totals.unplaced += 1;
      return;
    }
    kindOfPlace[place] = counts[place] ? Math.min(kindOfPlace[place], kind) : kind;
    counts[place] += 1;
    bestScores[place] = Math.max(bestScores[place], mentions.score[mention]);
    if (setsOf[article] & 1) setCounts[0][place] += 1;
    if (setsOf[article] & 2) setCounts[1][place] += 1;
  }

  // A mention counts for a facet when it fails nothing, or only that facet's own test.
  function countFacets(place, kind, fails) {
    if (!(fails & ~TEST.kinds)) kindCounts[kind] += 1;
    if (place < 0) return;
    if (!(fails & ~TEST.countries)) countryCounts[facets.countries.of[place]] += 1;
    if (!(fails & ~TEST.types)) typeCounts[facets.types.of[place]] += 1;
  }

  function countArticle(article) {
    const fails = articleFails[article];
    let clean = 0; // mentions that fail no test of their own
    for (let mention = data.mentionStarts[article]; mention < data.mentionStarts[article + 1]; mention += 1) {
      const own = ownFails(mention);
      const kind = mentions.kind[mention];
      passed[mention] = fails | own ? 0 : 1;
      clean += own ? 0 : 1;
      if (fails) continue;
      if (!own) countPassing(mention, kind, article);
      countFacets(mentions.place[mention], kind, own);
    }
    if (!(fails & ~TEST.chosen)) articleCounts[article] = clean;
    if (!(fails & ~TEST.dates)) dateCounts[article] = clean;
    if (!(fails & ~TEST.sources)) sourceCounts[facets.sources.of[article]] += clean;
    if (!fails && clean) totals.articles += 1;
  }

  function refresh() {
    for (const column of ALL_COUNTS) column.fill(0);
    Object.assign(totals, { unplaced: 0, articles: 0 });
    prepareArticles();
    preparePlaces();
    prepareMentions();
    for (let article = 0; article < data.articleCount; article += 1) countArticle(article);
    shown = [...counts.keys()].filter((row) => counts[row] > 0).sort((a, b) => counts[b] - counts[a] || a - b);
    totals.places = shown.length;
    totals.mentions = counts.reduce((sum, count) => sum + count, 0);
  }

  // Rows of the places that have a mention to show, the most mentioned first.
  const placesShown = () => shown;

  const passes = (mention) => passed[mention] === 1;

  // Whether an article is among those chosen, dated and of the sources wanted.
  const takesArticle = (article) => articleFails[article] === 0;

  function passing(wanted = () => true) {
    const found = [];
    for (let mention = 0; mention < data.mentionCount; mention += 1) if (passed[mention] && wanted(mention)) found.push(mention);
    return found;
  }

  // The mentions of a place to show, or of none for -1, in text order.
  const mentionsOf = (place) => passing((mention) => mentions.place[mention] === place);

  const SIZES = { chosen: data.articleCount, places: placeCount };
  for (const name of ["sources", "countries", "types"]) SIZES[name] = facets[name].values.length;

  function set(name, value) {
    state.update({ [name]: value?.size === SIZES[name] && name in SIZES ? null : value });
  }

  const choose = (rows) => set("chosen", rows);
  const clear = () => state.update(state.noFilters());

  function isSet(name) {
    const unset = state.noFilters()[name];
    return name === "kinds" ? [...state.current.kinds].join() !== [...unset].join() : state.current[name] !== unset;
  }

  const active = () => state.FILTERS.filter(isSet);

  const chosenRows = () => new Set(state.current.chosen ?? data.articles.id.keys());

  // What must be changed for a mention to be among those shown: no more than the filters that it fails.
  function reveal(mention) {
    const article = data.articleOf(mention);
    const fails = articleFails[article] | ownFails(mention);
    const unset = state.noFilters();
    const changes = Object.fromEntries(state.FILTERS.filter((name) => fails & TEST[name]).map((name) => [name, unset[name]]));
    if (changes.kinds) changes.kinds = new Set(state.current.kinds).add(data.kinds[mentions.kind[mention]]);
    if ("chosen" in changes) changes.chosen = chosenRows().add(article);
    return changes;
  }

  return {
    counts, setCounts, bestScores, kindOfPlace, articleCounts, dateCounts, sourceCounts, countryCounts, typeCounts, kindCounts, totals, refresh,
    isChosen, placesShown, passes, takesArticle, passing, mentionsOf, set, choose, clear, active, chosenRows, reveal,
  };
})();
