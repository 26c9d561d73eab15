// What a place's symbol says by color, fill and edge: kind of mention, certainty, and which of two sets names it.
geomap.looks = (() => {
  const { data, filter, i18n, sets, state, symbols } = geomap;
  const { places } = data;
  const KIND_COLORS = ["--literal", "--associative", "--demonym", "--description"];
  const SET_COLORS = ["--set-a", "--set-b"];
  const DASHES = [[5, 4], [1.5, 4]]; // of a wide area's ring: in the first set, in the second
  // Of ambiguous names placed with less than the first score half were right, with less than the second nine in ten, and
  // with more 98 in a hundred (docs/resolution.md).
  const BANDS = [{ name: "doubtful", from: 0, fillOpacity: 0.12 }, { name: "likely", from: 0.7, fillOpacity: 0.45 },
    { name: "sure", from: 0.9, fillOpacity: 0.85 }];
  const known = new Map(); // name of a color → the color, until the theme changes
  const looks = new Map(); // what decides how a place looks → that look, until then as well
  const ruler = document.createElement("canvas").getContext("2d");
  ruler.font = symbols.FONT;
  let readColor = null;

  function color(name) {
    if (!known.has(name)) known.set(name, readColor(name));
    return known.get(name);
  }

  const kindColor = (row) => color(KIND_COLORS[filter.kindOfPlace[row]]);

  // By the surest of a place's mentions that count: one of them is enough for the place to be meant.
  const band = (row) => BANDS.findLast(({ from }) => filter.bestScores[row] >= from);

  // Mentions in each of the two sets; an article may be in both.
  const inSets = (rows) => filter.setCounts.map((counts) => rows.reduce((sum, row) => sum + counts[row], 0));

  function shared(rows) {
    const counts = inSets(rows);
    const all = counts[0] + counts[1];
    const shares = counts.map((count, set) => ({ part: count / all, color: color(SET_COLORS[set]), dash: DASHES[set] }));
    return { shares: shares.filter(({ part }) => part), hollow: !counts[0], ground: color("--paper") };
  }

  const only = (rows) => (sets.comparing() ? shared(rows) : { shares: null });

  function ring(row, selected) {
    const own = places.relation[row] ? kindColor(row) : color("--area");
    const weight = (places.relation[row] ? 2 : 1.6) + (selected ? 1.6 : 0);
    const common = { color: own, weight, fillColor: own, ...only([row]), ring: weight + 0.8 };
    if (places.relation[row]) return { ...common, opacity: 1, dash: null, fillOpacity: 0 };
    return { ...common, opacity: 0.9, dash: DASHES[0], fillOpacity: selected ? 0.16 : 0.05 };
  }

  function spot(row, selected) {
    const { name, fillOpacity } = band(row);
    const own = kindColor(row);
    const edge = name === "sure" ? { color: color("--circle-edge"), weight: 1.2 } : { color: own, weight: 1.6 };
    const look = { opacity: 1, dash: null, fillColor: own, fillOpacity, ring: 0, ...edge, ...only([row]) };
    if (sets.comparing()) Object.assign(look, { color: color("--circle-edge"), weight: 1.2 });
    return selected ? { ...look, color: color("--selected"), weight: 4 } : look;
  }

  function build(row, shape, selected) {
    return { shape, ...(data.placeSort(row) ? ring(row, selected) : spot(row, selected)) };
  }

  // Places that look alike share one look, by which the board knows that it has drawn it before.
  function place(row) {
    const selected = row === state.current.place;
    const shape = symbols.shapeOf(data.types[places.type[row]]);
    if (sets.comparing()) return build(row, shape, selected);
    const key = [shape, data.placeSort(row), filter.kindOfPlace[row], band(row).name, selected].join();
    if (!looks.has(key)) looks.set(key, build(row, shape, selected));
    return looks.get(key);
  }

  function forget() {
    known.clear();
    looks.clear();
  }

  const clusterRadius = (count) => Math.max(15, ruler.measureText(i18n.number(count)).width / 2 + 8, 9 + 6 * Math.log10(count));

  function cluster(rows, count) {
    const selected = rows.includes(state.current.place);
    const edge = selected ? { color: color("--selected"), weight: 4 } : { color: color("--circle-edge"), weight: 1.2 };
    const words = { count: i18n.number(count), ground: color("--paper"), ink: color("--ink") };
    return { shape: "round", opacity: 1, dash: null, fillColor: color("--cluster"), fillOpacity: 1, ...only(rows), ...edge, ...words };
  }

  // The mentions of places, also by set where two are compared.
  function countText(rows) {
    const [count, a, b] = [rows.reduce((sum, row) => sum + filter.counts[row], 0), ...inSets(rows)].map(i18n.number);
    return sets.comparing() ? i18n.text("in_sets", { a, b }) : i18n.text("mention_count", { count });
  }

  function start(reader) {
    readColor = reader;
  }

  return { BANDS, start, color, forget, kindColor, inSets, place, cluster, clusterRadius, countText };
})();
