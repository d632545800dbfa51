package tsunagi.conformance.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where a file is to be written.
public final class Place {
    /// Why no file can be made there; empty if one can, or one is there already. Makes nothing.
    public static Optional<String> fault(Path file) {
        Path wanted = file.toAbsolutePath();
        if (Files.isDirectory(wanted)) return Optional.of(wanted + " is a directory");
        Path there = wanted;
        while (!Files.exists(there) && there.getParent() != null) there = there.getParent();
        if (!there.equals(wanted) && !Files.isDirectory(there)) return Optional.of(there + " is no directory");
        return Files.isWritable(there) ? Optional.empty() : Optional.of("you may not write at " + there);
    }

    private Place() {}
}
