// The filters that need room: dates, certainty, the map's view, and lists of countries, types and sources.
geomap.filters = (() => {
  const { dom, facets, filter, histogram, i18n, state } = geomap;
  const SOME = 8; // values shown before a list is opened in full
  const COUNTS = { countries: filter.countryCounts, types: filter.typeCounts, sources: filter.sourceCounts };
  const opened = new Set(); // names of the lists shown in full
  let rows = []; // { name, value, box, count, position } of the values now in the page
  let score = null;
  let inView = null;

  function countryName(code) {
    if (!/^[A-Z]{2}$/.test(code)) return code || i18n.text("no_country");
    return new Intl.DisplayNames(i18n.language(), { type: "region" }).of(code);
  }

  function valueName(name, value) {
    if (name === "countries") return countryName(value);
    return name === "types" ? i18n.text(`type_${value}`) : value || i18n.text("no_source");
  }

  function toggle(name, value, wanted) {
    const values = new Set(state.current[name]);
    if (wanted) values.add(value);
    else values.delete(value);
    filter.set(name, values.size ? values : null);
  }

  function show({ name, value, box, count, position }) {
    box.checked = state.current[name]?.has(value) ?? false;
    count.textContent = i18n.number(COUNTS[name][position]);
  }

  function item(name, position) {
    const value = facets[name].values[position];
    const box = dom.element("input", { type: "checkbox", onchange: () => toggle(name, value, box.checked) });
    const count = dom.element("span", { class: "count" });
    rows.push({ name, value, box, count, position });
    show(rows.at(-1));
    return dom.element("li", {}, dom.element("label", {}, box, dom.word(valueName(name, value), { class: "names" }), count));
  }

  function section(name, ...content) {
    return dom.element("fieldset", { id: `filter-${name}` }, dom.element("legend", {}, i18n.text(name)), ...content);
  }

  // The values that occur, those with the most mentions first; the order stays while the list is in use.
  function list(name) {
    const counts = COUNTS[name];
    const wanted = (position) => state.current[name]?.has(facets[name].values[position]) ?? false;
    const all = [...facets[name].values.keys()].filter((position) => counts[position] || wanted(position));
    all.sort((a, b) => wanted(b) - wanted(a) || counts[b] - counts[a] || a - b);
    const made = dom.element("ul", { class: "values" });
    const some = opened.has(name) ? all : all.slice(0, SOME);
    dom.fill(made, some, (position) => item(name, position), (left) => i18n.text("more", { count: i18n.number(left) }));
    if (some.length === all.length) return section(name, made);
    const open = () => {
      opened.add(name);
      rows = rows.filter((row) => row.name !== name);
      button.closest("fieldset").replaceWith(list(name));
      document.querySelectorAll(`#filter-${name} input`)[SOME].focus();
    };
    const button = dom.element("button", { type: "button", class: "more", onclick: open },
      i18n.text("more", { count: i18n.number(all.length - some.length) }));
    return section(name, made, button);
  }

  function scoreSlider() {
    const input = dom.element("input", {
      type: "range", min: 0, max: 100, step: 5, "aria-label": i18n.text("score"), oninput: () => filter.set("score", Number(input.value) / 100),
    });
    const output = dom.element("output", {});
    score = { input, output };
    return section("score", dom.element("label", { class: "slider" }, input, output), dom.element("p", { class: "hint" }, i18n.text("score_note")));
  }

  function viewBox() {
    inView = dom.element("input", { type: "checkbox", onchange: () => filter.set("inView", inView.checked) });
    return section("inView", dom.element("label", {}, inView, i18n.text("in_view_only")));
  }

  // Counts and choices, without building the lists anew under the reader's hands.
  function refresh() {
    rows.forEach(show);
    const percent = Math.round(state.current.score * 100);
    score.input.value = percent;
    score.output.textContent = percent ? i18n.text("at_least", { percent }) : i18n.text("score_any");
    score.input.setAttribute("aria-valuetext", score.output.textContent);
    inView.checked = state.current.inView;
    histogram.refresh();
  }

  function build(container) {
    rows = [];
    container.append(dom.element("div", { id: "filters" }, section("dates", histogram.build()), list("countries"), list("types"),
      list("sources"), scoreSlider(), viewBox()));
    refresh();
  }

  return { build, refresh, valueName };
})();
