package tsunagi.conformance.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The forms of a report. Each has a flag of its name, which says where the report goes.
public enum ReportForm {
    /// XML for CI servers.
    JUNIT("FILE"),
    /// For programs; the only form that a list of scenarios has too.
    JSON("FILE"),
    /// A page with each exchange drawn.
    HTML("DIR"),
    /// A few words for a badge service.
    BADGE("FILE");

    private final String argument;

    ReportForm(String argument) {
        this.argument = argument;
    }

    /// The name of the flag, without dashes.
    public String flag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The flag and what it takes, for people.
    public String usage() {
        return "--" + flag() + " " + argument;
    }

    /// The file that is written.
    ///
    /// @param place that the flag names
    Path file(Path place) {
        return this == HTML ? place.resolve("index.html") : place;
    }

    String text(List<Report> reports) throws IOException {
        return switch (this) {
            case JUNIT -> JUnitReport.of(reports);
            case JSON -> JsonReport.of(reports);
            case HTML -> HtmlReport.of(reports);
            case BADGE -> BadgeReport.of(reports);
        };
    }
}
