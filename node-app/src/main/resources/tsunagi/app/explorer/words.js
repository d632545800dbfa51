// What the pages say, in English and Japanese.

const EN = {
  skip: 'Skip to content', pages: 'Pages', chain: 'Chain', peers: 'Peers', forks: 'Forks', mine: 'Mine', search: 'Search', search_hint: 'Height, hash or text',
  metrics: 'Metrics', connecting: 'Connecting', live: 'Live', lost: 'The node does not answer. This page tries again by itself.',
  failed: 'This could not be loaded.', again: 'Try again', copy: 'Copy', copied: 'copied', no_page: 'There is no such page.', node_line: 'port {port}, version {version}',
  chain_lead: 'Every block that this node holds for the truth, the newest first.', height: 'Height', tip: 'Tip', data: 'Data', transactions: 'Transactions', hash: 'Hash', time: 'Time',
  blocks: 'Blocks', older: 'Older', newer: 'Newer', no_data: '(no data)', log_size: 'Log', difficulty: 'Difficulty', zero_bytes: '{n} zero bytes', zero_bytes_one: '1 zero byte', miner: 'Miner',
  idle: 'idle', running: 'running', interval: 'Time between blocks', propagation: 'From mined to here', rate: 'Hash rate', nothing_yet: 'nothing yet', new_block: 'New block {height}',
  only_genesis: 'There is only the genesis block. Mine the first.',
  block: 'Block {height}', genesis: 'Genesis block', active: 'on the chain, {n} blocks on top of it', active_one: 'on the chain, 1 block on top of it', not_active: 'not on the active chain', parent: 'Previous', child: 'Next', nonce: 'Nonce', size: 'Frame', bytes: '{n} bytes',
  why: 'Why the work holds', why_text: 'SHA-256 of the {n} bytes below is this hash. Zero bytes at its beginning: {zeros}. Needed: {needed}. On average {tries} nonces have to be tried until one gives such a hash.',
  why_genesis: 'Every node of the network begins with this block, so it needs no work.', hashed: 'The bytes that are hashed', field: 'Field', at: 'From', hex: 'Bytes', value: 'Value', sender: 'From', receiver: 'To', amount: 'Amount',
  peers_lead: 'Whom this node is connected to, and what each of them does.', me: 'this node', none_peers: 'Nobody is connected. Start another node and point it here.', address: 'Address', direction: 'Direction', inbound: 'came to us', outbound: 'we dialled', waiting: 'dialling',
  since: 'Since', blocks_in: 'Blocks in', highest: 'Highest', sent: 'Sent', behind: 'Behind by', points: 'Misbehaviour', graph: 'The network around this node: {n} peers', bans: 'Bans', no_bans: 'Nobody is kept out.', reason: 'Reason', ends: 'Ends in', lift: 'Lift', lifted: 'The ban is lifted.',
  forks_lead: 'Blocks beside the active chain, and the times when the chain changed its course.', reorganisations: 'Reorganisations', no_reorganisations: 'The chain has not changed its course since this node started.', fork_at: 'Fork at', left: 'Left', taken: 'Joined', new_tip: 'New tip', off_chain: 'Off the chain', no_off_chain: 'Every known block is on the chain.', kind: 'Kind', side: 'side branch', orphan: 'orphan', when: 'When', more_off: 'and {n} more',
  mine_lead: 'Write something. It becomes a block as soon as the proof of work is found.', data_label: 'Data', transactions_label: 'Transactions', add: 'Add a transaction', remove: 'Remove', mine_it: 'Mine', mining: 'Mining at height {height}, for {time}', mined: 'Mined block {height} with {n} hashes', mined_one: 'Mined block {height} with 1 hash', token: 'Token', token_lead: 'This node wants a token from whoever changes something. It stays in this tab.',
  search_title: 'Blocks with “{text}”', found: '{n} found, the newest first', found_some: '{n} found; not all blocks could be looked at', not_found: 'No block has this.', unknown: 'unknown',
};

const JA = {
  skip: '本文へ', pages: 'ページ', chain: 'チェーン', peers: 'ピア', forks: 'フォーク', mine: '採掘', search: '検索', search_hint: '高さ、ハッシュ、文字列',
  metrics: 'メトリクス', connecting: '接続中', live: '接続済み', lost: 'ノードが応答しません。自動で再接続します。',
  failed: '読み込めませんでした。', again: 'もう一度', copy: 'コピー', copied: 'コピーしました', no_page: 'このページはありません。', node_line: 'ポート {port}、バージョン {version}',
  chain_lead: 'このノードが正しいとみなすすべてのブロックです。新しい順に並びます。', height: '高さ', tip: '先端', data: 'データ', transactions: '取引', hash: 'ハッシュ', time: '時刻',
  blocks: 'ブロック', older: '古いほうへ', newer: '新しいほうへ', no_data: '（データなし）', log_size: 'ログ', difficulty: '難易度', zero_bytes: '先頭 {n} バイトが 0', miner: '採掘',
  idle: '待機中', running: '採掘中', interval: 'ブロックの間隔', propagation: '採掘から到着まで', rate: 'ハッシュレート', nothing_yet: 'まだありません', new_block: '新しいブロック {height}',
  only_genesis: 'まだジェネシスブロックだけです。最初のブロックを採掘してみましょう。',
  block: 'ブロック {height}', genesis: 'ジェネシスブロック', active: 'チェーン上にあり、後ろに {n} ブロック', not_active: '現在のチェーンの外', parent: '前', child: '次', nonce: 'ナンス', size: 'フレーム', bytes: '{n} バイト',
  why: '作業証明の確認', why_text: '下の {n} バイトの SHA-256 がこのハッシュです。先頭の {zeros} バイトが 0 で、必要なのは {needed} バイトです。このようなハッシュが見つかるまで、平均 {tries} 個のナンスを試す必要があります。',
  why_genesis: 'ネットワークのすべてのノードがこのブロックから始まるため、作業証明は要りません。', hashed: 'ハッシュされるバイト列', field: '項目', at: '位置', hex: 'バイト', value: '値', sender: '送り手', receiver: '受け手', amount: '数量',
  peers_lead: '接続中のピアと、それぞれのようすです。', me: 'このノード', none_peers: '接続中のピアはありません。別のノードを起動して、ここへ接続してください。', address: 'アドレス', direction: '方向', inbound: '着信', outbound: '発信', waiting: '接続を試行中',
  since: '接続時間', blocks_in: '受信ブロック', highest: '最高', sent: '送信', behind: '未送信', points: '違反点', graph: 'このノードの周りのネットワーク：ピア {n}', bans: '遮断', no_bans: '遮断中のアドレスはありません。', reason: '理由', ends: '残り', lift: '解除', lifted: '遮断を解除しました。',
  forks_lead: '現在のチェーンの外にあるブロックと、チェーンが切り替わった記録です。', reorganisations: '再編成', no_reorganisations: 'このノードの起動後、再編成は起きていません。', fork_at: '分岐', left: '外れた数', taken: '加わった数', new_tip: '新しい先端', off_chain: 'チェーンの外', no_off_chain: '既知のブロックはすべてチェーン上にあります。', kind: '種類', side: '枝', orphan: '孤立', when: '時刻', more_off: 'ほか {n}',
  mine_lead: '好きな言葉を書いてください。作業証明が見つかると、ブロックになります。', data_label: 'データ', transactions_label: '取引', add: '取引を追加', remove: '削除', mine_it: '採掘する', mining: '高さ {height} を採掘中（{time}）', mined: 'ブロック {height} を採掘しました（{n} ハッシュ）', token: 'トークン', token_lead: 'このノードで何かを変えるにはトークンが必要です。このタブの中だけに保存されます。',
  search_title: '「{text}」を含むブロック', found: '{n} 件（新しい順）', found_some: '{n} 件（すべては調べられませんでした）', not_found: '見つかりません。', unknown: '不明',
};

const KEPT = 'tsunagi-language';
export let language = localStorage.getItem(KEPT) ?? (navigator.language.startsWith('ja') ? 'ja' : 'en');

export function speak(next) {
  language = next;
  localStorage.setItem(KEPT, next);
}

// In English, one of a thing may need words of its own.
export function t(word, values = {}) {
  const words = language === 'ja' ? JA : EN;
  const one = String(values.n) === '1' && words[`${word}_one`];
  return (one || words[word] || word).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

export const number = (value, digits = 0) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);

const SCALES = [[1e9, 'G'], [1e6, 'M'], [1e3, 'k'], [1, '']];

function scaled(value, unit) {
  const [scale, prefix] = SCALES.find(([size]) => value >= size) ?? [1, ''];
  return `${number(value / scale, value < 10 * scale ? 1 : 0)} ${prefix}${unit}`;
}

export const size = (bytes) => scaled(bytes, 'B');
export const rate = (perSecond) => scaled(perSecond, 'H/s');

// A length of time, to the unit that says most.
export function span(seconds) {
  if (seconds < 1) return `${number(seconds * 1000)} ms`;
  if (seconds < 120) return `${number(seconds, seconds < 10 ? 1 : 0)} s`;
  if (seconds < 7200) return `${number(seconds / 60)} min`;
  if (seconds < 172800) return `${number(seconds / 3600)} h`;
  return `${number(seconds / 86400)} d`;
}

// Of times that are told in whole seconds.
export const seconds = (value) => (value < 1 ? '< 1 s' : span(value));

export function moment(date) {
  const far = Math.abs(Date.now() - date) > 86400e3;
  const style = far ? { dateStyle: 'medium', timeStyle: 'short' } : { timeStyle: 'medium' };
  return Number.isNaN(date.valueOf()) ? t('unknown') : new Intl.DateTimeFormat(language, style).format(date);
}
