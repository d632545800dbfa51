package tsunagi.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where the reports go that a command line asks for.
///
/// @param junit file, if wanted
/// @param json  file, if wanted
/// @param html  directory, if wanted
/// @param badge file, if wanted
public record ReportFiles(
        @Nullable Path junit,
        @Nullable Path json,
        @Nullable Path html,
        @Nullable Path badge) {
    /// Makes the text of a report.
    private interface Form {
        String of(List<Report> reports) throws IOException;
    }

    private record Wanted(Path file, Form form) {}

    private Map<String, Wanted> wanted() {
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        if (junit != null) wanted.put("--junit", new Wanted(junit, JUnitReport::of));
        if (json != null) wanted.put("--json", new Wanted(json, JsonReport::of));
        if (html != null) wanted.put("--html", new Wanted(html.resolve("index.html"), HtmlReport::of));
        if (badge != null) wanted.put("--badge", new Wanted(badge, BadgeReport::of));
        return wanted;
    }

    /// Does what [#prepare()] does, and refuses to overwrite files that the run reads.
    public List<String> prepare(List<Path> read) {
        List<String> faults = new ArrayList<>();
        wanted().forEach((flag, report) -> {
            for (Path file : read) {
                if (file.toAbsolutePath()
                        .normalize()
                        .equals(report.file().toAbsolutePath().normalize())) {
                    faults.add("%s names %s, which is read: give another name".formatted(flag, report.file()));
                }
            }
        });
        return faults.isEmpty() ? prepare() : faults;
    }

    /// Makes those that are wanted, empty, so that neither an earlier run's report nor a wrong path
    /// is noticed too late.
    ///
    /// @return a sentence for each that cannot be written
    public List<String> prepare() {
        List<String> faults = new ArrayList<>();
        Map<Path, String> taken = new LinkedHashMap<>();
        wanted().forEach((flag, report) -> {
            String other = taken.putIfAbsent(report.file().toAbsolutePath().normalize(), flag);
            if (other != null) faults.add("%s and %s name the same file: %s".formatted(other, flag, report.file()));
        });
        if (!faults.isEmpty()) return faults;
        wanted().forEach((flag, report) -> {
            try {
                write(report.file(), "");
            } catch (IOException e) {
                faults.add(unwritable(flag, report.file(), reason(e)));
            }
        });
        return faults;
    }

    /// Looks whether they could be made, and makes none.
    ///
    /// @return a sentence for each that could not
    public List<String> places() {
        List<String> faults = new ArrayList<>();
        wanted().forEach((flag, report) -> {
            Place.fault(report.file()).ifPresent(reason -> faults.add(unwritable(flag, report.file(), reason)));
        });
        return faults;
    }

    private static String unwritable(String flag, Path file, String reason) {
        return "%s: '%s' cannot be written (%s); name a place where you may write".formatted(flag, file, reason);
    }

    /// Removes those that hold nothing, after a run without a result: one that was interrupted, or
    /// whose node did not start. An empty file is no report.
    public void removeEmpty() throws IOException {
        for (Wanted report : wanted().values()) {
            if (Files.isRegularFile(report.file()) && Files.size(report.file()) == 0) Files.delete(report.file());
        }
    }

    /// Writes those that are wanted. One that fails does not keep the others from being written.
    ///
    /// @param reports one, or those of several implementations
    /// @return a sentence for each that could not be written
    public List<String> write(List<Report> reports) {
        List<String> faults = new ArrayList<>();
        wanted().forEach((flag, report) -> {
            try {
                write(report.file(), report.form().of(reports));
            } catch (IOException | RuntimeException | StackOverflowError e) {
                faults.add("%s: the report %s was not written: %s".formatted(flag, report.file(), reason(e)));
            }
        });
        return faults;
    }

    /// Writes the listings into the file for JSON, if it is wanted.
    ///
    /// @return a sentence if the file could not be written
    public List<String> list(List<Listing> listings) {
        if (json == null) return List.of();
        try {
            write(json, Listing.json(listings));
            return List.of();
        } catch (IOException e) {
            return List.of("--json: the list %s was not written: %s".formatted(json, reason(e)));
        }
    }

    private static String reason(Throwable fault) {
        return switch (fault) {
            case FileAlreadyExistsException e -> e.getFile() + " is no directory";
            case NoSuchFileException e -> e.getFile() + " cannot be made";
            case AccessDeniedException e -> "you may not write at " + e.getFile();
            case FileSystemException e -> Objects.requireNonNullElse(e.getReason(), e.getFile());
            case IOException e -> String.valueOf(e.getMessage());
            default -> fault.getClass().getSimpleName() + ": " + fault.getMessage();
        };
    }

    private static void write(Path file, String text) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) Files.createDirectories(parent);
        Files.write(file, text.getBytes(UTF_8));
    }
}
