package tsunagi.conformance.report;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tsunagi.conformance.verdict.Judgement.Kind;
import tsunagi.conformance.verdict.Tally;

/// Writes the XML that CI servers read. What is tolerated, expected or declared stands as skipped,
/// with its reason. A skip that no flag declares is an error. So a server counts exactly what makes
/// the exit status.
final class JUnitReport {
    private static final String AS_FAILURE = "failure";
    private static final String AS_ERROR = "error";
    private static final String AS_SKIPPED = "skipped";

    private final XMLStreamWriter out;

    private JUnitReport(XMLStreamWriter out) {
        this.out = out;
    }

    /// A suite for each report.
    static String of(List<Report> reports) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new JUnitReport(writer).write(reports);
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("nothing can fail that writes into memory", e);
        }
        return text.toString();
    }

    private void write(List<Report> reports) throws XMLStreamException {
        out.writeStartDocument("UTF-8", "1.0");
        line();
        out.writeStartElement("testsuites");
        counts(reports.stream().flatMap(report -> report.cases().stream()).toList());
        line();
        for (Report report : reports) suite(report);
        out.writeEndElement();
        line();
        out.writeEndDocument();
    }

    private void line() throws XMLStreamException {
        out.writeCharacters("\n");
    }

    private void counts(List<Report.Case> cases) throws XMLStreamException {
        attribute("tests", Integer.toString(cases.size()));
        attribute("failures", count(cases, AS_FAILURE));
        attribute("errors", count(cases, AS_ERROR));
        attribute("skipped", count(cases, AS_SKIPPED));
        attribute(
                "time",
                seconds(cases.stream().mapToLong(Report.Case::milliseconds).sum()));
    }

    private static String count(List<Report.Case> cases, String element) {
        return Long.toString(cases.stream()
                .filter(one -> element(one.kind()).equals(element))
                .count());
    }

    /// The element that stands for a result; none for a pass.
    private static String element(Kind kind) {
        return switch (kind) {
            case PASSED, FLAKY -> "";
            case FAILED, UNEXPECTED_PASS -> AS_FAILURE;
            case INCONCLUSIVE, SKIPPED -> AS_ERROR;
            case LEFT_OUT, TOLERATED, LISTED_FLAKY, EXPECTED_FAILURE, PARTNERS_FAULT -> AS_SKIPPED;
        };
    }

    private static String seconds(long milliseconds) {
        return String.format(Locale.ROOT, "%.3f", milliseconds / 1000.0);
    }

    private void suite(Report report) throws XMLStreamException {
        Report.Run run = report.run();
        out.writeStartElement("testsuite");
        attribute("name", run.isNamed() ? "conformance of " + run.name() : "conformance");
        counts(report.cases());
        if (!run.started().isEmpty()) attribute("timestamp", run.started());
        line();
        Tally tally = report.tally();
        out.writeStartElement("properties");
        property("proof", tally.proof());
        property("target", run.target());
        property("version", run.version());
        property("kit", run.kit());
        property("transcripts", run.transcripts());
        property("flags", String.join(" ", run.flags()));
        property("host", run.host());
        out.writeEndElement();
        line();
        for (Report.Case one : report.cases()) testcase(run, one);
        List<String> first = FirstFindings.lines(report);
        if (!first.isEmpty()) {
            element("system-out", String.join("\n", first));
            line();
        }
        out.writeEndElement();
        line();
    }

    private void property(String name, String value) throws XMLStreamException {
        if (value.isEmpty()) return;
        out.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", value);
    }

    private void testcase(Report.Run run, Report.Case one) throws XMLStreamException {
        int slash = one.id().lastIndexOf('/');
        String group = slash < 0 ? "all" : one.id().substring(0, slash).replace('/', '.');
        out.writeStartElement("testcase");
        attribute("classname", "conformance." + (run.isNamed() ? run.name() + "." : "") + group);
        attribute("name", one.id().substring(slash + 1));
        attribute("time", seconds(one.milliseconds()));
        result(one);
        rounds(one.rounds());
        out.writeEndElement();
        line();
    }

    /// Of several rounds the case itself shows the worst.
    private void rounds(List<Report.Round> rounds) throws XMLStreamException {
        if (rounds.isEmpty()) return;
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < rounds.size(); i++) {
            Report.Round round = rounds.get(i);
            lines.append("round %s: %s %s"
                            .formatted(i + 1, round.kind().words(), round.reason())
                            .strip())
                    .append('\n');
        }
        element("system-out", lines.toString());
    }

    private void result(Report.Case one) throws XMLStreamException {
        String element = element(one.kind());
        if (element.isEmpty()) return;
        boolean isExplained = one.kind() == Kind.FAILED || one.kind() == Kind.INCONCLUSIVE;
        out.writeStartElement(element);
        attribute("message", words(one));
        out.writeCharacters(writable(isExplained ? details(one) : ""));
        out.writeEndElement();
    }

    private static String words(Report.Case one) {
        return switch (one.kind()) {
            case PASSED, FLAKY, FAILED, INCONCLUSIVE, LEFT_OUT -> message(one);
            case UNEXPECTED_PASS -> "it passes, and is listed as a failure";
            case SKIPPED -> "not played, and no flag declares that: " + message(one);
            case TOLERATED -> "above the level asked for: " + message(one);
            case LISTED_FLAKY -> "listed as flaky: " + message(one);
            case EXPECTED_FAILURE -> "expected failure: " + message(one);
            case PARTNERS_FAULT -> {
                String whose = one.fault() == null ? "" : one.fault().words();
                yield "not the target's fault: " + whose + "; " + message(one);
            }
        };
    }

    private static String message(Report.Case one) {
        return one.verdict().equals("fail") ? "line %s: %s".formatted(one.line(), one.reason()) : one.reason();
    }

    private static String details(Report.Case one) {
        StringBuilder text = new StringBuilder(one.title()).append('\n');
        if (one.verdict().equals("fail")) {
            text.append("line: ").append(one.failedLine()).append('\n');
            one.expected()
                    .forEach(frame -> text.append("expected: ").append(frame).append('\n'));
            if (one.actual() != null)
                text.append("actual:   ").append(one.actual()).append('\n');
        }
        for (Report.Event event : one.wire()) text.append(EventText.of(event)).append('\n');
        for (Report.Log log : one.logs()) {
            for (String line : LastWords.of(log.text())) {
                text.append(log.node()).append(" said: ").append(line).append('\n');
            }
        }
        return text.toString();
    }

    private void element(String name, String text) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(writable(text));
        out.writeEndElement();
    }

    /// On one line: a reader of XML takes the end of a line in an attribute for a blank.
    private void attribute(String name, String value) throws XMLStreamException {
        out.writeAttribute(name, writable(value).replace('\n', ' '));
    }

    /// XML 1.0 has no way to write most control characters, so they become spaces.
    private static String writable(String text) {
        StringBuilder writable = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean hasNoForm = (c < 0x20 && c != '\n') || c == 0xfffe || c == 0xffff || (c >= 0xd800 && c <= 0xdfff);
            writable.appendCodePoint(hasNoForm ? ' ' : c);
        });
        return writable.toString();
    }
}
