package tsunagi.app.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tsunagi.protocol.Block;
import tsunagi.protocol.Transaction;

/// What to type at a terminal so that a block's text and transactions are mined again.
final class Retyped {
    /// The lines to type, in their order; nothing where a terminal cannot show or
    /// take a character of them.
    static Optional<List<String>> lines(Block block) {
        List<String> lines = new ArrayList<>();
        for (Transaction transaction : block.transactions()) {
            lines.add("/tx %s %s %s"
                    .formatted(word(transaction.sender()), word(transaction.receiver()), transaction.amount()));
        }
        lines.add(data(block.data()));
        return lines.stream().allMatch(PlainText::isPlain) ? Optional.of(lines) : Optional.empty();
    }

    /// The same for every block, as the body of `POST /api/blocks`.
    static String json(Block block) {
        List<String> transactions = new ArrayList<>();
        for (Transaction transaction : block.transactions()) {
            transactions.add("{\"sender\":%s,\"receiver\":%s,\"amount\":%s}"
                    .formatted(quoted(transaction.sender()), quoted(transaction.receiver()), transaction.amount()));
        }
        String more = transactions.isEmpty() ? "" : ",\"transactions\":[" + String.join(",", transactions) + "]";
        return "{\"data\":" + quoted(block.data()) + more + "}";
    }

    /// At a terminal a slash begins a command, and an empty line is none.
    private static String data(String data) {
        if (data.isEmpty()) return "/mine";
        return data.stripLeading().startsWith("/") ? "/mine " + data : data;
    }

    private static String word(String name) {
        boolean plain = !name.isEmpty() && name.charAt(0) != '"' && name.chars().noneMatch(Character::isWhitespace);
        return plain ? name : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String quoted(String text) {
        return '"' + PlainText.escaped(text).replace("\"", "\\\"") + '"';
    }

    private Retyped() {}
}
