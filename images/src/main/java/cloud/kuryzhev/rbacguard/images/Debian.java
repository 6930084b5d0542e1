package cloud.kuryzhev.rbacguard.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Packages of Debian 13, for any processor, as files. They are fetched by apt, which takes none without Debian's signature, with lists and a
 * folder of its own: what is installed on this machine is neither asked nor changed.
 */
final class Debian {

    private static final String SOURCES = Stream.of(
                    "debian trixie", "debian trixie-updates", "debian-security trixie-security")
            .map(it -> "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/" + it
                    + " main\n")
            .reduce("", String::concat);

    /** URL, name, size, digest (apt-get(8), --print-uris). */
    private static final Pattern FILE = Pattern.compile("(?m)^'\\S+' (\\S+\\.deb) ");

    private static final Pattern REASON = Pattern.compile("(?m)^E: (.+)");

    private final Path folder;
    private final Processor processor;
    private final String sources;

    Debian(Processor processor) {
        this(cache(), processor, SOURCES);
    }

    Debian(Path cache, Processor processor, String sources) {
        this.folder = cache.resolve("debian-trixie-" + processor.oci());
        this.processor = processor;
        this.sources = sources;
    }

    /** As that of the control plane. */
    private static Path cache() {
        String own = System.getenv("RBAC_GUARD_CACHE");
        String users = System.getenv("XDG_CACHE_HOME");
        return own != null
                ? Path.of(own)
                : (users != null ? Path.of(users) : Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("rbac-guard");
    }

    /**
     * The newest of each that Debian has, or had when it last could be asked.
     *
     * @throws IOException in one line, where they cannot be had
     */
    List<Path> packages(List<String> names) throws IOException, InterruptedException {
        Path lists = Files.createDirectories(folder.resolve("var/lib/apt/lists/partial"));
        Path files = Files.createDirectories(folder.resolve("packages"));
        Files.createDirectories(folder.resolve("var/cache/apt/archives/partial"));
        Files.writeString(Files.createDirectories(folder.resolve("etc/apt")).resolve("sources.list"), sources);
        update(lists);
        apt(files, "download", names);
        List<Path> packages = FILE.matcher(apt(lists, "download", prefixed("--print-uris", names)))
                .results()
                .map(it -> files.resolve(Objects.requireNonNull(it.group(1))))
                .toList();
        forget(files, packages);
        return packages;
    }

    /** What is known already will do, where there is something. */
    private void update(Path lists) throws IOException, InterruptedException {
        try {
            apt(lists, "update", List.of("-o", "APT::Update::Error-Mode=any"));
        } catch (IOException e) {
            Path known = Objects.requireNonNull(lists.getParent());
            if (Times.below(known).stream().noneMatch(it -> it.toString().endsWith("InRelease"))) {
                throw e;
            }
        }
    }

    /** Lays out below {@code root} what is in them. */
    static void unpack(List<Path> packages, Path root) throws IOException, InterruptedException {
        Files.createDirectories(root);
        for (Path file : packages) {
            Tool.run(List.of("dpkg-deb", "-x", file.toString(), root.toString()));
        }
    }

    /** Older versions are not asked for again. */
    private static void forget(Path files, List<Path> all) throws IOException {
        for (Path file : Times.below(files)) {
            if (!all.contains(file)) {
                Files.delete(file);
            }
        }
    }

    private String apt(Path directory, String command, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> options = Stream.of(
                        "Dir=" + folder,
                        "Dir::State::status=/dev/null",
                        "APT::Architecture=" + processor.oci(),
                        "APT::Architectures=" + processor.oci(),
                        "Acquire::Languages=none")
                .flatMap(it -> Stream.of("-o", it))
                .toList();
        var line = new ArrayList<>(prefixed("apt-get", options));
        line.add(command);
        line.addAll(arguments);
        try {
            return Tool.run(line, directory);
        } catch (IllegalStateException e) {
            throw new IOException("apt-get " + command + ": " + reason(String.valueOf(e.getMessage())), e);
        }
    }

    private static String reason(String output) {
        return REASON.matcher(output)
                .results()
                .findFirst()
                .map(it -> it.group(1))
                .orElse(output.lines().findFirst().orElse(""));
    }

    private static List<String> prefixed(String first, List<String> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }
}
