// The sentences whose texts contain words.
//
// A word of the query stands for all that begin with it, with و ف ب ل ك and ال before it or without, as those are
// written onto the next word; what is in quotation marks stands only for itself. All words must be in one sentence.
//
//   hasWords(query)        whether there is anything to search
//   prepare()              read the texts for a search that is about to come
//   find(query, wanted)    the rows of the sentences, or null once wanted() says that they are no longer asked for
//   spans(text, query)     where in a sentence's text the words are, as [start, end]
//   keep(query, rows)      make what was found a filter
//   known(query)           a flag for each sentence of the query that is a filter, or null while they are searched
//   contains(article, form) whether a folded form is anywhere in an article's text, once that is there
geomap.search = (() => {
  const { data, fold, state } = geomap;
  const { articles, sentences } = data;
  const LETTER = "[\\p{L}\\p{N}]";
  const SHORTEST = 3; // letters before which a particle is looked for: with fewer too many words would end so
  const BREAK = "\n"; // between sentences: folding leaves none in them
  const texts = []; // of articles: their sentences, folded
  let kept = { query: "", flags: null };

  function folded(article) {
    if (texts[article] === undefined) {
      const own = [];
      for (let row = data.sentenceStarts[article]; row < data.sentenceStarts[article + 1]; row += 1) own.push(fold(data.sentenceText(row)));
      texts[article] = own.join(BREAK);
    }
    return texts[article];
  }

  const wordsOf = (form) => form.match(/[\p{L}\p{N}]+/gu) ?? [];

  // لل is ل before ال, whose alef is not written.
  function variants(word) {
    if (word.length < SHORTEST) return word;
    if (word.startsWith("ال") && word.length > SHORTEST) return `(?:[وف]?[بلك]?ال|[وف]?لل)${word.slice(2)}`;
    return `[وف]?(?:[بلك]?(?:ال)?|لل)${word}`;
  }

  // Of each word or quotation a part that is surely in the text, to look for first, and the pattern.
  function patterns(query) {
    return (fold(query).match(/"[^"]+"|[\p{L}\p{N}]+/gu) ?? []).flatMap((part) => {
      const words = wordsOf(part);
      if (!words.length) return [];
      const inside = part.startsWith('"') ? `${words.join(`[^\\p{L}\\p{N}${BREAK}]+`)}(?!${LETTER})` : `${variants(part)}${LETTER}*`;
      return [{ core: words[0].replace(/^ال(?=..)/, ""), pattern: new RegExp(`(?<!${LETTER})${inside}`, "gu") }];
    });
  }

  const hasWords = (query) => patterns(query).length > 0;

  function addFrom(article, wanted, rows) {
    const text = folded(article);
    if (!wanted.every(({ core }) => text.includes(core))) return;
    text.split(BREAK).forEach((sentence, index) => {
      if (wanted.every(({ pattern }) => sentence.search(pattern) >= 0)) rows.push(data.sentenceStarts[article] + index);
    });
  }

  // Act on each article as soon as its text is there; false once that is no longer wanted.
  async function each(act, isWanted) {
    const all = data.loadTexts(articles.id.keys());
    for (let article = 0; article < data.articleCount; article += 1) {
      if (articles.text[article] === undefined) await data.loadTexts([article]);
      if (!isWanted()) return false;
      act(article);
    }
    await all;
    return true;
  }

  async function find(query, isWanted = () => true) {
    const wanted = patterns(query);
    const rows = [];
    const isDone = !wanted.length || (await each((article) => addFrom(article, wanted, rows), isWanted));
    return isDone ? rows : null;
  }

  const prepare = () => each(folded, () => true);

  function spans(text, query) {
    const form = fold(text);
    const at = fold.positions(text);
    const found = patterns(query).flatMap(({ pattern }) => [...form.matchAll(pattern)].map((match) => [at[match.index], at[match.index + match[0].length]]));
    return found.sort(([a], [b]) => a - b);
  }

  function remember(query, rows) {
    kept = { query, flags: new Uint8Array(sentences.article.length) };
    for (const row of rows) kept.flags[row] = 1;
  }

  const known = (query) => (kept.query === query ? kept.flags : null);

  function keep(query, rows) {
    remember(query, rows);
    state.update({ query, searched: query });
  }

  // See to it that the sentences of the query that is a filter become known.
  async function start() {
    const { query } = state.current;
    if (!query || known(query)) return;
    const rows = await find(query, () => state.current.query === query);
    if (rows) keep(query, rows);
  }

  state.onChange((changed) => {
    if (changed.has("query")) start();
  });

  const contains = (article, form) => folded(article).includes(form);

  return { hasWords, prepare, find, spans, keep, known, start, contains };
})();
