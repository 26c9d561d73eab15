// The form in which words are compared: geomap.arabic.fold's, by the table and the rule of folding.py.
geomap.fold = (() => {
  const { data } = geomap;
  const ARABIC = /[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]/;
  const KEPT = /[\x00-\x7f\p{L}\p{N}]/u;
  const forms = new Map(Object.entries(data.folding)); // grows by what the rule says
  // Most of a text stays as it is; only the rest is looked up.
  const same = [...forms].filter(([character, form]) => character === form && ARABIC.test(character)).map(([character]) => character);
  const VARIANT = new RegExp(`[^ !-@\\[-~${same.join("")}]`, "gu");

  function form(character) {
    let found = forms.get(character);
    if (found === undefined) {
      found = KEPT.test(character) && !ARABIC.test(character) ? character.toLowerCase() : "";
      forms.set(character, found);
    }
    return found;
  }

  const fold = (text) => text.replace(VARIANT, form);

  // The offset in the text of each code unit of its folded form, and the text's length at the end.
  function positions(text) {
    const found = [];
    let at = 0;
    for (const character of text) {
      for (let unit = form(character).length; unit > 0; unit -= 1) found.push(at);
      at += character.length;
    }
    found.push(at);
    return found;
  }

  // Of a name in any letters: Médenine is found as Medenine.
  const plain = (text) => fold(text.normalize("NFKD").replace(/[\u0300-\u036f]/g, ""));

  return Object.assign(fold, { positions, plain });
})();
