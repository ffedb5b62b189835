/**
 * A case in a link: the engine's saved text, packed into the part after "#", which a browser sends to nobody.
 * Nothing of it is trusted: the engine checks every line and the checksum when it is opened.
 */
const mark = "#case=";
const longest = 40000; // characters; the longest text an engine writes is far shorter when packed

const toText = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

async function through(stream, bytes, most) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > most) {
      throw new Error("too long");
    }
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** The address of this page with the case in it. */
export async function writeLink(saved) {
  const packed = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(saved), 1 << 20);
  return location.href.replace(/#.*$/, "") + mark + toText(packed);
}

/** {text}, or {damaged: true} if there is a case in the link that cannot be read, or {} without one. */
export async function readLink(hash) {
  if (!hash.startsWith(mark)) {
    return {};
  }
  try {
    if (hash.length > longest) {
      throw new Error("too long");
    }
    const bytes = await through(new DecompressionStream("deflate-raw"), toBytes(hash.slice(mark.length)), 1 << 19);
    return {text: new TextDecoder("utf-8", {fatal: true}).decode(bytes)};
  } catch {
    return {damaged: true}; // the browser's own words for it tell nobody anything
  }
}
