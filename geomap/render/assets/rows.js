// The mentions now shown, as rows with the columns of rows.py: what every export is made of.
geomap.rows = (() => {
  const { data, filter } = geomap;
  const { articles, sentences, places, mentions } = data;
  // What Python's str.strip takes for white space, which differs a little from what trim does.
  const AROUND = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;

  // Everything that is asked of the filters and of the texts stands in these two.
  const shownOf = (article) => {
    const found = [];
    for (let mention = data.mentionStarts[article]; mention < data.mentionStarts[article + 1]; mention += 1) {
      if (filter.passes(mention)) found.push(mention);
    }
    return found;
  };
  async function textOf(article) {
    await data.load([article]);
    return articles.text[article];
  }

  // From offsets in UTF-16 units, as JavaScript has them, to those in code points, as files have them.
  function codePoints(text) {
    const wide = Array.from(text.matchAll(/[\u{10000}-\u{10ffff}]/gu), (found) => found.index);
    let [passed, last] = [0, 0];
    return (offset) => {
      if (offset < last) passed = 0;
      while (passed < wide.length && wide[passed] < offset) passed += 1;
      last = offset;
      return offset - passed;
    };
  }

  // A mention is drawn at its spot: the place it names, or a location reckoned from that, or one of which no place is named.
  function placeColumns(mention) {
    const spot = mentions.place[mention];
    const place = spot >= 0 && places.relation[spot] ? mentions.named[mention] : spot;
    const point = spot >= 0 && places.relation[spot] === "part" ? place : spot;
    const column = (name, row) => (row < 0 ? null : places[name][row]);
    const kind = place < 0 ? spot : place;
    return {
      place_id: column("id", place), name: column("en", place), name_ar: column("ar", place),
      latitude: column("latitude", point), longitude: column("longitude", point),
      feature_code: column("code", kind), country_code: column("country", kind), uncertainty_km: column("uncertainty", spot),
    };
  }

  function row(mention, article, text, offset) {
    const sentence = mentions.sentence[mention];
    const [start, end] = [mentions.start[mention], mentions.end[mention]];
    return {
      article: articles.id[article], sentence: sentence - data.sentenceStarts[article], start: offset(start), end: offset(end),
      surface: text.slice(start, end), kind: data.kinds[mentions.kind[mention]], score: mentions.found[mention],
      ...placeColumns(mention),
      resolution_score: mentions.score[mention], reason: data.reasons.en[mentions.reason[mention]],
      alternatives: data.alternatives[mentions.alternatives[mention]].map((other) => places.id[other]),
      quotation: text.slice(sentences.start[sentence], sentences.end[sentence]).replace(AROUND, ""),
      title: articles.title[article], date: articles.date[article], source: articles.source[article], url: articles.url[article],
    };
  }

  // Each row with its spot, in the order of the articles, and in each in text order.
  async function* all() {
    for (let article = 0; article < data.articleCount; article += 1) {
      const shown = shownOf(article);
      if (!shown.length) continue;
      const text = await textOf(article);
      const offset = codePoints(text);
      for (const mention of shown) yield [row(mention, article, text, offset), mentions.place[mention]];
    }
  }

  function listUnder(groups, key, item) {
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }

  // The rows of one spot, by the sentences that hold them.
  function bySentence(found) {
    const groups = new Map();
    for (const item of found) listUnder(groups, `${item.sentence} ${item.article}`, item);
    return [...groups.values()];
  }

  // The rows that are drawn, by the spot where they are, as a Map of lists in the order in which spots first come.
  async function bySpot() {
    const groups = new Map();
    for await (const [item, spot] of all()) if (spot >= 0) listUnder(groups, spot, item);
    return groups;
  }

  return { all, bySpot, bySentence };
})();
