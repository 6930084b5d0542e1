package cloud.kuryzhev.rbacguard.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The loader and the C libraries that native code needs: from the machine that builds, or from packages for another processor. */
final class CLibrary {

    private static final Pattern RESOLVED = Pattern.compile("(?m)^\\s*(?:\\S+ => )?(/\\S+) \\(0x");
    private static final Pattern SONAME = Pattern.compile("lib.+\\.so\\.\\d+");

    /** For another C library. */
    private static final Pattern FOREIGN = Pattern.compile("(?i)musl|android");

    private CLibrary() {}

    /**
     * Copies what native code of {@code runtime}, and of the jars of {@code apps}, is linked against.
     *
     * @param root below which each lies where it lies on this machine
     */
    static void copy(Path runtime, List<Path> apps, Path root) throws IOException, InterruptedException {
        Path natives = Files.createTempDirectory("natives");
        for (Path app : apps) {
            natives(app, Processor.own(), natives);
        }
        for (String library : needed(List.of(runtime, natives))) {
            if (!library.startsWith(runtime.toString())) {
                copy(Path.of(library), root.resolve(library.substring(1)));
            }
        }
    }

    /** Copies all libraries, by the names that they are linked by, and the loader; {@code ldd} cannot ask another processor's. */
    static void copy(Path unpacked, Processor processor, Path root) throws IOException {
        Path libraries = unpacked.resolve("usr/lib").resolve(processor.tuple());
        for (Path library : Times.below(libraries)) {
            String name = libraries.relativize(library).toString();
            if (SONAME.matcher(name).matches()) {
                copy(library, root.resolve("lib").resolve(processor.tuple()).resolve(name));
            }
        }
        Path loader = processor.loader();
        copy(libraries.resolve(Objects.requireNonNull(loader.getFileName())), root.resolve(loader));
    }

    private static void copy(Path library, Path target) throws IOException {
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(library, target);
    }

    private static Set<String> needed(List<Path> folders) throws IOException, InterruptedException {
        var libraries = new TreeSet<String>();
        for (Path folder : folders) {
            for (Path file : Times.below(folder)) {
                if (file.toString().endsWith(".so") || file.endsWith("bin/java")) {
                    RESOLVED.matcher(Tool.run(List.of("ldd", file.toString())))
                            .results()
                            .forEach(it -> libraries.add(Objects.requireNonNull(it.group(1))));
                }
            }
        }
        return libraries;
    }

    /** Unpacks what the jars of {@code app} bring for {@code processor}. */
    static void natives(Path app, Processor processor, Path natives) throws IOException {
        for (Path jar : Times.below(app)) {
            if (jar.toString().endsWith(".jar")) {
                try (var zip = new ZipFile(jar.toFile())) {
                    List<? extends ZipEntry> entries = zip.stream()
                            .filter(it -> processor.runs(it.getName())
                                    && !FOREIGN.matcher(it.getName()).find())
                            .toList();
                    for (ZipEntry entry : entries) {
                        Path target = natives.resolve(entry.getName().replace('/', '_'));
                        try (InputStream in = zip.getInputStream(entry)) {
                            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                        }
                    }
                }
            }
        }
    }
}
