package tsunagi.conformance.toy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/// What the lines of the console become (6.2).
final class ToyLines {
    /// From this length on, the mutant of the same place stops reading.
    private static final List<Integer> TOO_LONG = List.of(256, 1000, 1024, 2048, 4096);
    private static final List<Mutant> STOPS = List.of(
            Mutant.LINES_UNDER_256,
            Mutant.LINES_UNDER_1000,
            Mutant.LINES_UNDER_1024,
            Mutant.LINES_UNDER_2048,
            Mutant.LINES_UNDER_4096);

    private final Trait trait;
    private String before = "";
    private int lines;

    ToyLines(Trait trait) {
        this.trait = trait;
    }

    /// Whether the reading ends at this line.
    boolean endAt(byte[] line) {
        if (++lines > 256 && trait.is(StateMutant.READS_256_LINES)) return true;
        int place = trait.place(STOPS);
        boolean tooLong = place > 0 && line.length >= TOO_LONG.get(place - 1);
        return tooLong || (trait.is(Mutant.OBEYS_WORDS) && new String(line, UTF_8).equals("quit"));
    }

    /// The data of the blocks that a line becomes: of a right toy one or none.
    ///
    /// @param line without its LF
    List<String> data(byte[] line) {
        String text = text(line);
        if (trait.is(Mutant.TRIMS_LINES)) text = text.strip();
        if (trait.is(Mutant.SQUEEZES_BLANKS)) text = text.replaceAll("(?<=\\S) +(?=\\S)", " ");
        if (trait.is(Mutant.CUTS_AT_NUL) && text.indexOf('\0') >= 0) text = text.substring(0, text.indexOf('\0'));
        if (trait.is(Mutant.UNESCAPES_LINES)) text = text.replace("\\u0041", "A");
        if (trait.is(Mutant.ENDS_LINES_AT_CR)) return List.of(text.split("\r"));
        if (trait.is(Mutant.DROPS_ALL_CRS)) while (text.endsWith("\r")) text = text.substring(0, text.length() - 1);
        boolean dropsCr = text.endsWith("\r") && !trait.is(Mutant.KEEPS_CR);
        if (dropsCr) text = text.substring(0, text.length() - 1);
        boolean repeated = text.equals(before);
        before = text;
        if (repeated && trait.is(Mutant.SKIPS_REPEATED_LINES)) return List.of();
        return isNoData(text) ? List.of() : List.of(text);
    }

    private String text(byte[] line) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        } catch (CharacterCodingException e) {
            return trait.is(Mutant.MINES_BAD_UTF8) ? new String(line, UTF_8) : "";
        }
    }

    private boolean isNoData(String text) {
        return (text.isEmpty() && !trait.is(Mutant.MINES_EMPTY_LINES))
                || (trait.is(Mutant.SKIPS_BLANK_LINES) && text.isBlank())
                || (trait.is(Mutant.READS_COMMENTS) && text.startsWith("#"))
                || (trait.is(Mutant.OBEYS_SLASHES) && text.startsWith("/"))
                || (trait.is(Mutant.TAKES_LINES_FOR_FRAMES) && text.startsWith("GET_CHAIN"));
    }
}
