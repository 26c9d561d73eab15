// Writing TOML, of which only tables of texts, numbers and truth values are needed.
geomap.toml = (() => {
  // What may not stand in a text as itself, or would steer unseen how the file looks to the person who reviews it.
  const ESCAPED = /["\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
  const SHORT = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

  function escape(char) {
    if (SHORT[char]) return SHORT[char];
    if (/\p{Cs}/u.test(char)) return "\ufffd"; // half a surrogate pair, which no file in UTF-8 can hold
    const code = char.codePointAt(0).toString(16).toUpperCase();
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  }

  const value = (given) => (typeof given === "string" ? `"${given.replace(ESCAPED, escape)}"` : String(given));

  // One table of an array of tables; the keys are the page's own and need no quotes.
  function table(name, fields) {
    const lines = Object.entries(fields).map(([key, given]) => `${key} = ${value(given)}\n`);
    return `[[${name}]]\n${lines.join("")}`;
  }

  return { table };
})();
