// The mentions whose place is not known, with the reason for each.
geomap.unplaced = (() => {
  const { dom, filter, i18n, sentences } = geomap;

  function build(container) {
    container.append(dom.element("h2", { class: "hidden" }, i18n.text("unplaced")),
      dom.element("p", { class: "note" }, i18n.text("unplaced_note")), ...sentences.list("unplaced", filter.mentionsOf(-1)));
  }

  return { build };
})();
