// Writing TOML, of which only tables of texts, numbers and truth values are needed, and reading back what was written so.
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

  // An empty line or a comment, the head of a table, or a key with its value.
  const LINE = /^\s*(?:\[\[(?<head>\w+)\]\]|(?<key>\w+)\s*=\s*(?:"(?<text>(?:[^"\\\p{Cc}]|\\["\\nrt]|\\u[\dA-F]{4}|\\U[\dA-F]{8})*)"|(?<plain>\d{1,16}|true|false)))?\s*(?:#.*)?$/u;
  const LONG = Object.fromEntries(Object.entries(SHORT).map(([char, written]) => [written, char]));

  // What is no character, which String.fromCodePoint would not take, becomes the sign for that.
  function unescape(written) {
    const code = parseInt(written.slice(2), 16);
    return LONG[written] ?? String.fromCodePoint(code > 0x10ffff ? 0xfffd : code);
  }

  const reading = ({ text, plain }) => (plain === undefined ? text.replace(/\\(?:u.{4}|U.{8}|.)/gu, unescape) : JSON.parse(plain));

  // The tables of that name, each as { line, fields }, or { bad } with the number of the first line that is not as `table` writes.
  function read(name, text) {
    const found = [];
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      const parts = LINE.exec(line)?.groups;
      if (!parts || (parts.head ?? name) !== name || (parts.key && (!found.length || parts.key in found.at(-1).fields))) return { bad: index + 1 };
      if (parts.head) found.push({ line: index + 1, fields: {} });
      if (parts.key) found.at(-1).fields[parts.key] = reading(parts);
    }
    return { found };
  }

  return { table, read };
})();
