// What the reader has marked as wrong: entries as they stand in the file that geomap applies (docs/corrections.md).
geomap.corrections = (() => {
  const { data, fold, i18n, toml } = geomap;
  const { articles, mentions, places } = data;
  const SCOPES = ["mention", "article", "corpus"];
  const AROUND = 60; // characters on either side that are quoted, by which geomap notices that a text has changed
  const ACTIONS = ["place", "coordinates", "not_a_place", "kind"]; // of which an entry has one at least
  const SELECTORS = { mention: ["article", "start", "end", "surface"], article: ["article", "name"], corpus: ["name"] };
  const TYPES = {
    scope: "string", article: "string", start: "number", end: "number", surface: "string", context: "string", name: "string",
    place: "string", coordinates: "string", place_name: "string", not_a_place: "boolean", kind: "string", note: "string",
  };
  const OWN = "geomap:correction/"; // begins the ids of points that an earlier correction made and no gazetteer has
  const STORED = `geomap-corrections ${window.location.pathname}`;
  const HEAD = "# Corrections for geomap, marked on a map. Review them, then lay this file beside the articles\n"
    + "# or pass it with --corrections.\n\n";
  const listeners = [];
  let entries = load();

  // Whatever is stored there may come from another page of the disk: what is not an entry is ignored.
  function isEntry(found) {
    return found !== null && typeof found === "object" && SCOPES.includes(found.scope)
      && SELECTORS[found.scope].every((key) => key in found) && ACTIONS.some((key) => key in found)
      && Object.entries(found).every(([key, given]) => Object.hasOwn(TYPES, key) && typeof given === TYPES[key]);
  }

  // A browser may refuse a page from the disk its storage; the marks then last as long as the page is open.
  function load() {
    try {
      const found = JSON.parse(window.localStorage.getItem(STORED) ?? "[]");
      return Array.isArray(found) ? found.filter(isEntry) : [];
    } catch {
      return [];
    }
  }

  function store() {
    try {
      if (entries.length) window.localStorage.setItem(STORED, JSON.stringify(entries));
      else window.localStorage.removeItem(STORED);
    } catch {
      // as above
    }
  }

  const codePoints = (text) => text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);

  // Python counts code points, JavaScript code units; a quotation must not begin or end within a pair of them.
  function passage(mention) {
    const text = articles.text[data.articleOf(mention)];
    const before = text.slice(0, mentions.start[mention]);
    const after = text.slice(mentions.end[mention], mentions.end[mention] + 2 * AROUND);
    const surface = data.surface(mention);
    const start = codePoints(before);
    const context = [...before.slice(-2 * AROUND)].slice(-AROUND).join("") + surface + [...after].slice(0, AROUND).join("");
    return { start, end: start + codePoints(surface), surface, context };
  }

  // The name as it stands alone: after لل the alef and lam of its article are not written.
  function name(mention) {
    const surface = data.surface(mention);
    const before = articles.text[data.articleOf(mention)].slice(Math.max(0, mentions.start[mention] - 8), mentions.start[mention]);
    return fold(before).endsWith("لل") ? `ال${surface}` : surface;
  }

  function selector(mention, scope) {
    if (scope === "corpus") return { scope, name: name(mention) };
    const article = articles.id[data.articleOf(mention)];
    return scope === "article" ? { scope, article, name: name(mention) } : { scope, article, ...passage(mention) };
  }

  function pin(row) {
    if (!places.id[row].startsWith(OWN)) return { place: places.id[row] };
    return { coordinates: `${places.latitude[row]} ${places.longitude[row]}`, place_name: places.ar[row] };
  }

  // What two entries share of which the later takes the place of the earlier.
  const key = (entry) =>
    JSON.stringify([entry.scope, "kind" in entry, ...SELECTORS[entry.scope].map((field) => fold(String(entry[field])))]);

  function change(next) {
    entries = next;
    store();
    for (const listener of listeners) listener();
  }

  // Mark mentions about which the same is to be said; what was said of them before is replaced.
  function mark(group, scope, action, note) {
    const marked = (scope === "mention" ? group : group.slice(0, 1))
      .map((mention) => ({ ...selector(mention, scope), ...action, ...(note ? { note } : {}) }));
    add(marked);
  }

  function add(marked) {
    const keys = new Set(marked.map(key));
    change([...entries.filter((entry) => !keys.has(key(entry))), ...marked]);
  }

  // Take in the entries of a file as `file` writes it: how many they are, or { bad }, the number of the line that is not so.
  function addFile(text) {
    const { found, bad } = toml.read("correction", text);
    const stray = found?.find(({ fields }) => !isEntry(fields));
    if (bad ?? stray) return { bad: bad ?? stray.line };
    if (!found.length) return { bad: 1 };
    add(found.map(({ fields }) => fields));
    return { count: found.length };
  }

  const undo = (entry) => change(entries.filter((other) => other !== entry));

  function concerns(entry, mention) {
    if (entry.scope !== "corpus" && entry.article !== articles.id[data.articleOf(mention)]) return false;
    if (entry.scope !== "mention") return fold(entry.name) === fold(name(mention));
    return entry.surface === data.surface(mention) && entry.start === passage(mention).start;
  }

  // The entries that will be applied to a mention, the last of which wins.
  const of = (mention) =>
    [...SCOPES].reverse().flatMap((scope) => entries.filter((entry) => entry.scope === scope && concerns(entry, mention)));

  // What an entry says, in words.
  function describe(entry) {
    if (entry.not_a_place) return i18n.text("not_a_place");
    if (entry.kind) return data.kinds.includes(entry.kind) ? i18n.text("as_kind", { kind: i18n.text(entry.kind) }) : entry.kind;
    if (entry.coordinates) return `${entry.place_name ?? ""} ${entry.coordinates}`.trim();
    const row = data.placeById.get(entry.place);
    return row === undefined ? entry.place : `${data.placeName(row)} (${entry.place})`;
  }

  const file = () => HEAD + entries.map((entry) => toml.table("correction", entry)).join("\n");

  return { SCOPES, all: () => entries, mark, undo, of, pin, describe, file, addFile, onChange: (listener) => listeners.push(listener) };
})();
