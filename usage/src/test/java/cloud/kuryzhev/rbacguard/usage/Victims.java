package cloud.kuryzhev.rbacguard.usage;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.spi.ToolProvider;

/**
 * Processes to be killed. They load their classes from an archive, are started ahead of time, and begin when they are sent a byte; at the end of
 * their standard input they end.
 */
public final class Victims implements AutoCloseable {

    private static final int AHEAD = 2;

    private final List<String> command = new ArrayList<>();
    private final Path directory;
    private final String program;
    private final Path errors;
    private final Queue<Process> waiting = new ArrayDeque<>();
    private final List<Process> begun = new ArrayList<>();

    /**
     * Runs {@code program} once, so that there is an archive of its classes.
     *
     * @param directory for files of their own
     * @param program whose {@code main} waits for a byte before it begins
     */
    public Victims(Path directory, Class<?> program, String... arguments) throws IOException, InterruptedException {
        this.directory = Files.createDirectories(directory);
        this.program = program.getName();
        this.errors = directory.resolve("errors");
        Path archive = directory.resolve("classes.jsa");
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                "-XX:ArchiveClassesAtExit=" + archive,
                this.program));
        command.addAll(List.of(arguments));
        Process rehearsal = start();
        try (OutputStream in = rehearsal.getOutputStream()) {
            in.write('.');
        }
        rehearsal.getInputStream().readAllBytes();
        rehearsal.waitFor();
        command.set(command.indexOf("-XX:ArchiveClassesAtExit=" + archive), "-XX:SharedArchiveFile=" + archive);
    }

    /** Of jars alone, as an archive wants it. */
    private String classPath() {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                jars.add(Files.isDirectory(Path.of(entry)) ? jar(entry, jars.size()) : entry);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private String jar(String classes, int number) {
        String jar = directory.resolve(number + ".jar").toString();
        int failed =
                ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "cf0", jar, "-C", classes, ".");
        if (failed != 0) {
            throw new IllegalStateException("cannot make a jar of " + classes);
        }
        return jar;
    }

    private Process start() throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
    }

    /** One more, which begins now. */
    public Process begin() throws IOException {
        while (waiting.size() <= AHEAD) {
            waiting.add(start());
        }
        Process next = waiting.remove();
        begun.add(next);
        goOn(next);
        return next;
    }

    /** Sends it a byte. */
    public static void goOn(Process process) throws IOException {
        process.getOutputStream().write('.');
        process.getOutputStream().flush();
    }

    /** What they complained of. */
    public String errors() throws IOException {
        return Files.exists(errors) ? Files.readString(errors) : "";
    }

    @Override
    public void close() {
        waiting.forEach(Process::destroyForcibly);
        begun.forEach(Process::destroyForcibly);
    }
}
