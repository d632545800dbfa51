package tsunagi.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the reports go that a command line asks for.
///
/// @param places files, or directories, by the forms that are wanted
/// @param made   the directories that were made for them, each after its parent
public record ReportFiles(Map<ReportForm, Path> places, List<Path> made) {
    public ReportFiles {
        places = new EnumMap<>(places);
    }

    /// None of them is made yet.
    public ReportFiles(Map<ReportForm, Path> places) {
        this(places, new ArrayList<>());
    }

    private void each(BiConsumer<ReportForm, Path> action) {
        places.forEach((form, place) -> action.accept(form, form.file(place)));
    }

    /// Makes those that are wanted, empty, so that neither an earlier run's report nor a wrong path
    /// is noticed too late. Refuses to overwrite files that the run reads.
    ///
    /// @return a sentence for each that cannot be written
    public List<String> prepare(List<Path> read) {
        List<String> faults = new ArrayList<>();
        each((form, report) -> {
            for (Path file : read) {
                if (isSame(file, report))
                    faults.add("--%s names %s, which is read: give another name".formatted(form.flag(), report));
            }
        });
        return faults.isEmpty() ? prepare() : faults;
    }

    private List<String> prepare() {
        List<String> faults = new ArrayList<>();
        Map<Path, ReportForm> taken = new HashMap<>();
        each((form, report) -> {
            ReportForm other = taken.putIfAbsent(absolute(report), form);
            if (other != null)
                faults.add("--%s and --%s name the same file: %s".formatted(other.flag(), form.flag(), report));
        });
        if (!faults.isEmpty()) return faults;
        each((form, report) -> {
            try {
                write(report, "");
            } catch (IOException e) {
                faults.add(unwritable(form, report, reason(e)));
            }
        });
        return faults;
    }

    /// Looks whether they could be made, and makes none.
    ///
    /// @return a sentence for each that could not
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        each((form, report) -> Place.fault(report).ifPresent(reason -> faults.add(unwritable(form, report, reason))));
        return faults;
    }

    /// Also by way of a link.
    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            // One of them is not there.
            return absolute(one).equals(absolute(other));
        }
    }

    private static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private static String unwritable(ReportForm form, Path file, String reason) {
        return "--%s: '%s' cannot be written (%s); name a place where you may write"
                .formatted(form.flag(), file, reason);
    }

    /// Removes those that hold nothing, after a run without a result: one that was interrupted, or
    /// whose node did not start. An empty file is no report.
    public void removeEmpty() throws IOException {
        for (Map.Entry<ReportForm, Path> place : places.entrySet()) {
            Path report = place.getKey().file(place.getValue());
            if (Files.isRegularFile(report) && Files.size(report) == 0) Files.delete(report);
        }
        for (Path directory : made.reversed()) {
            if (isEmpty(directory)) Files.delete(directory);
        }
    }

    /// Writes those that are wanted. One that fails does not keep the others from being written.
    ///
    /// @param reports one, or those of several implementations
    /// @return a sentence for each that could not be written
    public List<String> write(List<Report> reports) {
        List<String> faults = new ArrayList<>();
        each((form, report) -> {
            try {
                write(report, form.text(reports));
            } catch (IOException | RuntimeException | StackOverflowError e) {
                faults.add("--%s: the report %s was not written: %s".formatted(form.flag(), report, reason(e)));
            }
        });
        return faults;
    }

    /// Writes the listings into the file for JSON, if it is wanted.
    ///
    /// @return a sentence if the file could not be written
    public List<String> list(List<Listing> listings) {
        @Nullable Path json = places.get(ReportForm.JSON);
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

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) return false;
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    private void write(Path file, String text) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path parent = file.toAbsolutePath().getParent();
        for (Path above = parent; above != null && !Files.exists(above); above = above.getParent()) {
            missing.push(above);
        }
        if (parent != null) Files.createDirectories(parent);
        made.addAll(missing);
        Files.write(file, text.getBytes(UTF_8));
    }
}
