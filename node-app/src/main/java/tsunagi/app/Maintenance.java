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
import tsunagi.chain.Repaired;
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

    /// Cuts off what a start would cut off, and if there is still damage, rewrites the log without
    /// it. What is left out is kept next to the log.
    ///
    /// @throws IOException with a message that is a sentence for the user
    static Report repair(Path directory, ChainParameters parameters) throws IOException {
        try (DataDirectory data = DataDirectory.openExisting(directory)) {
            Chain.Opened opened = data.openAnew(parameters);
            List<String> lines = new ArrayList<>(List.of(cut(opened.report())));
            try {
                opened.chain().close();
                data.repair(parameters).ifPresent(done -> lines.addAll(rewritten(done)));
                // Before the directory is given back: its next owner must
                // not make a failure of this.
                Inspection after = data.inspect(parameters);
                lines.add(directory + " is now " + (after.isWhole() ? "whole" : "still damaged"));
                lines.addAll(contents(after));
                return report(lines, after);
            } catch (IOException e) {
                throw new IOException(String.join("; ", lines) + "; after that: " + e.getMessage(), e);
            }
        }
    }

    private static String cut(ReplayReport report) {
        return report.cutKeptAt()
                .map(place -> "moved " + bytes(report.cutBytes()) + " from byte "
                        + number(report.found().validEnd()) + " on to " + place)
                .orElse("nothing to cut off");
    }

    private static List<String> rewritten(Repaired done) {
        List<String> lines = new ArrayList<>();
        lines.add("rewrote the log with " + blocks(done.keptBlocks()));
        done.damageKeptAt()
                .ifPresent(place ->
                        lines.add("left out " + bytes(done.damagedBytes()) + " that are no block, now in " + place));
        done.othersKeptAt()
                .ifPresent(place -> lines.add("left out " + blocks(done.otherBlocks())
                        + " without ancestors or there twice, now in " + place
                        + "; when a running node has the ancestors again, nc 127.0.0.1 PORT < FILE gives it the rest"));
        return lines;
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
        if (found.orphans() > 0)
            lines.add("  orphans       " + blocks(found.orphans()) + " whose ancestors are missing");
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
                    + number(log.validEnd()) + " on, which a start moves to a file next to the log");
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
