// The switch between points, clusters and heat, on the map itself.
geomap.modes = (() => {
  const { dom, i18n, state } = geomap;
  const box = dom.element("fieldset", { class: "modes" });

  function choice(mode) {
    const input = dom.element("input", { type: "radio", name: "mode", value: mode, onchange: () => state.update({ mode }) });
    return dom.element("label", { title: i18n.text(`${mode}_hint`) }, input, dom.element("span", {}, i18n.text(mode)));
  }

  function refresh() {
    for (const input of box.querySelectorAll("input")) input.checked = input.value === state.current.mode;
  }

  function translate() {
    box.dir = document.documentElement.dir;
    box.replaceChildren(dom.element("legend", { class: "hidden" }, i18n.text("modes")), ...state.MODES.map(choice));
    refresh();
  }

  function start(map) {
    const Modes = L.Control.extend({ onAdd: () => box });
    new Modes({ position: "topright" }).addTo(map);
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    translate();
  }

  return { start, refresh, translate };
})();
