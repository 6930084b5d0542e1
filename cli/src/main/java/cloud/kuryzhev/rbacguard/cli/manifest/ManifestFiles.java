package cloud.kuryzhev.rbacguard.cli.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads files, folders and standard input. Of folders every {@code .yaml}, {@code .yml} and {@code .json} below, in order of their names. */
public final class ManifestFiles {

    /** How standard input is asked for. */
    public static final String STDIN = "-";

    /** Longer input is refused: 64 MiB, a hundred thousand bindings. */
    private static final int MAX_BYTES = 64 << 20;

    private final InputStream stdin;

    /** @param stdin what {@code -} means */
    public ManifestFiles(InputStream stdin) {
        this.stdin = stdin;
    }

    /** Everything in {@code paths}; never an exception: what cannot be read becomes a problem, and the rest is read. */
    public Loaded read(List<String> paths) {
        Loaded loaded = Loaded.nothing();
        for (String path : paths) {
            loaded = loaded.plus(path.equals(STDIN) ? standardInput() : path(Path.of(path)));
        }
        return loaded.objects().isEmpty() && loaded.problems().isEmpty() && !paths.isEmpty()
                ? problem(String.join(" ", paths), "holds no role and no binding of rbac.authorization.k8s.io")
                : loaded;
    }

    private Loaded standardInput() {
        return read("<stdin>", true, stdin);
    }

    private static Loaded path(Path path) {
        if (!Files.isDirectory(path)) {
            return file(path, true);
        }
        try (Stream<Path> below = Files.walk(path)) {
            return below.filter(ManifestFiles::isManifest)
                    .sorted()
                    .map(file -> file(file, false))
                    .reduce(Loaded.nothing(), Loaded::plus);
        } catch (IOException e) {
            return unreadable(path.toString(), e);
        }
    }

    private static boolean isManifest(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"))
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static Loaded file(Path file, boolean named) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return read(file.toString(), named, bytes);
        } catch (IOException e) {
            return unreadable(file.toString(), e);
        }
    }

    private static Loaded read(String name, boolean named, InputStream in) {
        try {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                return problem(name, "is longer than " + (MAX_BYTES >> 20) + " MiB: give it in parts");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return ManifestReader.read(name, text.startsWith("\uFEFF") ? text.substring(1) : text, named);
        } catch (CharacterCodingException _) {
            return problem(name, "is not a text in UTF-8");
        } catch (IOException e) {
            return unreadable(name, e);
        }
    }

    private static Loaded unreadable(String name, IOException e) {
        return problem(name, e instanceof NoSuchFileException ? "does not exist" : "cannot be read: " + e.getMessage());
    }

    private static Loaded problem(String name, String message) {
        return Loaded.unusable(Problem.of(name, message));
    }
}
