// What an address asks for: `#/page/part?name=value`, percent-encoded like any address.

const decoded = (text) => decodeURIComponent(text.replaceAll('+', '%20'));

// The name of the page, its parts and its query; if the address cannot be decoded, the word that says why.
export function route(address) {
  const text = address.replace(/^#\/?/, '');
  const mark = text.indexOf('?');
  try {
    const path = (mark < 0 ? text : text.slice(0, mark)).split('/').map(decodeURIComponent);
    const query = new Map((mark < 0 ? '' : text.slice(mark + 1)).split('&').map((pair) => {
      const [name, ...value] = pair.split('=');
      return [decoded(name), decoded(value.join('='))];
    }));
    if (path.length > 1 && path.at(-1) === '' && path[0] !== 'name') path.pop();
    return { path, query };
  } catch {
    return { unreadable: /%(?![0-9a-f]{2})/i.test(text) ? 'unreadable_lead' : 'unreadable_bytes' };
  }
}
