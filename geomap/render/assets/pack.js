// Reading what pack.py wrote: zlib's format in base64, with values in JSON and columns of whole numbers.
geomap.pack = (() => {
  const HEAD = 4; // bytes that say how long the JSON is

  // In Chromium before 140 and Firefox before 133 the slower way.
  const bytes = (text) => Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  async function inflate(text) {
    const stream = new Response(bytes(text)).body.pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  // The numbers of a column: their lowest bytes first, then their second ones, ..., each number zigzagged.
  function column(plain, at, width, count) {
    const numbers = new Int32Array(count);
    for (let plane = 0; plane < width; plane += 1) {
      const first = at + plane * count;
      for (let row = 0; row < count; row += 1) numbers[row] |= plain[first + row] << (8 * plane);
    }
    for (let row = 0; row < count; row += 1) numbers[row] = (numbers[row] >>> 1) ^ -(numbers[row] & 1);
    return numbers;
  }

  // The pack in the element of that id, as its values and, by name, its columns.
  async function unpack(id) {
    const plain = await inflate(document.getElementById(id).textContent);
    const size = new DataView(plain.buffer).getUint32(0, true);
    const values = JSON.parse(new TextDecoder().decode(plain.subarray(HEAD, HEAD + size)));
    const columns = {};
    let at = HEAD + size;
    for (const [name, width, count] of values.columns) {
      columns[name] = column(plain, at, width, count);
      at += width * count;
    }
    return { ...values, columns };
  }

  return { unpack };
})();
