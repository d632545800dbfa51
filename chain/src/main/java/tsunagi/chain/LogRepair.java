package tsunagi.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Rewrites a damaged log: with every block that is on a branch, in the old order, and with nothing
/// else. Blocks whose ancestors are missing, and what is no block, go to files next to it.
///
/// The new log takes the place of the old one in one step, after all three are on disk under names
/// that are on disk too, and after it was read back. A crash leaves the old log or the new one, and
/// with the new one all that it lacks.
final class LogRepair {
    private static final String PARTIAL = ".partial";
    private static final String NEW_LOG = LogFiles.LOG + ".repaired" + PARTIAL;
    private static final String OTHERS = LogFiles.LOG + ".blocks-cut-by-repair";
    private static final String DAMAGE = LogFiles.LOG + ".damage-cut-by-repair";

    private final Directory directory;

    /// It could be written, so no room is missing.
    private static final class ReadsOtherwise extends IOException {
        private static final long serialVersionUID = 1;

        ReadsOtherwise() {
            super("the rewritten log reads differently from the old one");
        }
    }

    LogRepair(Directory directory) {
        this.directory = directory;
    }

    /// Does it.
    ///
    /// @return what was done; nothing if the log is whole
    Optional<Repaired> run(ChainParameters parameters) throws IOException {
        // It speaks of the old log, and the index is about to be overwritten.
        Checkpoints.remove(directory);
        try (ByteStore log = directory.openLocked(LogFiles.LOG);
                ByteStore index = directory.open(LogFiles.INDEX)) {
            ChainOpening.Read old = new ChainOpening(parameters).read(log, index);
            if (old.inspection().isWhole()) return Optional.empty();
            return Optional.of(repair(old, parameters));
        }
    }

    private Repaired repair(ChainOpening.Read old, ChainParameters parameters) throws IOException {
        Repaired repaired = prepare(old, parameters);
        putInPlace(repaired);
        try {
            directory.force();
            return repaired;
        } catch (IOException e) {
            throw new IOException(
                    directory.place(LogFiles.LOG) + " was rewritten, but the disk refused to make its name last: "
                            + e.getMessage()
                            + "; after a loss of power it may be the old one again, next to which all is kept",
                    e);
        }
    }

    /// Writes the new log and what it lacks next to the old one; if this fails, the old
    /// one is as it was and alone.
    private Repaired prepare(ChainOpening.Read old, ChainParameters parameters) throws IOException {
        List<String> ofNoUse = new ArrayList<>(List.of(NEW_LOG, OTHERS + PARTIAL, DAMAGE + PARTIAL));
        try {
            LogSorting sorting = sort(old, parameters);
            long damagedBytes = size(DAMAGE + PARTIAL);
            Optional<String> damage = keep(DAMAGE, damagedBytes);
            damage.ifPresent(ofNoUse::add);
            Optional<String> others = keep(OTHERS, sorting.otherBlocks());
            others.ifPresent(ofNoUse::add);
            directory.force();
            return new Repaired(
                    sorting.branchBlocks(),
                    damagedBytes,
                    damage.map(directory::place),
                    sorting.otherBlocks(),
                    others.map(directory::place));
        } catch (ReadsOtherwise e) {
            throw complaint(e, ofNoUse, "trying again does not help: keep the directory as it is, and report this");
        } catch (IOException e) {
            throw complaint(e, ofNoUse, "make room for a second one and try again");
        }
    }

    /// Whether a step that fails was done is not known, and if it was, the copies are all
    /// there is of what is in them.
    private void putInPlace(Repaired repaired) throws IOException {
        try {
            directory.rename(NEW_LOG, LogFiles.LOG);
        } catch (IOException e) {
            String copies = Stream.of(repaired.damageKeptAt(), repaired.othersKeptAt())
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(" and "));
            throw new IOException(
                    directory.place(LogFiles.LOG) + " may be the old one or the rewritten one, because it could not be"
                            + " replaced: " + e.getMessage() + "; what the new one lacks is in " + copies
                            + "; look which it is (--verify), and repair it again if it is the old one",
                    e);
        }
    }

    private LogSorting sort(ChainOpening.Read old, ChainParameters parameters) throws IOException {
        try (ByteStore branches = openEmpty(NEW_LOG);
                ByteStore others = openEmpty(OTHERS + PARTIAL);
                ByteStore damage = openEmpty(DAMAGE + PARTIAL);
                ByteStore index = directory.open(LogFiles.INDEX)) {
            LogSorting sorting = new LogSorting(old.chain(), branches, others, damage);
            sorting.run();
            for (ByteStore store : List.of(branches, others, damage)) store.force();
            ChainOpening.Read read = new ChainOpening(parameters).read(branches, index);
            if (!read.inspection().isWhole()
                    || !read.chain().tip().equals(old.chain().tip())) {
                throw new ReadsOtherwise();
            }
            return sorting;
        }
    }

    private ByteStore openEmpty(String name) throws IOException {
        ByteStore store = directory.open(name);
        store.truncate(0);
        return store;
    }

    private long size(String name) throws IOException {
        try (ByteStore store = directory.open(name)) {
            return store.size();
        }
    }

    /// Gives a file the name that it is to have for good, or deletes it if nothing is in it.
    ///
    /// @return that name
    private Optional<String> keep(String name, long content) throws IOException {
        if (content == 0) {
            directory.delete(name + PARTIAL);
            return Optional.empty();
        }
        String unused = directory.unusedName(name);
        directory.rename(name + PARTIAL, unused);
        return Optional.of(unused);
    }

    private IOException complaint(IOException e, List<String> ofNoUse, String advice) {
        IOException complaint = new IOException(
                directory.place(LogFiles.LOG) + " cannot be rewritten: " + e.getMessage()
                        + "; this attempt changed nothing in it; " + advice,
                e);
        for (String name : ofNoUse) {
            try {
                directory.delete(name);
            } catch (IOException left) {
                complaint.addSuppressed(left);
            }
        }
        return complaint;
    }
}
