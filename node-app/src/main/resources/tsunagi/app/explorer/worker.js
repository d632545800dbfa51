// One stream of events for all tabs: a browser opens six connections to a node at the most, and each stream keeps one.

import { open } from './stream.js';

const tabs = new Set();
let close = null;
let last = null;

function say(message) {
  if (message.name === 'hello' || message.name === 'lost') last = message.name;
  for (const tab of tabs) tab.postMessage(message);
}

self.onconnect = ({ ports: [tab] }) => {
  tabs.add(tab);
  tab.onmessage = () => {
    tabs.delete(tab);
    if (tabs.size) return;
    close?.();
    close = last = null;
  };
  if (!close) close = open(say);
  else if (last) tab.postMessage({ name: last, detail: { resumed: false } });
};
