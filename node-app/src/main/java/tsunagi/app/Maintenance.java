package tsunagi.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.Damage;
import tsunagi.chain.DataDirectory;
import tsunagi.chain.Inspection;
import tsunagi.chain.LogContents;
import tsunagi.chain.ReplayReport;

/// What can be done with a data directory while no node uses it.
final class Maintenance {
    /// What was found and done, in words.
    ///
    /// @param isWhole whether the log, as it is now, is to the last byte what a node wrote
    record Report(String text, boolean isWhole) {}

    /// Says what the directory holds and changes nothing.
    ///
    /// @throws IOException with a message that is a sentence for the user
    static Report verify(Path directory, ChainParameters parameters) throws IOException {
        Inspection found = DataDirectory.inspect(directory, parameters);
        List<String> lines = new ArrayList<>();
        lines.add(directory + " is " + (found.isWhole() ? "whole" : "damaged"));
        lines.addAll(contents(found));
        return report(lines, found);
    }

    /// Cuts off what a start would cut off, and keeps it where a start would keep it.
    ///
    /// @throws IOException with a message that is a sentence for the user
    static Report repair(Path directory, ChainParameters parameters) throws IOException {
        ReplayReport done;
        try (DataDirectory data = DataDirectory.openExisting(directory)) {
            Chain.Opened opened = data.openChain(parameters);
            opened.chain().close();
            done = opened.report();
        }
        Inspection after = DataDirectory.inspect(directory, parameters);
        List<String> lines = new ArrayList<>();
        lines.add(done.cutKeptAt()
                .map(place -> "moved " + bytes(done.cutBytes()) + " from byte "
                        + number(done.found().validEnd()) + " on to " + place)
                .orElse("nothing to cut off"));
        lines.add(
                directory + " is now "
                        + (after.isWhole()
                                ? "whole"
                                : "damaged where no repair can help; a node starts with it, and asks its peers for what is missing"));
        lines.addAll(contents(after));
        return report(lines, after);
    }

    private static Report report(List<String> lines, Inspection found) {
        String newLine = System.lineSeparator();
        return new Report(String.join(newLine, lines) + newLine, found.isWhole());
    }

    private static List<String> contents(Inspection found) {
        LogContents log = found.log();
        List<String> lines = new ArrayList<>();
        lines.add("  log           " + bytes(log.bytes()) + ", " + blocks(log.blocks()));
        lines.add("  active chain  height " + found.tip().index() + ", tip "
                + found.tip().hash());
        if (found.otherBranches() > 0)
            lines.add("  off it        " + blocks(found.otherBranches()) + " on other branches");
        if (found.hanging() > 0)
            lines.add("  hanging       " + blocks(found.hanging()) + " whose ancestors are missing");
        if (found.ignored() > 0)
            lines.add("  passed over   " + blocks(found.ignored()) + ", known already or out of place");
        for (Damage damage : log.damages()) {
            lines.add("  damage        at byte " + number(damage.offset()) + ", " + bytes(damage.length()) + ": "
                    + damage.reason());
        }
        long more = log.damageCount() - log.damages().size();
        if (more > 0) lines.add("  damage        at " + number(more) + " more places");
        if (log.tailBytes() > 0) {
            lines.add("  the end       " + bytes(log.tailBytes()) + " after the last whole block, from byte "
                    + number(log.validEnd()) + " on, which a start moves to a file beside the log");
        }
        return List.copyOf(lines);
    }

    private static String blocks(long count) {
        return count == 1 ? "1 block" : number(count) + " blocks";
    }

    private static String bytes(long count) {
        return count == 1 ? "1 byte" : number(count) + " bytes";
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private Maintenance() {}
}
