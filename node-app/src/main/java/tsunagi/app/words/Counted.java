package tsunagi.app.words;

/// A count with its noun: `1 block`, `2 blocks`.
public final class Counted {
    /// The noun gets an s, or what ends in y its -ies.
    public static String of(long count, String one) {
        if (count == 1) return count + " " + one;
        boolean ies = one.endsWith("y") && "aeiou".indexOf(one.charAt(one.length() - 2)) < 0;
        return count + " " + (ies ? one.substring(0, one.length() - 1) + "ies" : one + "s");
    }

    private Counted() {}
}
