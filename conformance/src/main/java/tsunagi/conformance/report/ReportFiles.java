package tsunagi.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.verdict.Summary;

/// Where the reports go that a command line asks for.
///
/// @param junit file, if wanted
/// @param json  file, if wanted
/// @param html  directory, if wanted
public record ReportFiles(
        @Nullable Path junit, @Nullable Path json, @Nullable Path html) {
    /// Writes those that are wanted.
    public void write(Summary summary) throws IOException {
        write(junit, JUnitReport.of(summary));
        write(json, JsonReport.of(summary));
        if (html != null) write(html.resolve("index.html"), HtmlReport.of(summary));
    }

    private static void write(@Nullable Path file, String text) throws IOException {
        if (file == null) return;
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) Files.createDirectories(parent);
        Files.write(file, text.getBytes(UTF_8));
    }
}
