// The button beside a mention by which the reader says that it is wrong, and the form that it opens.
geomap.correct = (() => {
  const { corrections, data, dom, i18n } = geomap;
  const { mentions, places } = data;
  const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
  const EXAMPLE = "\u206632.75 13.27\u2069"; // isolated, or an Arabic line would show the longitude first
  const slots = new Map(); // element in the page → what brings it up to date
  let count = 0; // of forms, for ids

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

  function form(group, close) {
    const [mention] = group;
    count += 1;
    const choices = [];
    const choice = (action, ...label) => {
      const radio = dom.element("input", { type: "radio", name: `correction-${count}` });
      choices.push([radio, action]);
      return dom.element("label", { class: "choice" }, radio, dom.element("span", {}, ...label));
    };
    const error = dom.element("p", { class: "error", role: "alert" });
    const pointName = textInput({ value: data.surface(mention) });
    const coordinates = textInput({ dir: "ltr", inputmode: "text" });
    const note = textInput({});
    const scope = dom.element("select", {},
      ...corrections.SCOPES.map((name) => dom.element("option", { value: name }, i18n.text(`scope_${name}`))));

    function point() {
      const read = readCoordinates(coordinates.value);
      if (read === null) {
        error.textContent = i18n.text("bad_coordinates", { example: EXAMPLE });
        coordinates.focus();
        return null;
      }
      const place_name = pointName.value.trim() || data.surface(mention);
      return { coordinates: read, place_name };
    }

    function submit(event) {
      event.preventDefault(); // the page's policy lets no form be sent
      const chosen = choices.find(([radio]) => radio.checked);
      if (!chosen) error.textContent = i18n.text("no_choice");
      const action = chosen ? chosen[1]() : null;
      if (!action) return;
      close();
      corrections.mark(group, scope.value, action, note.value.trim());
    }

    const own = choice(point, i18n.text("own_point"));
    const ownRadio = choices.at(-1)[0];
    for (const input of [pointName, coordinates]) input.addEventListener("input", () => { ownRadio.checked = true; });
    const escape = (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close();
    };
    const kinds = data.kinds.filter((kind) => kind !== data.kinds[mentions.kind[mention]]);
    return dom.element("form", { class: "correction", onsubmit: submit, onkeydown: escape },
      dom.element("fieldset", {},
        dom.element("legend", {}, dom.word(i18n.text("right_is", { name: data.surface(mention) }))),
        choice(() => ({ not_a_place: true }), i18n.text("not_a_place")),
        ...data.alternatives[mentions.alternatives[mention]].map((row) => choice(() => corrections.pin(row), ...placeText(row))),
        own,
        dom.element("div", { class: "point" }, field(i18n.text("point_name"), pointName),
          field(i18n.text("point_coordinates", { example: EXAMPLE }), coordinates)),
        ...kinds.map((kind) => choice(() => ({ kind }), i18n.text("as_kind", { kind: i18n.text(kind) })))),
      field(i18n.text("scope"), scope),
      field(i18n.text("note"), note),
      error,
      dom.element("div", { class: "acts" },
        dom.element("button", { type: "submit", class: "small" }, i18n.text("mark")),
        dom.element("button", { type: "button", class: "small", onclick: close }, i18n.text("cancel"))));
  }

  // What stands beside a mention, or several alike: what has been marked of it, and the button.
  function slot(group) {
    const [mention] = group;
    const said = dom.element("span", { class: "marked" });
    const room = dom.element("div", {});
    const close = () => {
      room.replaceChildren();
      button.setAttribute("aria-expanded", "false");
      button.focus();
    };
    const open = () => {
      if (room.hasChildNodes()) return close();
      room.append(form(group, close));
      button.setAttribute("aria-expanded", "true");
      return room.querySelector("input").focus();
    };
    const button = dom.element("button", {
      type: "button", class: "wrong", "aria-expanded": "false", onclick: open,
      "aria-label": i18n.text("wrong_hint", { name: data.surface(mention) }), title: i18n.text("wrong_hint", { name: data.surface(mention) }),
    }, i18n.text("wrong"));
    const refresh = () => {
      const entry = corrections.of(mention).at(-1);
      said.replaceChildren(...(entry ? [dom.word(i18n.text("marked", { what: corrections.describe(entry) })), " "] : []));
    };
    refresh();
    const made = dom.element("span", { class: "slot" }, said, button, room);
    slots.set(made, refresh);
    return made;
  }

  corrections.onChange(() => {
    for (const [made, refresh] of slots) {
      if (made.isConnected) refresh();
      else slots.delete(made);
    }
  });

  return { slot };
})();
