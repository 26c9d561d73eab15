// The form in which the reader says what is right about a mention.
geomap.form = (() => {
  const { corrections, data, dom, i18n } = geomap;
  const { mentions, places } = data;
  const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
  const EXAMPLE = "\u206632.75 13.27\u2069"; // isolated, or an Arabic line would show the longitude first
  let count = 0; // of forms, each of whose buttons are a group of their own

  const regionName = (code, language) => new Intl.DisplayNames([language], { type: "region" }).of(code);

  function placeText(row) {
    const country = places.country[row];
    const position = `${places.latitude[row].toFixed(4)}, ${places.longitude[row].toFixed(4)}`;
    const other = data.placeName(row, i18n.language() === "ar" ? "en" : "ar");
    return [
      dom.word(data.placeName(row)),
      dom.element("span", { class: "hint" }, " ", dom.word(other), country ? ` · ${regionName(country, i18n.language())}` : "",
        ` · ${places.code[row]} · `, dom.word(position, { dir: "ltr" })),
    ];
  }

  // Latitude and longitude as the file has them, or null.
  function readCoordinates(typed) {
    const text = typed.replace(ARABIC_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf)).replace(/٫/g, ".");
    const found = /^\s*([-+]?\d+(?:\.\d+)?)\s*[\s,،;؛]\s*([-+]?\d+(?:\.\d+)?)\s*$/.exec(text);
    if (!found) return null;
    const [latitude, longitude] = found.slice(1).map(Number);
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || (latitude === 0 && longitude === 0)) return null;
    return `${latitude} ${longitude}`;
  }

  const field = (label, input) => dom.element("label", { class: "field" }, dom.element("span", {}, label), input);
  const textInput = (attributes) => dom.element("input", { type: "text", dir: "auto", autocomplete: "off", ...attributes });

  // A point of the reader's own: its fields, and what they give for an entry, or null.
  function ownPoint(mention, choose) {
    const name = textInput({ value: data.surface(mention), oninput: choose });
    const position = textInput({ dir: "ltr", oninput: choose });
    const box = dom.element("div", { class: "point" }, field(i18n.text("point_name"), name),
      field(i18n.text("point_coordinates", { example: EXAMPLE }), position));
    const read = () => {
      const coordinates = readCoordinates(position.value);
      if (coordinates === null) position.focus();
      return coordinates && { coordinates, place_name: name.value.trim() || data.surface(mention) };
    };
    return { box, read };
  }

  // All that may be right, to choose one: the buttons, and what the choice gives for an entry, or what is to be said.
  function choices(mention) {
    const group = `correction-${count += 1}`;
    const made = [];
    const choice = (read, ...label) => {
      const radio = dom.element("input", { type: "radio", name: group });
      made.push({ radio, read });
      return dom.element("label", { class: "choice" }, radio, dom.element("span", {}, ...label));
    };
    const point = ownPoint(mention, () => { made.find(({ read }) => read === point.read).radio.checked = true; });
    const kinds = data.kinds.filter((kind) => kind !== data.kinds[mentions.kind[mention]]);
    const box = dom.element("fieldset", {},
      dom.element("legend", {}, dom.word(i18n.text("right_is", { name: data.surface(mention) }))),
      choice(() => ({ not_a_place: true }), i18n.text("not_a_place")),
      ...data.alternatives[mentions.alternatives[mention]].map((row) => choice(() => corrections.pin(row), ...placeText(row))),
      choice(point.read, i18n.text("own_point")),
      point.box,
      ...kinds.map((kind) => choice(() => ({ kind }), i18n.text("as_kind", { kind: i18n.text(kind) }))));
    const read = () => {
      const chosen = made.find(({ radio }) => radio.checked);
      if (!chosen) return { complaint: i18n.text("no_choice") };
      const action = chosen.read();
      return action ? { action } : { complaint: i18n.text("bad_coordinates", { example: EXAMPLE }) };
    };
    return { box, read };
  }

  // The form for mentions about which the same is to be said; `close` takes it away.
  function build(group, close) {
    const right = choices(group[0]);
    const scope = dom.element("select", {},
      ...corrections.SCOPES.map((name) => dom.element("option", { value: name }, i18n.text(`scope_${name}`))));
    const note = textInput({});
    const error = dom.element("p", { class: "error", role: "alert" });
    const submit = (event) => {
      event.preventDefault(); // the page's policy lets no form be sent
      const { action, complaint } = right.read();
      error.textContent = complaint ?? "";
      if (!action) return;
      close();
      corrections.mark(group, scope.value, action, note.value.trim());
    };
    const escape = (event) => {
      if (event.key === "Escape") close();
    };
    return dom.element("form", { class: "correction", onsubmit: submit, onkeydown: escape },
      right.box, field(i18n.text("scope"), scope), field(i18n.text("note"), note), error,
      dom.element("div", { class: "acts" },
        dom.element("button", { type: "submit", class: "small" }, i18n.text("mark")),
        dom.element("button", { type: "button", class: "small", onclick: close }, i18n.text("cancel"))));
  }

  return { build };
})();
