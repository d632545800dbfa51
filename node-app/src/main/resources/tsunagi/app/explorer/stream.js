// The node's stream of events, opened again whenever it ends. Used by the worker, or by a page where there are none.

const NAMES = ['hello', 'chain', 'reorganisation', 'peer', 'ban', 'aside', 'rival', 'mining', 'missed'];
const RETRY_MS = 2000;

// Says each event as { name, detail }, and { name: 'lost' } when there is no connection. Returns what closes it.
export function open(say) {
  let source;
  let retry;
  function connect() {
    source = new EventSource('/api/events');
    for (const name of NAMES) source.addEventListener(name, (event) => say({ name, detail: JSON.parse(event.data) }));
    source.onerror = () => {
      say({ name: 'lost' });
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(connect, RETRY_MS);
    };
  }
  connect();
  return () => {
    clearTimeout(retry);
    source.close();
  };
}
