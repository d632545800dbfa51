package tsunagi.app.terminal;

import java.util.Arrays;
import java.util.List;
import tsunagi.app.words.Decimal;
import tsunagi.protocol.Transaction;

/// What a line typed at a terminal asks for. An empty line asks for nothing. Any other line that
/// does not begin with a slash is the data of a block, as it is everywhere else. At a terminal
/// alone, a slash begins a command.
sealed interface Typed {
    /// How many blocks `/chain` shows.
    int DEFAULT_BLOCKS = 10;

    int MAX_BLOCKS = 1_000;

    /// A block is to be mined with this data.
    record Data(String text) implements Typed {}

    /// Nothing is to be done. `/mine` makes a block without data.
    record Nothing() implements Typed {}

    record Help() implements Typed {}

    record ShowPeers() implements Typed {}

    /// The newest blocks.
    ///
    /// @param count how many, 1 … [#MAX_BLOCKS]
    record ShowChain(int count) implements Typed {}

    /// One block in full.
    ///
    /// @param which a height, the beginning of a hash, or nothing for the tip
    record ShowBlock(String which) implements Typed {}

    /// For the next block.
    record Collect(Transaction transaction) implements Typed {}

    /// What has been collected.
    record ShowCollected() implements Typed {}

    /// What has been collected is to be forgotten.
    record ClearCollected() implements Typed {}

    /// A command that is not known, or not complete.
    record Wrong(String why) implements Typed {}

    /// What a line asks for; never fails. Blanks before a command are no part of it.
    static Typed of(String typed) {
        if (typed.isEmpty()) return new Nothing();
        String line = typed.stripLeading();
        if (!line.startsWith("/")) return new Data(typed);
        List<String> words = Arrays.asList(line.strip().split("\\s+", -1));
        return switch (words.getFirst()) {
            case "/help" -> words.size() == 1 ? new Help() : new Wrong("/help stands alone");
            case "/peers" -> words.size() == 1 ? new ShowPeers() : new Wrong("/peers stands alone");
            case "/chain" -> chain(words);
            case "/block" -> block(words);
            case "/mine" -> mine(line);
            case "/tx" -> transaction(line);
            default ->
                new Wrong("there is no " + words.getFirst()
                        + "; /help lists the commands, and /mine makes a block of any text");
        };
    }

    private static Typed chain(List<String> words) {
        if (words.size() == 1) return new ShowChain(DEFAULT_BLOCKS);
        long count = words.size() == 2 ? number(words.getLast()) : -1;
        if (count < 1 || count > MAX_BLOCKS)
            return new Wrong("/chain [n]: n is 1 to " + MAX_BLOCKS + ", without leading zeros");
        return new ShowChain((int) count);
    }

    private static Typed block(List<String> words) {
        if (words.size() == 1) return new ShowBlock("");
        if (words.size() == 2 && words.getLast().matches("[0-9a-fA-F]{1,64}")) return new ShowBlock(words.getLast());
        return new Wrong(
                "/block [height or hash]: a height without leading zeros, or the first digits of a hash; the tip if"
                        + " neither is said");
    }

    /// Takes the text as it is, with all spaces except the one after the command.
    private static Typed mine(String line) {
        int afterCommand = line.indexOf("/mine") + "/mine ".length();
        return new Data(afterCommand <= line.length() ? line.substring(afterCommand) : "");
    }

    private static Typed transaction(String line) {
        List<String> words;
        try {
            words = Words.of(line.strip());
        } catch (IllegalArgumentException e) {
            return new Wrong("/tx: " + e.getMessage());
        }
        if (words.size() == 1) return new ShowCollected();
        if (words.equals(List.of("/tx", "clear"))) return new ClearCollected();
        long amount = words.size() == 4 ? number(words.getLast()) : -1;
        if (amount < 0) {
            return new Wrong(
                    "/tx sender receiver amount: three words, the last a number from 0 to 2^63-1 without leading zeros; "
                            + "a name with blanks stands in quotes, such as \"Alice A\"");
        }
        return new Collect(new Transaction(words.get(1), words.get(2), amount));
    }

    /// @return −1 if it is none
    private static long number(String word) {
        return Decimal.of(word).orElse(-1);
    }
}
