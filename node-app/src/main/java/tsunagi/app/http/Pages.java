package tsunagi.app.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import tsunagi.protocol.Hash;

/// The explorer's files. They are few and named here, so no path leads anywhere else.
final class Pages {
    private static final String PLACE = "/tsunagi/app/explorer/";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json");

    static final List<String> FILES = List.of(
            "style.css",
            "icon.svg",
            "app.js",
            "star.js",
            "forkmap.js",
            "api.js",
            "dom.js",
            "words.js",
            "words.en.js",
            "words.ja.js",
            "stream.js",
            "worker.js",
            "route.js",
            "text.js",
            "time.js",
            "blocks.js",
            "search.js",
            "name.js",
            "pager.js",
            "charts.js",
            "chain.js",
            "block.js",
            "peers.js",
            "forks.js",
            "mine.js");

    /// A file that does not change while the program runs.
    static Route.Handler file(String name) {
        return request -> {
            byte[] bytes;
            try (InputStream in = Pages.class.getResourceAsStream(PLACE + name)) {
                if (in == null) throw new IOException("the program lacks " + name);
                bytes = in.readAllBytes();
            }
            String tag = "\"" + Hash.sha256(bytes).toString().substring(0, 16) + "\"";
            Map<String, String> headers = Map.of("ETag", tag, "Cache-Control", "no-cache", "Vary", "Accept-Encoding");
            if (Conditional.names(request.header("If-None-Match").orElse(""), tag)) {
                return new Reply(304, headers, new byte[0]);
            }
            boolean packed =
                    Conditional.takesGzip(request.header("Accept-Encoding").orElse(""));
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            if (!packed) return Reply.of(200, type, bytes).with(headers);
            return Reply.of(200, type, packed(bytes)).with(headers).with(Map.of("Content-Encoding", "gzip"));
        };
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private Pages() {}
}
