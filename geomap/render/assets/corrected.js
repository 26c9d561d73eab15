// The list of what the reader has marked, in the panel: to undo it, and to take it away as a file.
geomap.corrected = (() => {
  const { corrections, data, dom, i18n } = geomap;
  const FILE = "geomap-corrections.toml"; // the name that geomap looks for beside its input
  const box = dom.element("details", { id: "corrections" });
  const title = dom.element("span", {});
  const count = dom.element("span", { class: "count", "aria-live": "polite" });
  const said = dom.element("p", { role: "status" }); // of the file that was opened last
  const body = dom.element("div", {});
  box.append(dom.element("summary", {}, title, " ", count), said, body);

  function download() {
    const url = URL.createObjectURL(new Blob([corrections.file()], { type: "application/toml" }));
    dom.element("a", { href: url, download: FILE }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000); // long after the browser has begun to save it
  }

  // Let the reader choose a file that was downloaded before, and take its entries in.
  function openFile() {
    const input = dom.element("input", { type: "file", accept: ".toml" });
    input.addEventListener("change", async () => {
      const { count: read, bad } = corrections.addFile(await input.files[0].text());
      said.textContent = bad ? i18n.text("file_bad", { line: i18n.number(bad) }) : i18n.text("file_read", { count: i18n.number(read) });
      said.classList.toggle("error", bad !== undefined);
      refresh();
      box.open = true;
      box.querySelector("summary").focus();
    });
    input.click();
  }

  function reach(entry) {
    const scope = i18n.text(`scope_${entry.scope}`);
    if (entry.scope === "corpus") return [scope];
    const row = data.articleById.get(entry.article);
    return [scope, " · ", dom.word(row === undefined ? entry.article : data.articleName(row))];
  }

  // What to do with the file; the option is an element of its own, so that no line breaks within it.
  function advice() {
    const [before, after] = i18n.text("corrections_hint", { option: "\n" }).split("\n");
    return dom.element("p", { class: "hint" }, before, dom.element("bdi", { class: "option", dir: "ltr" }, "--corrections"), after);
  }

  function undo(entry) {
    const position = corrections.all().indexOf(entry);
    corrections.undo(entry);
    const buttons = body.querySelectorAll("li button");
    (buttons[Math.min(position, buttons.length - 1)] ?? document.querySelector("#view")).focus();
  }

  function item(entry) {
    const name = entry.surface ?? entry.name ?? "";
    return dom.element("li", {},
      dom.element("span", { class: "names" },
        dom.word(name, { class: "first" }), " ", dom.word(corrections.describe(entry)),
        dom.element("span", { class: "hint" }, " ", ...reach(entry)),
        entry.note ? dom.word(entry.note, { class: "hint remark" }) : null),
      dom.element("button", { type: "button", class: "small", "aria-label": i18n.text("undo_hint", { name }), onclick: () => undo(entry) },
        i18n.text("undo")));
  }

  function refresh() {
    const entries = corrections.all();
    box.hidden = !entries.length && !said.textContent;
    title.textContent = i18n.text("corrections");
    count.textContent = i18n.number(entries.length);
    body.replaceChildren(...(entries.length ? [
      advice(),
      dom.element("ul", {}, ...entries.map(item)),
      dom.element("button", { type: "button", class: "small download", onclick: download }, i18n.text("download"))] : []));
  }

  function build() {
    said.textContent = ""; // which may be in the other language
    refresh();
    return box;
  }

  corrections.onChange(refresh);

  return { build, openFile };
})();
