package tsunagi.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One of several parts of a run, for machines that play at the same time.
///
/// @param number of the part, from 1
/// @param count  how many parts there are
record Shard(int number, int count) {
    /// The run as a whole.
    static final Shard WHOLE = new Shard(1, 1);

    private static final int MOST = 999;
    private static final Pattern WORDS = Pattern.compile("([1-9]\\d{0,2})/([1-9]\\d{0,2})");

    static Shard of(String word) throws Misuse {
        Matcher matcher = WORDS.matcher(word);
        if (matcher.matches()) {
            Shard shard = new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            if (shard.number <= shard.count) return shard;
        }
        throw new Misuse(
                "--shard needs I/N with I from 1 to N and N at most %s, such as 2/4, not '%s'".formatted(MOST, word));
    }

    boolean isWhole() {
        return count == 1;
    }

    /// Whether the shard with a key is this one. A key is always in the same shard, whatever else
    /// is selected: the two implementations of a network both find it there.
    boolean holds(String key) {
        return Math.floorMod(key.hashCode(), count) == number - 1;
    }

    /// Its share. Each element is in exactly one shard, and neighbours, which take about as
    /// long, are in different ones.
    <T> List<T> of(List<T> all) {
        List<T> share = new ArrayList<>();
        for (int i = number - 1; i < all.size(); i += count) share.add(all.get(i));
        return share;
    }
}
