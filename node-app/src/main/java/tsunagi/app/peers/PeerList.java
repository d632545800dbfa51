package tsunagi.app.peers;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tsunagi.network.PeerAddress;

/// A list of peers as somebody wrote it: a JSON array of `host:port`, or lines of them, of which
/// those that are empty or begin with `#` count for nothing.
///
/// @param peers   the first so many that are well formed, each once
/// @param ignored how many entries were no addresses, or too many
record PeerList(List<PeerAddress> peers, int ignored) {
    /// A DNS name has 253 characters at the most, a port five.
    private static final int MAX_ENTRY_CHARS = 260;

    private static final JsonFactory JSON = new JsonFactory();

    /// Reads a list; nothing if the bytes are none, or name nobody.
    static Optional<PeerList> parse(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replaceFirst("^\uFEFF", "")
                    .strip();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        // A list of lines may begin with the bracket of an IPv6 address.
        Optional<PeerList> list = ofJson(text).or(() -> ofLines(text));
        // A page that says that there is no list is no list, and neither is one that was cut
        // off before its first name.
        return list.filter(some -> !some.peers().isEmpty());
    }

    private static Optional<PeerList> ofJson(String text) {
        List<String> entries = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) return Optional.empty();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token != JsonToken.VALUE_STRING) return Optional.empty();
                entries.add(parser.getString());
            }
            if (parser.nextToken() != null) return Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
        return Optional.of(of(entries));
    }

    private static Optional<PeerList> ofLines(String text) {
        List<String> entries = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        return Optional.of(of(entries));
    }

    private static PeerList of(List<String> entries) {
        Set<PeerAddress> peers = new LinkedHashSet<>();
        int ignored = 0;
        for (String entry : entries) {
            Optional<PeerAddress> peer = isPlain(entry) ? PeerAddress.parse(entry) : Optional.empty();
            boolean kept = peer.isPresent()
                    && (peers.contains(peer.get())
                            || (peers.size() < PeerListLimits.MAX_LISTED_PEERS && peers.add(peer.get())));
            if (!kept) ignored++;
        }
        return new PeerList(List.copyOf(peers), ignored);
    }

    /// Names and addresses and nothing else: what is dialled is also logged and shown.
    private static boolean isPlain(String entry) {
        return entry.length() <= MAX_ENTRY_CHARS && entry.matches("[A-Za-z0-9._:\\[\\]-]+");
    }

    /// As lines, to be kept and [parsed][#parse] again.
    String text() {
        StringBuilder out = new StringBuilder();
        for (PeerAddress peer : peers) out.append(peer).append('\n');
        return out.toString();
    }
}
