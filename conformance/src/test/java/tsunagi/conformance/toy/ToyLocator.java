package tsunagi.conformance.toy;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an answer may leave out, by what follows `GET_CHAIN` (8.1).
final class ToyLocator {
    private static final Pattern PAIR = Pattern.compile("([1-9][0-9]{0,9}):([0-9a-f]{64})");
    private static final long MAX_INDEX = 0xffff_ffffL;
    private static final int MOST_READ = 16;

    /// The blocks that answer a request.
    ///
    /// @param chain  from genesis up
    /// @param suffix what stands after `GET_CHAIN`
    static List<ToyBlock> answer(List<ToyBlock> chain, String suffix, Trait trait) {
        int from = 1;
        if (suffix.startsWith(" ") && !trait.is(Mutant.IGNORES_LOCATOR)) {
            from = firstUnknown(chain, spelled(suffix.substring(1), trait), trait);
        }
        return chain.subList(from, chain.size());
    }

    /// The text as the toy reads it.
    private static String spelled(String text, Trait trait) {
        if (trait.is(WireMutant.TRIMS_LOCATORS)) return text.strip();
        if (trait.is(WireMutant.TAKES_LOCATORS_IN_UPPER_CASE)) return text.toLowerCase(Locale.ROOT);
        return trait.is(WireMutant.TAKES_LEADING_ZEROS_IN_LOCATORS) ? text.replaceAll("(?<= |^)0+(?=[1-9])", "") : text;
    }

    private static int firstUnknown(List<ToyBlock> chain, String text, Trait trait) {
        List<String> words = List.of(text.split(" ", -1));
        boolean whole = isLocator(words, trait);
        if (trait.is(StateMutant.READS_16_PAIRS)) words = words.subList(0, Math.min(MOST_READ, words.size()));
        if (!whole && !trait.is(Mutant.TAKES_HALF_A_LOCATOR)) return 1;
        for (String word : words) {
            Matcher pair = PAIR.matcher(word);
            if (!pair.matches()) break;
            int known = indexOf(chain, Long.parseLong(pair.group(1)), pair.group(2), trait);
            if (known > 0) return known + 1;
            if (trait.is(Mutant.LOOKS_AT_FIRST_PAIR_ONLY)) return 1;
        }
        return whole && trait.is(Mutant.ANSWERS_UNKNOWN_LOCATOR_WITH_NOTHING) ? chain.size() : 1;
    }

    /// Whether every word is a pair, and the indexes fall.
    private static boolean isLocator(List<String> words, Trait trait) {
        long above = MAX_INDEX + 1;
        for (String word : words) {
            Matcher pair = PAIR.matcher(word);
            if (!pair.matches()) return false;
            long index = Long.parseLong(pair.group(1));
            if (index >= above && !trait.is(WireMutant.TAKES_LOCATORS_IN_ANY_ORDER)) return false;
            above = index;
        }
        return true;
    }

    /// Where the active chain has what a pair names; 0 for nowhere.
    private static int indexOf(List<ToyBlock> chain, long index, String hash, Trait trait) {
        for (int i = 1; i < chain.size(); i++) {
            boolean sameIndex = i == index || trait.is(WireMutant.LOOKS_AT_HASHES_ALONE);
            boolean sameHash = chain.get(i).hash().equals(hash) || trait.is(WireMutant.LOOKS_AT_INDEXES_ALONE);
            if (sameIndex && sameHash) return i;
        }
        return 0;
    }

    private ToyLocator() {}
}
