package tsunagi.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.Options;
import tsunagi.conformance.Summary;

/// Writes the reports that a command line asks for.
public final class ReportFiles {
    private final Options options;

    public ReportFiles(Options options) {
        this.options = options;
    }

    public void write(Summary summary) throws IOException {
        write(options.junit(), JUnitReport.of(summary));
        write(options.json(), JsonReport.of(summary));
        Path html = options.html();
        if (html != null) write(html.resolve("index.html"), HtmlReport.of(summary));
    }

    private static void write(@Nullable Path file, String text) throws IOException {
        if (file == null) return;
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) Files.createDirectories(parent);
        Files.write(file, text.getBytes(UTF_8));
    }
}
