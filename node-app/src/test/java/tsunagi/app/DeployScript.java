package tsunagi.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs the scripts of `deploy/` with programs of a test in place of Docker and others.
///
/// @param place a directory; its `bin` is searched first for programs, and they find it as `$STATE`
record DeployScript(Path place) {
    /// What a script ended with, and printed.
    record Said(int status, String out, String err) {}

    /// Makes a program that the scripts find.
    void install(String name, String text) throws Exception {
        Path bin = Files.createDirectories(place.resolve("bin"));
        Launchers.installProgram(Files.writeString(place.resolve(name + ".txt"), text), bin.resolve(name));
    }

    Said run(String script, String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of("../deploy", script).toAbsolutePath().toString());
        command.addAll(List.of(words));
        Path out = place.resolve("out");
        Path err = place.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TSUNAGI_"));
        builder.environment().put("STATE", place.toString());
        builder.environment().put("PATH", place.resolve("bin") + ":" + System.getenv("PATH"));
        int status = builder.start().waitFor();
        return new Said(status, Files.readString(out), Files.readString(err));
    }
}
