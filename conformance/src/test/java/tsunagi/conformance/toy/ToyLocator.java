package tsunagi.conformance.toy;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an answer may leave out, by what follows `GET_CHAIN` (8.1).
final class ToyLocator {
    private static final Pattern PAIR = Pattern.compile("(\\d{1,10}):([0-9a-f]{64})");

    /// The blocks that answer a request.
    ///
    /// @param chain  from genesis up
    /// @param suffix what stands after `GET_CHAIN`
    static List<ToyBlock> answer(List<ToyBlock> chain, String suffix, Trait trait) {
        int from = 1;
        if (suffix.startsWith(" ") && !trait.is(Mutant.IGNORES_LOCATOR)) from = firstUnknown(chain, suffix, trait);
        return chain.subList(from, chain.size());
    }

    private static int firstUnknown(List<ToyBlock> chain, String suffix, Trait trait) {
        List<String> words = List.of(suffix.strip().split(" "));
        boolean whole = words.stream().allMatch(word -> PAIR.matcher(word).matches());
        if (!whole && !trait.is(Mutant.TAKES_HALF_A_LOCATOR)) return 1;
        for (String word : words) {
            Matcher pair = PAIR.matcher(word);
            if (!pair.matches()) break;
            long index = Long.parseLong(pair.group(1));
            boolean known =
                    index < chain.size() && chain.get((int) index).hash().equals(pair.group(2));
            if (known) return (int) index + 1;
            if (trait.is(Mutant.LOOKS_AT_FIRST_PAIR_ONLY)) return 1;
        }
        return whole && trait.is(Mutant.ANSWERS_UNKNOWN_LOCATOR_WITH_NOTHING) ? chain.size() : 1;
    }

    private ToyLocator() {}
}
