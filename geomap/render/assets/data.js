// The tables that payload.py wrote, and what is read off them. Rows are numbered; ids are only for the address bar.
//
// The index (articles but their texts, places, and each mention's sentence, kind, place and score) is there from the
// start. The rest comes with the chunk of its article, in two parts:
//   texts  `articles.text`, `sentences.start` and `.end`, once the promise of `loadTexts` is kept;
//   notes  as well `mentions.start`, `.end` and `.alternatives`, `surface()` and `reason()`, inside `withNotes` or once the
//          promise of `load` is kept.
geomap.data = await (async () => {
  const { i18n, pack } = geomap;
  const panel = document.getElementById("panel");

  function refuse(key) {
    panel.textContent = i18n.inBoth(key);
    throw new Error(key);
  }

  if (!("DecompressionStream" in window)) refuse("old_browser");
  const index = await pack.unpack("geomap-index").catch(() => refuse("damaged"));
  const { kinds, types, joiners, sources, folding, chunks, places, attributions, columns } = index;
  const articles = { ...index.articles, source: Array.from(columns.source, (row) => sources[row]), text: [] };
  const articleCount = articles.id.length;
  const mentionCount = columns.place.length;
  const rowsById = (ids) => new Map(ids.map((id, row) => [id, row]));

  // Sentences and mentions lie in the order of their articles: an article's run from starts[a] to starts[a + 1].
  function starts(counts) {
    const found = new Uint32Array(articleCount + 1);
    for (let article = 0; article < articleCount; article += 1) found[article + 1] = found[article] + counts[article];
    return found;
  }

  const sentenceStarts = starts(columns.sentences);
  const mentionStarts = starts(columns.mentions);
  const sentenceCount = sentenceStarts[articleCount];

  function articleOfRows(count, firsts) {
    const found = new Uint32Array(count);
    for (let article = 0; article < articleCount; article += 1) found.fill(article, firsts[article], firsts[article + 1]);
    return found;
  }

  function sentenceOfMentions() {
    const found = new Uint32Array(mentionCount);
    for (let article = 0; article < articleCount; article += 1) {
      let sentence = sentenceStarts[article];
      for (let mention = mentionStarts[article]; mention < mentionStarts[article + 1]; mention += 1) {
        sentence += columns.sentence_step[mention];
        found[mention] = sentence;
      }
    }
    return found;
  }

  const sentences = {
    article: articleOfRows(sentenceCount, sentenceStarts), start: new Uint32Array(sentenceCount), end: new Uint32Array(sentenceCount),
  };
  const mentions = {
    sentence: sentenceOfMentions(), kind: Uint8Array.from(columns.kind), place: columns.place,
    score: Float64Array.from(columns.score, (score) => score / 10000), // payload.py's SCORE_DIGITS
    start: new Uint32Array(mentionCount), end: new Uint32Array(mentionCount), reason: new Uint32Array(mentionCount),
    alternatives: new Uint32Array(mentionCount), found: new Float64Array(mentionCount), named: new Int32Array(mentionCount),
  };
  const articleOf = (mention) => sentences.article[mentions.sentence[mention]];

  // The chunks stand at the end of the file, which a browser may still be reading.
  const whole = new Promise((resolve) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve, { once: true });
    else resolve();
  });
  const reasons = { ar: [], en: [] };
  const alternatives = []; // rows of places, for each choice of them that a mention may have
  const loading = { texts: new Map(), notes: new Map() }; // of each part: chunk → the promise of it
  const noted = new Set(); // chunks that are there in full

  function chunkOf(article) {
    let [low, high] = [0, chunks.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (chunks[middle] <= article) low = middle;
      else high = middle;
    }
    return low;
  }

  function takeTexts(chunk, { text, columns: { sentence_gap: gaps, sentence_length: lengths } }) {
    const [first, last] = [chunks[chunk], chunks[chunk + 1]];
    for (let article = first, row = 0; article < last; article += 1) {
      let at = 0;
      for (let sentence = sentenceStarts[article]; sentence < sentenceStarts[article + 1]; sentence += 1, row += 1) {
        sentences.start[sentence] = at + gaps[row];
        at = sentences.end[sentence] = sentences.start[sentence] + lengths[row];
      }
      articles.text[article] = text[article - first];
    }
  }

  function takeMentions(chunk, { mention_start: within, mention_length: lengths, found, named, reason, alternatives: others }) {
    const last = mentionStarts[chunks[chunk + 1]];
    for (let mention = mentionStarts[chunks[chunk]], row = 0; mention < last; mention += 1, row += 1) {
      mentions.start[mention] = sentences.start[mentions.sentence[mention]] + within[row];
      mentions.end[mention] = mentions.start[mention] + lengths[row];
      mentions.found[mention] = found[row] / 10000;
      mentions.named[mention] = named[row];
      mentions.reason[mention] = reasons.ar.length + reason[row];
      mentions.alternatives[mention] = alternatives.length + others[row];
    }
  }

  // Where mentions lie is told from where their sentences do.
  function takeNotes(chunk, { alternatives: others, phrases, reasons: parted, columns: own }) {
    takeMentions(chunk, own);
    alternatives.push(...others);
    for (const [language, known] of Object.entries(reasons)) {
      for (const parts of parted) known.push(parts.map((part) => phrases[language][part]).join(joiners[language]));
    }
    noted.add(chunk);
  }

  async function fetchPart(part, chunk) {
    await whole;
    return pack.unpack(`geomap-${part}-${chunk}`).catch(() => refuse("damaged"));
  }

  // The promise of a part, which is asked for once.
  function once(part, chunk, get) {
    if (!loading[part].has(chunk)) loading[part].set(chunk, get());
    return loading[part].get(chunk);
  }

  const textsOf = (chunk) => once("texts", chunk, async () => takeTexts(chunk, await fetchPart("texts", chunk)));

  const notesOf = (chunk) => once("notes", chunk, async () => {
    const [found] = await Promise.all([fetchPart("notes", chunk), textsOf(chunk)]);
    takeNotes(chunk, found);
  });

  // Fetch a part for articles, given by their rows.
  const each = (get) => (rows) => Promise.all(Array.from(new Set(Array.from(rows, chunkOf)), get));
  const loadTexts = each(textsOf);
  const load = each(notesOf);

  // Act at once where all of the article is there, else when it has come.
  function withNotes(article, act) {
    if (noted.has(chunkOf(article))) act();
    else load([article]).then(act);
  }

  // When all that was asked for so far has come.
  const settled = () => Promise.all([...loading.texts.values(), ...loading.notes.values()]);

  const articleName = (row) => articles.title[row] || articles.id[row];
  const reason = (mention) => reasons[i18n.language()][mentions.reason[mention]];

  function placeName(row, language = i18n.language()) {
    return (language === "en" ? places.en[row] || places.ar[row] : places.ar[row] || places.en[row]) || places.id[row];
  }

  // What keeps a place's circle from being its spot, as the word for it; empty for a point.
  const placeSort = (row) => (places.relation[row] ? "approximate" : places.area[row] ? "area" : "");

  const surface = (mention) => articles.text[articleOf(mention)].slice(mentions.start[mention], mentions.end[mention]);

  const sentenceText = (row) =>
    articles.text[sentences.article[row]].slice(sentences.start[row], sentences.end[row]);

  if (chunks.length === 2) await load([0]); // the texts of a small map are as well there from the start

  return {
    kinds, types, sources, articles, sentences, places, mentions, alternatives, reasons, attributions, articleCount, mentionCount,
    load, loadTexts, withNotes, settled, articleOf, sentenceStarts, mentionStarts, folding, articleName, placeName, placeSort,
    surface, sentenceText, reason, sourceOf: columns.source, articleById: rowsById(articles.id), placeById: rowsById(places.id),
  };
})();
