package tsunagi.simulation.scale;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Lines over a logarithmic axis, as an SVG picture.
final class Chart {
    /// How the upright axis is divided.
    enum Scale {
        LINEAR,
        LOGARITHMIC
    }

    record Point(double x, double y) {}

    /// @param points from left to right
    record Line(String name, List<Point> points) {}

    private static final int LEFT = 70;
    private static final int RIGHT = 620;
    private static final int TOP = 50;
    private static final int BOTTOM = 340;
    private static final int LEGEND_STEP = 110;
    private static final int LINEAR_STEPS = 5;
    private static final List<String> COLOURS = List.of("#0b6e99", "#c2410c", "#4d7c0f");

    private final String title;
    private final String xName;
    private final String yName;
    private final Scale yScale;
    private final StringBuilder svg = new StringBuilder();
    private double xFrom;
    private double xTo;
    private double yFrom;
    private double yTo;

    Chart(String title, String xName, String yName, Scale yScale) {
        this.title = title;
        this.xName = xName;
        this.yName = yName;
        this.yScale = yScale;
    }

    /// The picture.
    String drawn(List<Line> lines) {
        fit(lines.stream().flatMap(line -> line.points().stream()).toList());
        svg.setLength(0);
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 680 400\" font-family=\"sans-serif\" font-size=\"13\">");
        add("<rect width=\"680\" height=\"400\" fill=\"white\"/>");
        add(String.format(Locale.ROOT, "<text x=\"%d\" y=\"28\" font-size=\"16\">%s</text>", LEFT, title));
        add(String.format(Locale.ROOT, "<text x=\"%d\" y=\"385\" text-anchor=\"end\">%s</text>", RIGHT, xName));
        add(String.format(Locale.ROOT, "<text x=\"%d\" y=\"44\" text-anchor=\"end\">%s</text>", RIGHT, yName));
        for (double x = xFrom; x <= xTo * 1.001; x *= 10) verticalAt(x);
        if (yScale == Scale.LOGARITHMIC) {
            for (double y = yFrom; y <= yTo * 1.001; y *= 10) horizontalAt(y);
        } else {
            for (int step = 0; step <= LINEAR_STEPS; step++) horizontalAt(yTo * step / LINEAR_STEPS);
        }
        for (int i = 0; i < lines.size(); i++) line(lines.get(i), COLOURS.get(i % COLOURS.size()), i);
        add("</svg>");
        return svg.toString();
    }

    private void fit(List<Point> points) {
        xFrom = powerBelow(points.stream().mapToDouble(Point::x).min().orElse(1));
        xTo = powerAbove(points.stream().mapToDouble(Point::x).max().orElse(10));
        double highest = points.stream().mapToDouble(Point::y).max().orElse(1);
        if (yScale == Scale.LOGARITHMIC) {
            yFrom = powerBelow(points.stream().mapToDouble(Point::y).min().orElse(1));
            yTo = powerAbove(highest);
        } else {
            yFrom = 0;
            yTo = roundAbove(highest);
        }
    }

    private static double powerBelow(double value) {
        return Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
    }

    private static double powerAbove(double value) {
        return Math.pow(10, Math.ceil(Math.log10(value) - 1e-9));
    }

    private static double roundAbove(double value) {
        double power = powerBelow(value);
        return Stream.of(1.0, 2.0, 2.5, 5.0, 10.0)
                .map(factor -> factor * power)
                .filter(round -> round >= value)
                .findFirst()
                .orElse(10 * power);
    }

    private double across(double x) {
        return LEFT + (RIGHT - LEFT) * Math.log(x / xFrom) / Math.log(xTo / xFrom);
    }

    private double up(double y) {
        double share = yScale == Scale.LINEAR ? y / yTo : Math.log(y / yFrom) / Math.log(yTo / yFrom);
        return BOTTOM - (BOTTOM - TOP) * share;
    }

    private void verticalAt(double x) {
        add(String.format(Locale.ROOT, "<path d=\"M%.1f %d V%d\" stroke=\"#ddd\"/>", across(x), TOP, BOTTOM));
        add(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"360\" text-anchor=\"middle\">%s</text>", across(x), number(x)));
    }

    private void horizontalAt(double y) {
        add(String.format(Locale.ROOT, "<path d=\"M%d %.1f H%d\" stroke=\"#ddd\"/>", LEFT, up(y), RIGHT));
        add(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                LEFT - 8,
                up(y) + 4,
                number(y)));
    }

    private void line(Line line, String colour, int number) {
        StringBuilder path = new StringBuilder();
        for (Point point : line.points()) {
            path.append(String.format(
                    Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : " L", across(point.x()), up(point.y())));
        }
        // Where two lines lie on each other, the later one is dashed and both can be seen.
        String stroke = "stroke=\"" + colour + "\" stroke-width=\"2\""
                + (number == COLOURS.size() - 1 ? " stroke-dasharray=\"6 4\"" : "");
        add(String.format(Locale.ROOT, "<path d=\"%s\" fill=\"none\" %s/>", path, stroke));
        int x = LEFT + number * LEGEND_STEP;
        add(String.format(Locale.ROOT, "<path d=\"M%d 381 h20\" %s/>", x, stroke));
        add(String.format(Locale.ROOT, "<text x=\"%d\" y=\"385\">%s</text>", x + 27, line.name()));
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "");
    }

    private void add(String element) {
        svg.append(element).append('\n');
    }
}
