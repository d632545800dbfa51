package tsunagi.app.peers;

import java.io.IOException;
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
/// @param first   of these the first one, as a clause for a log line; empty if there is none
record PeerList(List<PeerAddress> peers, int ignored, String first) {
    /// A DNS name has 253 characters at the most, a port five.
    private static final int MAX_ENTRY_CHARS = 260;

    /// Of an entry in a log line.
    private static final int MAX_SHOWN_CHARS = 80;

    private static final JsonFactory JSON = new JsonFactory();

    /// An entry with its place: a line of a text, or a number in an array.
    private record Entry(String place, String text) {
        String refused(String why) {
            boolean isLong = text.length() > MAX_SHOWN_CHARS;
            return place + ", \"" + (isLong ? text.substring(0, MAX_SHOWN_CHARS) + "…" : text) + "\", " + why;
        }
    }

    /// Reads a list.
    ///
    /// @throws IOException if the bytes are none, or name nobody; its message is a clause for a log
    ///                     line
    static PeerList parse(byte[] bytes) throws IOException {
        String text = decoded(bytes);
        List<Entry> lines = lines(text);
        IOException noArray = new IOException("it names no peer");
        boolean bracket = text.stripLeading().startsWith("[");
        if (bracket) {
            try {
                return named(of(array(text)));
            } catch (IOException e) {
                // A list of lines may begin with the bracket of an IPv6 address.
                noArray = e;
            }
        }
        PeerList list = of(lines);
        if (!list.peers().isEmpty()) return list;
        if (bracket || lines.isEmpty()) throw noArray;
        return named(list);
    }

    /// A page that says that there is no list is no list, and neither is one that was cut off
    /// before its first name.
    private static PeerList named(PeerList list) throws IOException {
        if (!list.peers().isEmpty()) return list;
        throw new IOException("it is neither a JSON array of host:port nor lines of them, or it is empty"
                + (list.first().isEmpty() ? "" : "; " + list.first()));
    }

    private static String decoded(byte[] bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replaceFirst("^\uFEFF", "")
                    .stripTrailing();
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8", e);
        }
    }

    private static List<Entry> array(String text) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) throw new IOException("it is no JSON array");
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                String place = "entry " + (entries.size() + 1);
                if (token != JsonToken.VALUE_STRING) {
                    throw new IOException(place + " of the array is no text in quotes"
                            + (token == null ? "" : ": " + parser.getString()));
                }
                entries.add(new Entry(place, parser.getString()));
            }
            if (parser.nextToken() != null) throw new IOException("there is more after the array");
        } catch (JacksonException e) {
            throw new IOException(
                    "the array is broken after entry " + entries.size() + ", in line "
                            + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
                    e);
        }
        return entries;
    }

    private static List<Entry> lines(String text) {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (!line.isEmpty() && !line.startsWith("#")) entries.add(new Entry("line " + number, line));
        }
        return entries;
    }

    private static PeerList of(List<Entry> entries) {
        Set<PeerAddress> peers = new LinkedHashSet<>();
        int ignored = 0;
        String first = "";
        for (Entry entry : entries) {
            Optional<PeerAddress> peer = isPlain(entry.text()) ? PeerAddress.parse(entry.text()) : Optional.empty();
            boolean kept = peer.isPresent()
                    && (peers.contains(peer.get())
                            || (peers.size() < PeerListLimits.MAX_LISTED_PEERS && peers.add(peer.get())));
            if (kept) continue;
            if (ignored == 0) first = entry.refused(peer.isPresent() ? "is one too many" : "is no host:port");
            ignored++;
        }
        return new PeerList(List.copyOf(peers), ignored, first);
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
