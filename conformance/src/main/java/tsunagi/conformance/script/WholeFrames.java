package tsunagi.conformance.script;

import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Template.Fixed;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;

/// Finds what is expected and can never come: a frame has one LF, at its end, and
/// at most 4096 bytes (1.3).
final class WholeFrames {
    private final Cast cast;

    WholeFrames(Cast cast) {
        this.cast = cast;
    }

    /// Why no frame can be equal to the bytes of a name, or null.
    @Nullable
    String faultOf(String name) {
        Octets bytes = cast.names.get(name);
        if (bytes == null) return null; // Mined: a whole frame.
        String fault = faultOf(bytes.toArray(), bytes.size());
        return fault == null ? faultOfChainEnd(bytes) : "'%s': %s".formatted(name, fault);
    }

    /// Why no frame can match a template, or null.
    @Nullable
    String faultOf(Template template) {
        if (template.parts().isEmpty()) return "no frame is empty: each has an LF";
        if (!(template.parts().getLast() instanceof Fixed last)) return faultOf(new byte[0], 0);
        int size = last.bytes().size();
        for (Template.Part part : template.parts().subList(0, template.parts().size() - 1)) {
            if (!(part instanceof Fixed fixed)) continue;
            size += fixed.bytes().size();
            if (count(fixed.bytes().toArray()) > 0) return "only the last byte of a frame is an LF";
        }
        String fault = faultOf(last.bytes().toArray(), size);
        if (fault != null) return fault;
        return template.parts().size() == 1 ? faultOfChainEnd(last.bytes()) : null;
    }

    private static @Nullable String faultOf(byte[] bytes, int size) {
        if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') return "a frame ends with an LF: write it as \\n";
        if (count(bytes) > 1) return "only the last byte of a frame is an LF";
        return size > Frames.MAX_BYTES ? "no frame is longer than %s bytes".formatted(Frames.MAX_BYTES) : null;
    }

    private static int count(byte[] bytes) {
        int lines = 0;
        for (byte one : bytes) if (one == '\n') lines++;
        return lines;
    }

    private @Nullable String faultOfChainEnd(Octets frame) {
        if (cast.judgesChainEnd || !frame.equals(Octets.of(Frames.CHAIN_END))) return null;
        return "this frame is set aside and never comes here, because the rules do not name " + Scenario.CHAIN_END_RULE;
    }
}
