// How many mentions each stretch of time has, and the choice of a range: with the pointer, or with two sliders.
geomap.histogram = (() => {
  const { dom, facets, filter, i18n, state } = geomap;
  const SVG = "http://www.w3.org/2000/svg";
  const BARS = 60; // at most
  const HEIGHT = 48;
  const [first, last] = facets.days ?? [0, 0];
  const width = Math.max(1, Math.ceil((last - first + 1) / BARS)); // days of a bar
  const count = Math.ceil((last - first + 1) / width);
  let bars = [];
  let sliders = [];

  const range = () => state.current.dates ?? [first, last];

  function choose(from, to) {
    filter.set("dates", from <= first && to >= last ? null : [from, to]);
  }

  // An article counts where its date begins, be that a day or the first day of its month or year.
  function heights() {
    const found = new Uint32Array(count);
    facets.spans.forEach((span, article) => {
      if (span) found[Math.floor((span[0] - first) / width)] += filter.dateCounts[article];
    });
    const most = found.reduce((left, right) => Math.max(left, right), 1);
    return Array.from(found, (mentions) => (mentions ? Math.max(1.5, (mentions / most) * HEIGHT) : 0));
  }

  function refresh() {
    const [from, to] = range();
    heights().forEach((height, bar) => {
      bars[bar].setAttribute("height", height);
      bars[bar].setAttribute("y", HEIGHT - height);
      const start = first + bar * width;
      bars[bar].classList.toggle("out", start > to || start + width <= from);
    });
    sliders.forEach(({ input, output }, end) => {
      const day = range()[end];
      input.value = day;
      input.setAttribute("aria-valuetext", facets.dayText(day));
      output.textContent = facets.dayText(day);
    });
  }

  function slider(end) {
    const input = dom.element("input", {
      type: "range", min: first, max: last, step: 1, "aria-label": i18n.text(end ? "date_to" : "date_from"),
      oninput: () => {
        const [from, to] = range();
        const day = Number(input.value);
        if (end) choose(Math.min(from, day), day);
        else choose(day, Math.max(to, day));
      },
    });
    const output = dom.element("output", { dir: "ltr" });
    sliders.push({ input, output });
    return dom.element("label", { class: "slider" }, dom.element("span", {}, i18n.text(end ? "date_to" : "date_from")), input, output);
  }

  // The day under the pointer; time runs as the page reads.
  function dayAt(picture, event) {
    const { left, right } = picture.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (event.clientX - left) / (right - left)));
    return Math.min(last, first + Math.floor((i18n.language() === "ar" ? 1 - part : part) * count) * width);
  }

  function brush(picture) {
    let start = null;
    const stretch = (event) => {
      const day = dayAt(picture, event);
      choose(Math.min(start, day), Math.min(last, Math.max(start, day) + width - 1));
    };
    picture.addEventListener("pointerdown", (event) => {
      picture.setPointerCapture(event.pointerId);
      start = dayAt(picture, event);
      stretch(event);
    });
    picture.addEventListener("pointermove", (event) => {
      if (start !== null) stretch(event);
    });
    for (const end of ["pointerup", "pointercancel"]) picture.addEventListener(end, () => { start = null; });
  }

  function picture() {
    const svg = document.createElementNS(SVG, "svg");
    const attributes = { viewBox: `0 0 ${count} ${HEIGHT}`, preserveAspectRatio: "none", class: "histogram", "aria-hidden": "true" };
    for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
    bars = Array.from({ length: count }, (_, bar) => {
      const made = document.createElementNS(SVG, "rect");
      for (const [name, value] of Object.entries({ x: bar + 0.08, width: 0.84 })) made.setAttribute(name, value);
      return made;
    });
    svg.append(...bars);
    brush(svg);
    return svg;
  }

  function build() {
    if (facets.days === null) return dom.element("p", { class: "hint" }, i18n.text("no_dates"));
    sliders = [];
    const undated = facets.spans.filter((span) => span === null).length;
    return dom.element("div", {}, picture(), slider(0), slider(1),
      undated ? dom.element("p", { class: "hint" }, i18n.text("undated", { count: i18n.number(undated) })) : null);
  }

  return { build, refresh: () => facets.days && refresh() };
})();
