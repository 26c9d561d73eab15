// A long list in pages, with buttons to the one before and the one after.
geomap.pager = (() => {
  const { dom, i18n, state } = geomap;
  const SIZE = 25;
  const NONE = { key: "", page: 0 };
  let last = NONE; // what was turned last, to come back to

  // `build` makes the elements of a page's items. A list of the same key opens where it was left.
  function list(key, items, build, attributes = {}) {
    const pages = Math.ceil(items.length / SIZE);
    let page = last.key === key ? Math.min(last.page, pages - 1) : 0;
    const made = dom.element("ul", attributes);
    const status = dom.element("span", { role: "status" });
    const button = (name, step) => dom.element("button", { type: "button", class: "small", onclick: () => turn(page + step) }, i18n.text(name));
    const [before, after] = [button("page_before", -1), button("page_after", 1)];

    function show() {
      made.replaceChildren(...build(items.slice(page * SIZE, (page + 1) * SIZE)));
      status.textContent = i18n.text("page_of", { page: i18n.number(page + 1), pages: i18n.number(pages) });
      before.setAttribute("aria-disabled", String(page === 0)); // not `disabled`, which would lose the focus
      after.setAttribute("aria-disabled", String(page === pages - 1));
    }

    function turn(wanted) {
      if (wanted < 0 || wanted >= pages) return;
      page = wanted;
      last = { key, page };
      show();
      made.scrollIntoView({ block: "start" });
    }

    show();
    return pages < 2 ? [made] : [made, dom.element("nav", { class: "pages", "aria-label": i18n.text("pages") }, before, status, after)];
  }

  // Under other filters it is another list.
  state.onChange((changed) => {
    if (state.counts(changed)) last = NONE;
  });

  return { list };
})();
