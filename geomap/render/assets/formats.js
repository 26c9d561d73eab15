// What is shown as CSV, GeoJSON and KML: the same files that table.py, geojson.py and kml.py write, as a list of texts to be joined.
geomap.formats = (() => {
  const { data: { places }, rows } = geomap;
  const FORMULA = /^[=+\-@\t\r]/; // how text begins that a spreadsheet would execute
  const ILLEGAL = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu; // what XML 1.0 cannot hold, not even escaped
  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
  const COLUMNS = [
    "article", "sentence", "start", "end", "surface", "kind", "score", "place_id", "name", "name_ar", "latitude", "longitude",
    "feature_code", "country_code", "uncertainty_km", "resolution_score", "reason", "alternatives",
    "quotation", "title", "date", "source", "url",
  ];

  function cell(value) {
    if (typeof value === "number") return String(value);
    const text = Array.isArray(value) ? value.join(" ") : value ?? "";
    const inert = FORMULA.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
  }

  // The mark at the start tells spreadsheets that the file is UTF-8.
  async function csv() {
    const lines = [`\ufeff${COLUMNS.join()}\r\n`];
    for await (const [row] of rows.all()) lines.push(`${COLUMNS.map((column) => cell(row[column])).join()}\r\n`);
    return lines;
  }

  async function geojson() {
    const parts = ['{"type": "FeatureCollection", "features": ['];
    for await (const [row] of rows.all()) {
      if (row.latitude === null) continue;
      const geometry = { type: "Point", coordinates: [row.longitude, row.latitude] };
      parts.push(parts.length > 1 ? ",\n" : "\n", JSON.stringify({ type: "Feature", geometry, properties: row }));
    }
    return [...parts, "\n]}\n"];
  }

  const html = (text) => text.replace(/[&<>"']/g, (found) => ENTITIES[found]);
  const xml = (text) => html(text.replace(ILLEGAL, ""));

  // A sentence, whose it is, and what each of its mentions of the place was taken for and why.
  function paragraph(mentions) {
    const [{ title, article, date, source, url, quotation }] = mentions;
    const name = html(title || article);
    const link = url ? `<a href="${html(url)}">${name}</a>` : name;
    const origin = [link, ...[date, source, title ? article : ""].filter(Boolean).map(html)].join(" · ");
    const verdicts = new Set(mentions.map((row) => `«${row.surface}» ${row.kind} ${row.resolution_score}: ${row.reason}`));
    const small = [origin, ...[...verdicts].map(html)].map((line) => `<br><small>${line}</small>`);
    return `<p dir="rtl">${html(quotation)}${small.join("")}</p>`;
  }

  const datum = (name, value) => `<Data name="${name}"><value>${xml(value)}</value></Data>`;

  // A description is HTML, so the articles' text is escaped twice.
  function placemark(spot, mentions) {
    const { id, ar, en, latitude, longitude, uncertainty } = places;
    const reach = uncertainty[spot] === null ? "" : datum("uncertainty_km", String(Number(uncertainty[spot].toPrecision(6))));
    return `<Placemark>
<name>${xml(ar[spot] || en[spot] || id[spot])}</name>
<visibility>${Number(mentions.some((row) => row.kind === "literal"))}</visibility>
<description>${xml(rows.bySentence(mentions).map(paragraph).join(""))}</description>
<ExtendedData>${datum("place_id", id[spot])}${reach}</ExtendedData>
<Point><coordinates>${longitude[spot]},${latitude[spot]}</coordinates></Point>
</Placemark>
`;
  }

  async function kml() {
    const head = '<?xml version="1.0" encoding="utf-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n';
    return [head, ...Array.from(await rows.bySpot(), ([spot, own]) => placemark(spot, own)), "</Document>\n</kml>\n"];
  }

  return { csv, geojson, kml };
})();
