// What articles and places can be told apart by: their sources, countries, types and dates.
//
// A facet has `values`, all that occur, and `of`, the position among them for each row of articles or places.
geomap.facets = (() => {
  const { data } = geomap;
  const DAY = 86_400_000; // milliseconds
  const ISO = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?!\d))?)?(?![\d-])/;

  function coded(cells) {
    const positions = new Map();
    const of = Uint32Array.from(cells, (cell) => {
      if (!positions.has(cell)) positions.set(cell, positions.size);
      return positions.get(cell);
    });
    return { values: [...positions.keys()], of };
  }

  // The days, counted from 1970, that an ISO 8601 date may mean: one, or all of its month or year; null for no date.
  function span(text) {
    const parts = ISO.exec(text);
    if (!parts) return null;
    const [year, month, day] = parts.slice(1).map((part) => part && Number(part));
    const first = new Date(0);
    first.setUTCFullYear(year, (month ?? 1) - 1, day ?? 1);
    if (first.getUTCMonth() + 1 !== (month ?? 1) || first.getUTCDate() !== (day ?? 1)) return null;
    const end = new Date(first);
    if (day === undefined && month === undefined) end.setUTCFullYear(year + 1);
    else if (day === undefined) end.setUTCMonth(month);
    else end.setUTCDate(day + 1);
    return [first / DAY, end / DAY - 1];
  }

  const spans = data.articles.date.map(span); // of each article
  const dated = spans.filter(Boolean);
  const days = dated.length
    ? [dated.reduce((least, [first]) => Math.min(least, first), Infinity), dated.reduce((most, [, last]) => Math.max(most, last), -Infinity)]
    : null; // the first and the last of all

  const dayText = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  // An article of which only the month or year is known is within a range where any day of it is.
  function isWithin(article, [first, last]) {
    const own = spans[article];
    return own !== null && own[0] <= last && own[1] >= first;
  }

  return {
    sources: { values: data.sources, of: data.sourceOf },
    countries: coded(data.places.country),
    types: { values: data.types, of: data.places.type },
    spans, days, span, dayText, isWithin,
  };
})();
