package tsunagi.conformance.toy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A careless reader of blocks: it rewrites a frame into what it takes it for, and reads that by
/// the rules. The file `misreadings.txt` lists them and explains its notation.
///
/// @param looseness what else it does: `unsigned`, `bytes`, `surrogates` or
///     `case`; empty for nothing
public record Misreading(String id, List<String> rules, String fault, String looseness, List<Rewriting> rewritings)
        implements Defect {
    /// What is put for what matches.
    record Rewriting(Pattern pattern, String replacement) {}

    private static final Path FILE = Path.of("src/test/resources/tsunagi/conformance/misreadings.txt");
    private static final String BECOMES = " ==>";
    private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");

    static final List<Misreading> ALL = read();

    public Misreading {
        rules = List.copyOf(rules);
        rewritings = List.copyOf(rewritings);
    }

    private static List<Misreading> read() {
        try {
            List<Misreading> all = new ArrayList<>();
            for (String line : Files.readAllLines(FILE)) {
                if (line.isBlank() || line.startsWith("#")) continue;
                if (!line.startsWith(" ")) all.add(head(line));
                else all.add(all.removeLast().with(line.strip()));
            }
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Misreading head(String line) {
        List<String> words = List.of(line.split(" \\| ", -1));
        return new Misreading(words.get(0), List.of(words.get(1).split(" ", -1)), words.get(2), "", List.of());
    }

    private Misreading with(String line) {
        if (line.startsWith("[") && line.endsWith("]") && !line.contains(BECOMES)) {
            return new Misreading(id, rules, fault, line.substring(1, line.length() - 1), rewritings);
        }
        int end = line.lastIndexOf(BECOMES);
        List<Rewriting> more = new ArrayList<>(rewritings);
        String replacement = line.substring(end + BECOMES.length()).strip();
        more.add(new Rewriting(Pattern.compile(line.substring(0, end)), literal(replacement)));
        return new Misreading(id, rules, fault, looseness, more);
    }

    /// A backslash is itself, except in `\\xNN`; `$1` stays a group.
    private static String literal(String replacement) {
        String bytes = BYTE.matcher(replacement).replaceAll(byteText -> {
            char c = (char) Integer.parseInt(byteText.group(1), 16);
            return Matcher.quoteReplacement(String.valueOf(c));
        });
        return bytes.replace("\\", "\\\\");
    }

    byte[] rewritten(byte[] frame) {
        String text = new String(frame, ISO_8859_1);
        for (Rewriting each : rewritings) text = each.pattern().matcher(text).replaceAll(each.replacement());
        return text.getBytes(ISO_8859_1);
    }

    @Override
    public String name() {
        return id;
    }
}
