// What the pages say, in English and Japanese.

const EN = {
  skip: 'Skip to content', pages: 'Pages', chain: 'Chain', peers: 'Peers', forks: 'Forks', mine: 'Mine', search: 'Search', search_hint: 'Height, hash or text',
  metrics: 'Metrics', connecting: 'Connecting', live: 'Live', lost: 'The node does not answer. This page tries again by itself.',
  failed: 'This could not be loaded.', again: 'Try again', copy: 'Copy', copied: 'copied', no_page: 'There is no such page.', node_line: 'port {port}, version {version}',
  chain_lead: 'Every block that this node holds for the truth, the newest first.', height: 'Height', tip: 'Tip', data: 'Data', transactions: 'Transactions', hash: 'Hash', time: 'Time',
  blocks: 'Blocks', older: 'Older', newer: 'Newer', no_data: '(no data)', log_size: 'Log', difficulty: 'Difficulty', zero_bytes: '{n} zero bytes', zero_bytes_one: '1 zero byte', miner: 'Miner',
  idle: 'idle', running: 'running', interval: 'Between arrivals', handed_on: 'Handed on to all peers', rate: 'Hash rate of finds', nothing_yet: 'nothing yet', new_block: 'New block {height}',
  only_genesis: 'There is only the genesis block.', mine_first: 'Mine the first',
  block: 'Block {height}', genesis: 'Genesis block', active: 'on the chain, {n} confirmations', active_one: 'on the chain, 1 confirmation', not_active: 'not on the active chain', parent: 'Previous', child: 'Next', nonce: 'Nonce', size: 'Frame', bytes: '{n} bytes',
  why: 'Why the work holds', why_text: 'SHA-256 of the {n} bytes below is this hash. Zero bytes at its beginning: {zeros}. Needed: {needed}. On average {tries} nonces have to be tried until one gives such a hash.',
  why_genesis: 'Every node of the network begins with this block, so it needs no work.', hashed: 'The bytes that are hashed', field: 'Field', at: 'Bytes', written: 'Written as', little_endian: '{n} bytes, little-endian', raw: '{n} bytes', utf8: 'UTF-8, {n} bytes', utf8_one: 'UTF-8, 1 byte', value: 'Value', sender: 'From', receiver: 'To', amount: 'Amount',
  peers_lead: 'Whom this node is connected to, and what each of them does.', me: 'this node', none_peers: 'Nobody is connected. Start another node and point it here.', address: 'Address', direction: 'Direction', inbound: 'came to us', outbound: 'we dialled', waiting: 'dialling',
  since: 'Since', blocks_in: 'Blocks in', highest: 'Highest', behind: 'Behind by', points: 'Misbehaviour', graph: 'The network around this node: {n} peers', bans: 'Bans', no_bans: 'Nobody is kept out.', reason: 'Reason', ends: 'Ends in', lift: 'Lift', lifted: 'The ban is lifted.',
  forks_lead: 'Blocks beside the active chain, and the times when the chain changed its course.', reorganisations: 'Reorganisations', no_reorganisations: 'The chain has not changed its course since this node started.', fork_at: 'Fork at', left: 'Left', taken: 'Joined', new_tip: 'New tip', off_chain: 'Off the chain', no_off_chain: 'Every known block is on the chain.', kind: 'Kind', side: 'side branch', orphan: 'orphan', when: 'When', more_off: 'and {n} more',
  mine_lead: 'Write something. It becomes a block as soon as the proof of work is found.', data_label: 'Data', transactions_label: 'Transactions', add: 'Add a transaction', remove: 'Remove', mine_it: 'Mine', mining: 'Mining at height {height} for {time}', amount_rule: 'A whole number from 0 to 9,223,372,036,854,775,807', mined: 'Mined block {height} with {n} hashes', mined_one: 'Mined block {height} with 1 hash', token: 'Token', token_lead: 'This node wants a token from whoever changes something. It stays in this tab.',
  middle: 'median', chart: '{name}: the middle one of {n} values is {middle}, the highest {top}', blocks_ago: '{n} blocks ago', newest: 'newest', about_charts: 'What is measured',
  about_charts_text: 'All by the clock of this node, to the millisecond, for blocks that came or were mined one at a time since it started; blocks of a chain that it caught up with are left out. Between arrivals: from one block’s joining the chain here to the next one’s. Handed on: from its joining to its having been written to the last of the peers that had not sent it, which for a block mined here includes the wait for the disk. How long a block was on its way to this node cannot be known: a block bears only the whole second of its making, by the clock of its maker.',
  blocks_out: 'Blocks out', traffic_in: '{n} blocks in', traffic_in_one: '1 block in', traffic_out: '{n} out', behind_by: '{size} behind', points_of: 'misbehaviour {n} of {most}', gone: 'gone', gone_recently: 'Gone lately', none_gone: 'Nobody has left since this node started.', why_gone: 'Why', network: 'Network',
  legend_dialled: 'we dialled', legend_inbound: 'came to us', legend_waiting: 'dialling in vain', legend_gone: 'gone in the last minute', legend_behind: 'is behind', legend_points: 'misbehaves', legend_traffic: 'thicker: more blocks',
  star: 'Why a star', star_text: 'The protocol has no message that names other nodes: a peer says what blocks it has, and nothing of whom it is connected to. So this node knows its own connections and no others, and this is all that can truthfully be drawn. Open the explorer of another node to see its side. An address that came to us has a port of the moment, not the one it listens at.', connected: 'Connected',
  map: 'Forks as this node knows them', map_text: 'Each branch hangs where its first block’s parent is. An orphan’s parent is not known.',
  tried: '{n} tried at {rate}', waits: 'Waiting for the miner’s turn', odds: 'Odds of a find by now', on_top: 'It goes on top of', expected: 'Nonces to try, on average',
  search_title: 'Blocks with “{text}”', found: '{n} found on this page, the newest first', found_some: '{n} found; not all blocks could be looked at', not_found: 'No block has this.', unknown: 'unknown',
};

const JA = {
  skip: '本文へ', pages: 'ページ', chain: 'チェーン', peers: 'ピア', forks: 'フォーク', mine: '採掘', search: '検索', search_hint: '高さ、ハッシュ、文字列',
  metrics: 'メトリクス', connecting: '接続中', live: '接続済み', lost: 'ノードが応答しません。自動で再接続します。',
  failed: '読み込めませんでした。', again: 'もう一度', copy: 'コピー', copied: 'コピーしました', no_page: 'このページはありません。', node_line: 'ポート {port}、バージョン {version}',
  chain_lead: 'このノードが正しいとみなすすべてのブロックです。新しい順に並びます。', height: '高さ', tip: '先端', data: 'データ', transactions: '取引', hash: 'ハッシュ', time: '時刻',
  blocks: 'ブロック', older: '古いほうへ', newer: '新しいほうへ', no_data: '（データなし）', log_size: 'ログ', difficulty: '難易度', zero_bytes: '先頭 {n} バイトが 0', miner: '採掘',
  idle: '待機中', running: '採掘中', interval: '到着の間隔', handed_on: '全ピアへの転送', rate: '採掘時のハッシュレート', nothing_yet: 'まだありません', new_block: '新しいブロック {height}',
  only_genesis: 'まだジェネシスブロックだけです。', mine_first: '最初のブロックを採掘する',
  block: 'ブロック {height}', genesis: 'ジェネシスブロック', active: 'チェーン上にあり、承認数 {n}', not_active: '現在のチェーンの外', parent: '前', child: '次', nonce: 'ナンス', size: 'フレーム', bytes: '{n} バイト',
  why: '作業証明の確認', why_text: '下の {n} バイトの SHA-256 がこのハッシュです。先頭の {zeros} バイトが 0 で、必要なのは {needed} バイトです。このようなハッシュが見つかるまで、平均 {tries} 個のナンスを試す必要があります。',
  why_genesis: 'ネットワークのすべてのノードがこのブロックから始まるため、作業証明は要りません。', hashed: 'ハッシュされるバイト列', field: '項目', at: 'バイト位置', written: '形式', little_endian: '{n} バイト、リトルエンディアン', raw: '{n} バイト', utf8: 'UTF-8、{n} バイト', value: '値', sender: '送り手', receiver: '受け手', amount: '数量',
  peers_lead: '接続中のピアと、それぞれのようすです。', me: 'このノード', none_peers: '接続中のピアはありません。別のノードを起動して、ここへ接続してください。', address: 'アドレス', direction: '方向', inbound: '着信', outbound: '発信', waiting: '接続を試行中',
  since: '接続時間', blocks_in: '受信ブロック', highest: '最高', behind: '未送信', points: '違反点', graph: 'このノードの周りのネットワーク：ピア {n}', bans: '遮断', no_bans: '遮断中のアドレスはありません。', reason: '理由', ends: '残り', lift: '解除', lifted: '遮断を解除しました。',
  forks_lead: '現在のチェーンの外にあるブロックと、チェーンが切り替わった記録です。', reorganisations: '再編成', no_reorganisations: 'このノードの起動後、再編成は起きていません。', fork_at: '分岐', left: '外れた数', taken: '加わった数', new_tip: '新しい先端', off_chain: 'チェーンの外', no_off_chain: '既知のブロックはすべてチェーン上にあります。', kind: '種類', side: '枝', orphan: '孤立', when: '時刻', more_off: 'ほか {n}',
  mine_lead: '好きな言葉を書いてください。作業証明が見つかると、ブロックになります。', data_label: 'データ', transactions_label: '取引', add: '取引を追加', remove: '削除', mine_it: '採掘する', mining: '高さ {height} を採掘中（{time}）', amount_rule: '0 から 9,223,372,036,854,775,807 までの整数', mined: 'ブロック {height} を採掘しました（{n} ハッシュ）', token: 'トークン', token_lead: 'このノードで何かを変えるにはトークンが必要です。このタブの中だけに保存されます。',
  middle: '中央値', chart: '{name}：{n} 件の中央値 {middle}、最大 {top}', blocks_ago: '{n} ブロック前', newest: '最新', about_charts: '測定しているもの',
  about_charts_text: 'すべてこのノードの時計で、ミリ秒単位で測っています。対象は起動後に一つずつ届いた、または採掘したブロックで、同期でまとめて受け取ったものは除きます。到着の間隔：このノードのチェーンに加わってから、次のブロックが加わるまで。転送：加わってから、送り手以外のすべてのピアへ書き終わるまで（ここで採掘したブロックではディスクへの書き込み待ちを含みます）。このノードに届くまでにかかった時間は分かりません。ブロックには、作り手の時計による秒単位の時刻しか書かれていないためです。',
  blocks_out: '送信ブロック', traffic_in: '受信 {n}', traffic_out: '送信 {n}', behind_by: '未送信 {size}', points_of: '違反点 {n} / {most}', gone: '切断', gone_recently: '最近切断されたピア', none_gone: 'このノードの起動後、切断はありません。', why_gone: '理由', network: 'ネットワーク',
  legend_dialled: 'こちらから発信', legend_inbound: '相手から着信', legend_waiting: '接続を試行中', legend_gone: '1 分以内に切断', legend_behind: '未送信あり', legend_points: '違反あり', legend_traffic: '太いほどブロックが多い',
  star: '星形になる理由', star_text: 'このプロトコルには、ほかのノードを知らせるメッセージがありません。ピアは自分の持つブロックを伝えるだけで、どのノードとつながっているかは伝えません。そのため、このノードが知っているのは自分の接続だけで、正しく描けるのもここまでです。ほかのノードから見た接続は、そのノードのエクスプローラーで見られます。着信したピアのポートは一時的なもので、相手が待ち受けるポートではありません。', connected: '接続中',
  map: 'このノードが知るフォーク', map_text: '枝は、最初のブロックの親につながっています。孤立ブロックの親は分かっていません。',
  tried: '{n} 個を試行（{rate}）', waits: '採掘の順番を待っています', odds: 'ここまでに見つかる確率', on_top: 'この上に積みます', expected: '試すナンスの平均',
  search_title: '「{text}」を含むブロック', found: 'このページに {n} 件（新しい順）', found_some: '{n} 件（すべては調べられませんでした）', not_found: '見つかりません。', unknown: '不明',
};

// What the node says in English of connections and bans.
const JA_REASONS = {
  'the peer closed it': '相手が閉じた', 'the connection was lost': '接続が失われた', '4096 bytes came without an LF (1.3)': '4096 バイトの間に LF がなかった',
  'a frame was begun and not ended in time': 'フレームが時間内に終わらなかった', 'the peer does not read (5.4)': '相手が読み取らない', 'the peer reads too slowly (5.4)': '相手の読み取りが遅すぎる',
  'too many chain requests at once': 'チェーン要求が多すぎる', 'it sends too much that has to be dropped': '無効なデータを送りすぎた', 'nothing was said for too long': '長い間何も届かなかった',
  'this node has enough others': 'このノードにはほかのピアが足りている', 'frames of no known kind': '未知の種類のフレーム', 'chain requests without end': '際限のないチェーン要求',
  'frames that hold no block': 'ブロックのないフレーム', 'blocks that are none': '無効なブロック', 'frames that are too long': '長すぎるフレーム', 'frames that do not end': '終わらないフレーム',
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

export const reason = (english) => (language === 'ja' ? JA_REASONS[english] : undefined) ?? english;

// A BigInt is written with all its digits.
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
  if (seconds < 1) return `${number(seconds * 1000, seconds < 0.01 ? 1 : 0)} ms`;
  if (seconds < 120) return `${number(seconds, seconds < 10 ? 1 : 0)} s`;
  if (seconds < 7200) return `${number(seconds / 60)} min`;
  if (seconds < 172800) return `${number(seconds / 3600)} h`;
  return `${number(seconds / 86400)} d`;
}

const dated = (date, style) => (Number.isNaN(date.valueOf()) ? t('unknown') : new Intl.DateTimeFormat(language, style).format(date));

// A time of today is told without its day.
export function moment(date) {
  const far = Math.abs(Date.now() - date) > 86400e3;
  return dated(date, far ? { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' } : { timeStyle: 'medium', hourCycle: 'h23' });
}

export const instant = (date) => dated(date, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });
