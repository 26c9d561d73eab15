// The menu with which a reader takes away what the filters show now, as a file or on paper, and brings corrections back.
geomap.export = (() => {
  const { dom, formats, i18n } = geomap;
  const KEEP = 60_000; // milliseconds in which a browser has surely begun to save the file
  const FILES = [
    ["geojson", "application/geo+json", formats.geojson],
    ["csv", "text/csv;charset=utf-8", formats.csv],
    ["kml", "application/vnd.google-earth.kml+xml", formats.kml],
  ];

  function save(blob, name) {
    const url = URL.createObjectURL(blob);
    dom.element("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), KEEP);
  }

  async function saveRows(suffix, type, format) {
    save(new Blob(await format(), { type }), `geomap.${suffix}`);
  }

  async function savePicture() {
    const canvas = await geomap.picture.draw({ keyed: true });
    save(await new Promise((resolve) => { canvas.toBlob(resolve); }), "geomap.png");
  }

  // Escape and whatever is pressed outside close it, as they do a menu.
  function closing(details) {
    const outside = (event) => {
      if (!details.contains(event.target)) details.open = false;
    };
    details.addEventListener("toggle", () => {
      if (details.open) document.addEventListener("pointerdown", outside);
      else document.removeEventListener("pointerdown", outside);
    });
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      event.preventDefault(); // so that it does not lead back as well
      details.open = false;
      details.querySelector("summary").focus();
    });
    return details;
  }

  function menu() {
    const choose = (act) => () => {
      details.open = false;
      details.querySelector("summary").focus();
      act();
    };
    const item = (key, act) => dom.element("li", {}, dom.element("button", { type: "button", onclick: choose(act) }, i18n.text(key)));
    const details = dom.element("details", { id: "export" },
      dom.element("summary", { class: "small", title: i18n.text("export_hint") }, i18n.text("export")),
      dom.element("div", { class: "menu" },
        dom.element("p", { class: "hint" }, i18n.text("export_hint")),
        dom.element("ul", {},
          ...FILES.map(([suffix, type, format]) => item(`export_${suffix}`, () => saveRows(suffix, type, format))),
          item("export_png", savePicture),
          item("export_print", geomap.print.print)),
        dom.element("p", { class: "hint" }, i18n.text("open_corrections_hint")),
        dom.element("ul", {}, item("open_corrections", geomap.corrected.openFile))));
    return closing(details);
  }

  return { menu };
})();
